/** What Cal.com said of every uid on the way from a row to its Booking, for people to check. */
import type { Booking } from '../domain/booking.ts';
import type { UidAnswer } from '../domain/evidence.ts';
import { inScope, type Pair } from '../domain/pair.ts';
import { wantedOf, type ObservedWorld } from './observed-world.ts';

/** In the order in which they were followed; the last Booking is the Pair's own. */
export function answersOf(pair: Pair, world: ObservedWorld, scope: ReadonlySet<number>): UidAnswer[] {
  const wanted = wantedOf(pair, world);
  const unread = wanted !== null && world.unreadable.has(wanted) ? wanted : null;
  const uids = pair.appointment ? followed(pair, world) : lineageOf(pair.booking, world);
  const all = unread === null || uids.includes(unread) ? uids : [...uids, unread];
  return all.map((uid) => answerOf(uid, world, { scope, needed: uid === unread }));
}

/** With what the last one was rescheduled to, where Cal.com does not know that. */
function followed({ trail }: Pair, world: ObservedWorld): string[] {
  const uids = [...trail];
  const next = world.bookings.get(uids.at(-1) ?? '')?.rescheduledToUid;
  const leadsNowhere = next && world.absent.has(next) && !world.bookings.has(next);
  return leadsNowhere && !uids.includes(next) ? [...uids, next] : uids;
}

/** A Booking and those that it was rescheduled from, the oldest first. */
export function lineageOf(booking: Booking | null, world: ObservedWorld): string[] {
  const uids: string[] = [];
  let uid = booking?.uid ?? null;
  while (uid && !uids.includes(uid)) {
    uids.unshift(uid);
    uid = world.bookings.get(uid)?.rescheduledFromUid ?? null;
  }
  return uids;
}

/** `needed`: without it there is no verdict; what could not be read and was not needed counts as not asked for. */
export function answerOf(
  uid: string,
  world: ObservedWorld,
  { scope, needed }: { scope: ReadonlySet<number>; needed: boolean },
): UidAnswer {
  const booking = world.bookings.get(uid);
  if (booking) return { uid, answer: 'booking', ...seen(booking, scope) };
  const absence = world.absent.get(uid);
  if (absence) return { uid, answer: 'absent', read: absence };
  const series = world.series.get(uid);
  if (series) return { uid, answer: 'series', read: series };
  const failure = needed ? world.unreadable.get(uid) : undefined;
  return failure ? { uid, answer: 'unread', ...failure } : { uid, answer: 'not_asked' };
}

function seen(
  booking: Booking,
  scope: ReadonlySet<number>,
): Omit<UidAnswer & { answer: 'booking' }, 'uid' | 'answer'> {
  const { read, status, startsAt, endsAt, seats, rescheduledToUid } = booking;
  return { read, status, startsAt, endsAt, seats, rescheduledToUid, inScope: inScope(booking, scope) };
}
