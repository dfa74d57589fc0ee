/** Keeps two processes from making large Runs at the same time. */
import type { App } from '../app.ts';
import { UserError } from '../domain/errors.ts';
import { withLease } from '../runtime/lease.ts';

export const VERIFICATION_LEASE = 'verification';
export const LADDER_LEASE = 'ladder';
export const WEBHOOK_LEASE = 'webhooks';
export const RESOLUTION_LEASE = 'resolution';
export const DIGEST_LEASE = 'digest';

/** For a loop that does nothing while another replica does it; `signal` cuts the work short. */
export function exclusivelyBy(
  { leases, clock }: Pick<App, 'leases' | 'clock'>,
  name: string,
  signal: AbortSignal,
): (work: (signal: AbortSignal) => Promise<void>) => Promise<boolean> {
  return async (work) => (await withLease({ book: leases, clock, name, signal }, work)).held;
}

/** A check of the next 48 hours is over in seconds; a full one is not waited for. */
const PATIENCE_MS = 60_000;
const ASK_EVERY_MS = 1_000;

/** Waits a while for the other process; throws a UserError when it goes on. */
export async function exclusively<T>(
  { leases, clock }: Pick<App, 'leases' | 'clock'>,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const request = { book: leases, clock, name: VERIFICATION_LEASE, signal };
  for (const giveUpAt = clock.now() + PATIENCE_MS; ; ) {
    const outcome = await withLease(request, work);
    if (outcome.held) return outcome.result;
    if (clock.now() > giveUpAt) {
      throw new UserError(
        'verification_under_way',
        'Another calsync process is verifying at this moment: try again when it has finished, or look at "status".',
      );
    }
    await clock.sleep(ASK_EVERY_MS, signal);
  }
}
