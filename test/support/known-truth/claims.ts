/** Several rows that carry the uid of one Booking: it belongs to the first. */
import { HOUR } from '../salon.ts';
import { chain } from './chains.ts';
import type { Scene } from './scene.ts';
import { found, mismatch, orphanedLocal, synced, type Truth } from './truth.ts';

export const claimCases = [
  secondRowWithTheUidOfALiveBooking,
  threeRowsWithTheUidOfALiveBooking,
  secondRowOfABookingThatMoved,
  secondRowWithTheUidOfALiveChain,
  secondRowThatIsCancelled,
  cancelledRowBeforeALiveOne,
  twoRowsWithTheUidOfADeadBooking,
];

function secondRowWithTheUidOfALiveBooking(scene: Scene): Truth {
  const start = scene.slot();
  const uid = scene.book({ start });
  return { synced: 1, ...found(orphanedLocal(claim(scene, uid, start)[1])) };
}

function threeRowsWithTheUidOfALiveBooking(scene: Scene): Truth {
  const start = scene.slot();
  const uid = scene.book({ start });
  const [, second] = claim(scene, uid, start);
  const third = scene.row({ startsAt: start, bookingUid: uid, ...later(3) });
  return { synced: 1, ...found(orphanedLocal(second), orphanedLocal(third)) };
}

function secondRowOfABookingThatMoved(scene: Scene): Truth {
  const start = scene.slot();
  const uid = scene.book({ start });
  const [first, second] = claim(scene, uid, start + HOUR);
  return found(mismatch([first, uid], ['startsAt', 'endsAt']), orphanedLocal(second));
}

function secondRowWithTheUidOfALiveChain(scene: Scene): Truth {
  const { first, start } = chain(scene);
  return { synced: 1, ...found(orphanedLocal(claim(scene, first, start)[1])) };
}

function secondRowThatIsCancelled(scene: Scene): Truth {
  const start = scene.slot();
  const uid = scene.book({ start });
  scene.row({ startsAt: start, bookingUid: uid, ...later(1) });
  scene.row({ startsAt: start, bookingUid: uid, status: 'cancelled', ...later(2) });
  return synced(2);
}

/** The live row holds the Booking, though the other was there first. */
function cancelledRowBeforeALiveOne(scene: Scene): Truth {
  const start = scene.slot();
  const uid = scene.book({ start });
  scene.row({ startsAt: start, bookingUid: uid, status: 'cancelled', ...later(1) });
  scene.row({ startsAt: start, bookingUid: uid, ...later(2) });
  return synced(2);
}

function twoRowsWithTheUidOfADeadBooking(scene: Scene): Truth {
  const start = scene.slot();
  const uid = scene.book({ start, status: scene.random.pick(['cancelled', 'rejected']) });
  return found(...claim(scene, uid, start).map((id) => mismatch([id, uid], ['status'])));
}

/** Two rows with one uid; the first was there first by any reckoning. */
function claim(scene: Scene, bookingUid: string, startsAt: number): [string, string] {
  return [scene.row({ startsAt, bookingUid, ...later(1) }), scene.row({ startsAt, bookingUid, ...later(2) })];
}

function later(turn: number): { createdAt: number } {
  return { createdAt: Date.UTC(2026, 8, turn) };
}
