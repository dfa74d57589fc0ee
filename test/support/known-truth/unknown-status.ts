/** A status that neither side's contract names is an error of verification, never a mismatch. */
import type { Scene } from './scene.ts';
import { noUid } from './times-and-status.ts';
import { found, type Truth, unreadable } from './truth.ts';

export const unknownStatusCases = [
  bookingOfUnknownStatus,
  bookingOfUnknownStatusWithCancelledRow,
  rowOfUnknownStatus,
  rowOfUnknownStatusWithDeadBooking,
  rowOfUnknownStatusWithoutUid,
  chainThatEndsInAnUnknownStatus,
  bookingOfUnknownStatusWithoutRow,
];

function bookingOfUnknownStatus(scene: Scene): Truth {
  const start = scene.slot();
  const uid = scene.book({ start, status: strange(scene) });
  return found(unreadable(scene.row({ startsAt: start, bookingUid: uid }), uid));
}

function bookingOfUnknownStatusWithCancelledRow(scene: Scene): Truth {
  const start = scene.slot();
  const uid = scene.book({ start, status: strange(scene) });
  return found(unreadable(scene.row({ startsAt: start, bookingUid: uid, status: 'cancelled' }), uid));
}

function rowOfUnknownStatus(scene: Scene): Truth {
  const start = scene.slot();
  const uid = scene.book({ start });
  return found(unreadable(scene.row({ startsAt: start, bookingUid: uid, status: strange(scene) }), uid));
}

function rowOfUnknownStatusWithDeadBooking(scene: Scene): Truth {
  const start = scene.slot();
  const uid = scene.book({ start, status: 'cancelled' });
  return found(unreadable(scene.row({ startsAt: start, bookingUid: uid, status: strange(scene) }), uid));
}

function rowOfUnknownStatusWithoutUid(scene: Scene): Truth {
  const row = { startsAt: scene.slot(), status: strange(scene), ...noUid(scene) };
  return found(unreadable(scene.row(row), null));
}

function chainThatEndsInAnUnknownStatus(scene: Scene): Truth {
  const start = scene.slot();
  const old = scene.book({ start: scene.slot() });
  const uid = scene.move(old, start);
  scene.world.update(uid, { status: strange(scene) });
  return found(unreadable(scene.row({ startsAt: start, bookingUid: old }), uid));
}

function bookingOfUnknownStatusWithoutRow(scene: Scene): Truth {
  return found(unreadable(null, scene.book({ start: scene.slot(), status: strange(scene) })));
}

function strange(scene: Scene): string {
  return scene.random.pick(['on_hold', 'waitlisted', 'moved']);
}
