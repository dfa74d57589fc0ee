/** The event types whose Bookings have to be in the company's database. */
import type { ReconcilePolicy, ReconcilePorts } from './ports.ts';
import { UntrustedListing } from './untrusted-listing.ts';

/** As configured, else the key's own; throws when there are none, since then nothing can be listed. */
export async function scopeOf(
  { bookings }: Pick<ReconcilePorts, 'bookings'>,
  policy: Pick<ReconcilePolicy, 'eventTypeIds'>,
  signal: AbortSignal,
): Promise<ReadonlySet<number>> {
  const ids = policy.eventTypeIds ?? (await bookings.eventTypeIds(signal));
  if (ids.length > 0) return new Set(ids);
  throw new UntrustedListing(
    'This Cal.com key has no event types of its own: set CALCOM_EVENT_TYPE_IDS to those it should look after',
  );
}
