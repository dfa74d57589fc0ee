/** Event types out of scope, event types that are gone, and Pairs that reach over the edge of the window. */
import { HOUR, MORNING } from '../salon.ts';
import { DAY, EVENT_TYPES, type Scene } from './scene.ts';
import { found, mismatch, nothing, orphanedCalcom, synced, type Truth } from './truth.ts';

const AFTER = MORNING + 90 * DAY;
const BEFORE = MORNING - 7 * DAY;

export const scopeAndWindowCases = [
  carriedBookingOfForeignEventTypeInSync,
  carriedBookingOfForeignEventTypeMoved,
  carriedBookingOfForeignEventTypeCancelled,
  bookingOfForeignEventTypeWithoutRow,
  rowInsideBookingOutside,
  rowOutsideBookingInside,
  rowInsideLiveBookingOutsideAfterCancelling,
  rowOutsideDeadBookingInside,
  bothOutside,
  rowOutsideWithoutBooking,
  bookingOutsideWithoutRow,
  bookingThatStartedBeforeTheWindow,
  rowInsideChainEndsOutside,
  rowOutsideChainEndsInside,
  bookingOutsideThatNobodyCarriesAfterALeap,
];

function carriedBookingOfForeignEventTypeInSync(scene: Scene): Truth {
  const start = scene.slot();
  scene.row({ startsAt: start, bookingUid: scene.book({ start, eventTypeId: foreign(scene) }) });
  return synced();
}

function carriedBookingOfForeignEventTypeMoved(scene: Scene): Truth {
  const start = scene.slot();
  const uid = scene.book({ start, eventTypeId: foreign(scene) });
  const id = scene.row({ startsAt: start + HOUR, bookingUid: uid });
  return found(mismatch([id, uid], ['startsAt', 'endsAt']));
}

function carriedBookingOfForeignEventTypeCancelled(scene: Scene): Truth {
  const start = scene.slot();
  const uid = scene.book({ start, eventTypeId: foreign(scene), status: 'cancelled' });
  return found(mismatch([scene.row({ startsAt: start, bookingUid: uid }), uid], ['status']));
}

function bookingOfForeignEventTypeWithoutRow(scene: Scene): Truth {
  scene.book({ start: scene.slot(), eventTypeId: foreign(scene) });
  return nothing();
}

function rowInsideBookingOutside(scene: Scene): Truth {
  const uid = scene.book({ start: outside(scene) });
  const id = scene.row({ startsAt: scene.slot(), bookingUid: uid });
  return found(mismatch([id, uid], ['startsAt', 'endsAt']));
}

function rowOutsideBookingInside(scene: Scene): Truth {
  const uid = scene.book({ start: scene.slot() });
  const id = scene.row({ startsAt: outside(scene), bookingUid: uid });
  return found(mismatch([id, uid], ['startsAt', 'endsAt']));
}

function rowInsideLiveBookingOutsideAfterCancelling(scene: Scene): Truth {
  const uid = scene.book({ start: outside(scene) });
  const id = scene.row({ startsAt: scene.slot(), status: 'cancelled', bookingUid: uid });
  return found(mismatch([id, uid], ['status']));
}

function rowOutsideDeadBookingInside(scene: Scene): Truth {
  const uid = scene.book({ start: scene.slot(), status: 'rejected' });
  return found(mismatch([scene.row({ startsAt: outside(scene), bookingUid: uid }), uid], ['status']));
}

function bothOutside(scene: Scene): Truth {
  const start = outside(scene);
  const startsAt = scene.random.pick([start, start + HOUR]);
  scene.row({ startsAt, bookingUid: scene.book({ start }) });
  return nothing();
}

function rowOutsideWithoutBooking(scene: Scene): Truth {
  scene.row({ startsAt: outside(scene), bookingUid: scene.random.pick([null, '', 'no-such-booking']) });
  return nothing();
}

function bookingOutsideWithoutRow(scene: Scene): Truth {
  scene.book({ start: outside(scene) });
  return nothing();
}

/** In the window is what starts there. */
function bookingThatStartedBeforeTheWindow(scene: Scene): Truth {
  scene.book({ start: BEFORE - HOUR, end: BEFORE + 3 * HOUR });
  return nothing();
}

function rowInsideChainEndsOutside(scene: Scene): Truth {
  const start = scene.slot();
  const old = scene.book({ start });
  const uid = scene.move(old, outside(scene));
  return found(mismatch([scene.row({ startsAt: start, bookingUid: old }), uid], ['startsAt', 'endsAt']));
}

function rowOutsideChainEndsInside(scene: Scene): Truth {
  const old = scene.book({ start: outside(scene) });
  const start = scene.slot();
  const uid = scene.move(old, start);
  const id = scene.row({ startsAt: outside(scene), bookingUid: old });
  return found(mismatch([id, uid], ['startsAt', 'endsAt']));
}

function bookingOutsideThatNobodyCarriesAfterALeap(scene: Scene): Truth {
  const intoTheWindow = scene.move(scene.book({ start: outside(scene) }), scene.slot());
  scene.move(scene.book({ start: scene.slot() }), outside(scene));
  return found(orphanedCalcom(intoTheWindow));
}

/** Gone, or never ours. */
function foreign(scene: Scene): number {
  return scene.random.pick([EVENT_TYPES.retired, EVENT_TYPES.elsewhere]);
}

function outside(scene: Scene): number {
  const hours = HOUR * (1 + scene.random.below(48));
  return scene.random.pick([BEFORE - hours, AFTER + hours]);
}
