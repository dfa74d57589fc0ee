/** Of cancelled Bookings whose row still stands: whether the host asked the customer for another time. */
import type { Pair } from '../domain/pair.ts';
import { isAwaitingRebooking } from '../domain/rebooking.ts';
import type { ObservedWorld } from './observed-world.ts';
import type { ReconcilePorts } from './ports.ts';

export async function askForRebookings(
  { webhooks }: ReconcilePorts,
  pairs: readonly Pair[],
  world: ObservedWorld,
): Promise<void> {
  const uids = pairs.flatMap(({ appointment, booking }) =>
    appointment && booking && isAwaitingRebooking(appointment, booking) ? booking.uid : [],
  );
  if (uids.length === 0) return;
  for (const [uid, at] of await webhooks.rescheduleRequests(uids)) world.requested.set(uid, at);
}
