/** Reschedules on Cal.com: each makes a new Booking with a new uid, and the row may still carry an old one. */
import { HOUR } from '../salon.ts';
import type { Scene } from './scene.ts';
import { found, mismatch, orphanedCalcom, synced, type Truth } from './truth.ts';

export const chainCases = [
  staleUidInSync,
  staleUidOfARowThatWasNotMoved,
  staleUidOfAChainCancelledInTheEnd,
  staleUidOfACancelledRow,
  staleUidOfACancelledRowAndCancelledChain,
  uidFromTheMiddleOfTheChain,
  chainThatNobodyCarries,
  newRowAndOldRowCancelled,
  newRowAndOldRowStillLive,
  newRowCancelledAndOldRowStillLive,
  aRowForEachBookingOfTheChain,
  newRowWhoseBookingMovedOn,
  newRowFurtherDownTheChain,
  chainOfTwentyReschedules,
  reschedulesInALoop,
];

export function staleUidInSync(scene: Scene): Truth {
  const { first, start } = chain(scene);
  scene.row({ startsAt: start, bookingUid: first });
  return synced();
}

function staleUidOfARowThatWasNotMoved(scene: Scene): Truth {
  const { first, last, start } = chain(scene);
  const id = scene.row({ startsAt: start + 25 * HOUR, bookingUid: first });
  return found(mismatch([id, last], ['startsAt', 'endsAt']));
}

function staleUidOfAChainCancelledInTheEnd(scene: Scene): Truth {
  const { first, last, start } = chain(scene);
  scene.world.cancel(last);
  return found(mismatch([scene.row({ startsAt: start, bookingUid: first }), last], ['status']));
}

function staleUidOfACancelledRow(scene: Scene): Truth {
  const { first, last, start } = chain(scene);
  const id = scene.row({ startsAt: start, status: 'cancelled', bookingUid: first });
  return found(mismatch([id, last], ['status']));
}

function staleUidOfACancelledRowAndCancelledChain(scene: Scene): Truth {
  const { first, last } = chain(scene);
  scene.world.reject(last);
  scene.row({ startsAt: scene.slot(), status: 'cancelled', bookingUid: first });
  return synced();
}

function uidFromTheMiddleOfTheChain(scene: Scene): Truth {
  const start = scene.slot();
  const middle = scene.move(scene.book({ start: scene.slot() }), scene.slot());
  scene.move(middle, start);
  scene.row({ startsAt: start, bookingUid: middle });
  return synced();
}

function chainThatNobodyCarries(scene: Scene): Truth {
  return found(orphanedCalcom(chain(scene).last));
}

export function newRowAndOldRowCancelled(scene: Scene): Truth {
  const { first, last, start } = chain(scene);
  scene.row({ startsAt: scene.slot(), status: 'cancelled', bookingUid: first });
  scene.row({ startsAt: start, bookingUid: last });
  return synced(2);
}

function newRowAndOldRowStillLive(scene: Scene): Truth {
  const { first, beforeLast, last, start } = chain(scene);
  const old = scene.row({ startsAt: scene.slot(), bookingUid: first });
  scene.row({ startsAt: start, bookingUid: last });
  return { synced: 1, ...found(mismatch([old, beforeLast], ['status'])) };
}

function newRowCancelledAndOldRowStillLive(scene: Scene): Truth {
  const { first, beforeLast, last, start } = chain(scene);
  const old = scene.row({ startsAt: scene.slot(), bookingUid: first });
  const next = scene.row({ startsAt: start, status: 'cancelled', bookingUid: last });
  return found(mismatch([old, beforeLast], ['status']), mismatch([next, last], ['status']));
}

function aRowForEachBookingOfTheChain(scene: Scene): Truth {
  const start = scene.slot();
  const first = scene.book({ start: scene.slot() });
  const second = scene.move(first, scene.slot());
  const third = scene.move(second, start);
  scene.row({ startsAt: scene.slot(), status: 'cancelled', bookingUid: first });
  scene.row({ startsAt: scene.slot(), status: 'cancelled', bookingUid: second });
  scene.row({ startsAt: start, bookingUid: third });
  return synced(3);
}

function newRowWhoseBookingMovedOn(scene: Scene): Truth {
  const start = scene.slot();
  const first = scene.book({ start: scene.slot() });
  const second = scene.move(first, start + HOUR);
  const third = scene.move(second, start);
  scene.row({ startsAt: scene.slot(), status: 'cancelled', bookingUid: first });
  const id = scene.row({ startsAt: start + HOUR, bookingUid: second });
  return { synced: 1, ...found(mismatch([id, third], ['startsAt', 'endsAt'])) };
}

/** The old row's chain ends before the Booking that the new row carries, and not behind it. */
function newRowFurtherDownTheChain(scene: Scene): Truth {
  const start = scene.slot();
  const first = scene.book({ start: scene.slot() });
  const second = scene.move(first, scene.slot());
  scene.move(second, start);
  const old = scene.row({ startsAt: start, bookingUid: first });
  scene.row({ startsAt: start, bookingUid: second });
  return { synced: 1, ...found(mismatch([old, first], ['status'])) };
}

function chainOfTwentyReschedules(scene: Scene): Truth {
  const { first, start } = chainOf(scene, 20);
  scene.row({ startsAt: start, bookingUid: first });
  return synced();
}

function reschedulesInALoop(scene: Scene): Truth {
  const start = scene.slot();
  const first = scene.book({ start });
  const second = scene.move(first, start);
  scene.world.update(second, { status: 'cancelled', rescheduledToUid: first });
  return found(mismatch([scene.row({ startsAt: start, bookingUid: first }), second], ['status']));
}

interface Chain {
  readonly first: string;
  readonly beforeLast: string;
  readonly last: string;
  /** Of the last Booking. */
  readonly start: number;
}

/** One, two, three or five reschedules long. */
export function chain(scene: Scene): Chain {
  return chainOf(scene, scene.random.pick([1, 2, 3, 5]));
}

function chainOf(scene: Scene, reschedules: number): Chain {
  const uids = [scene.book({ start: scene.slot() })];
  const start = scene.slot();
  for (let count = 1; count <= reschedules; count++) {
    uids.push(scene.move(uids.at(-1) ?? '', count === reschedules ? start : scene.slot()));
  }
  return { first: uids[0] ?? '', beforeLast: uids.at(-2) ?? '', last: uids.at(-1) ?? '', start };
}
