/** Carries out what was asked for, one after the other, as long as the process runs. */
import { carryOut } from './carry-out.ts';
import type { ResolvePorts } from './ports.ts';

const LOOK_EVERY_MS = 250;
const AFTER_FAILURE_MS = 5_000;
/** One that cannot go on holds up no other. */
const AFTER_BUG_MS = 60_000;

export interface Resolving {
  readonly signal: AbortSignal;
  /** Wraps the work, so that only one replica does it; answers false when another one does. */
  readonly exclusively: (work: (signal: AbortSignal) => Promise<void>) => Promise<boolean>;
  readonly onError: (error: unknown) => void;
}

/** Runs until the signal is aborted; then it ends after the one under way. */
export async function keepResolving(ports: ResolvePorts, resolving: Resolving): Promise<void> {
  while (!resolving.signal.aborted) {
    const wait = await resolveDue(ports, resolving).catch((error: unknown) => {
      resolving.onError(error);
      return AFTER_FAILURE_MS;
    });
    await ports.clock.sleep(wait, resolving.signal).catch(() => undefined);
  }
}

async function resolveDue(
  ports: ResolvePorts,
  { signal: stop, exclusively, onError }: Resolving,
): Promise<number> {
  if (!(await ports.log.next(ports.clock.now()))) return LOOK_EVERY_MS;
  await exclusively(async (signal) => {
    for (;;) {
      const next = stop.aborted ? undefined : await ports.log.next(ports.clock.now());
      if (!next) return;
      await carryOut(next, ports, signal).catch(async (error: unknown) => {
        onError(error);
        await ports.log.postpone(next.id, ports.clock.now() + AFTER_BUG_MS);
      });
    }
  });
  return LOOK_EVERY_MS;
}
