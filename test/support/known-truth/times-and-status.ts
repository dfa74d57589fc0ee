/** One row, one Booking: the upper half of the verdict table. */
import { HOUR } from '../salon.ts';
import { MINUTE, type Scene } from './scene.ts';
import { found, mismatch, nothing, orphanedCalcom, orphanedLocal, synced, type Truth } from './truth.ts';

const LENGTH = HOUR / 2;

export const timesAndStatusCases = [
  bothLiveWithTheSameTimes,
  bothLiveWithinTheTolerance,
  contactsAndServicesAreNotCompared,
  bookingStillToBeConfirmedIsLive,
  startDiffers,
  endDiffers,
  startAndEndDiffer,
  liveRowWithDeadBooking,
  liveRowWhoseHostAskedForAnotherTime,
  deadRowWithLiveBooking,
  deadRowWithDeadBooking,
  deadRowWithUnknownUid,
  deadRowWithoutUid,
  liveRowWithUnknownUid,
  liveRowWithUidMadeOfUrlParts,
  liveRowWhoseBookingWasRemoved,
  liveRowWithoutUid,
  liveBookingWithoutRow,
  deadBookingWithoutRow,
];

function bothLiveWithTheSameTimes(scene: Scene): Truth {
  const start = scene.slot();
  scene.row({ startsAt: start, bookingUid: scene.book({ start }) });
  return synced();
}

function bothLiveWithinTheTolerance(scene: Scene): Truth {
  const start = scene.slot();
  const drift = () => scene.random.pick([-60_000, -59_999, -1, 0, 1, 30_000, 60_000]);
  scene.row({
    startsAt: start + drift(),
    endsAt: start + LENGTH + drift(),
    bookingUid: scene.book({ start }),
  });
  return synced();
}

function contactsAndServicesAreNotCompared(scene: Scene): Truth {
  const start = scene.slot();
  const { name, email, phone } = scene.person();
  const uid = scene.book({ start, eventTypeId: 12 });
  scene.row({ startsAt: start, bookingUid: uid, name, email, phone, service: 'Perm', eventTypeId: 10 });
  return synced();
}

function bookingStillToBeConfirmedIsLive(scene: Scene): Truth {
  const start = scene.slot();
  const uid = scene.book({ start, status: scene.random.pick(['pending', 'awaiting_host']) });
  if (scene.random.once(2)) {
    scene.row({ startsAt: start, bookingUid: uid });
    return synced();
  }
  return found(
    mismatch([scene.row({ startsAt: start, bookingUid: uid, status: 'cancelled' }), uid], ['status']),
  );
}

function startDiffers(scene: Scene): Truth {
  const start = scene.slot();
  const uid = scene.book({ start });
  const startsAt = start + moved(scene);
  const id = scene.row({ startsAt, endsAt: start + LENGTH, bookingUid: uid });
  return found(mismatch([id, uid], ['startsAt']));
}

function endDiffers(scene: Scene): Truth {
  const start = scene.slot();
  const uid = scene.book({ start });
  const id = scene.row({ startsAt: start, endsAt: start + LENGTH + moved(scene), bookingUid: uid });
  return found(mismatch([id, uid], ['endsAt']));
}

function startAndEndDiffer(scene: Scene): Truth {
  const start = scene.slot();
  const uid = scene.book({ start });
  const id = scene.row({ startsAt: start + moved(scene), bookingUid: uid });
  return found(mismatch([id, uid], ['startsAt', 'endsAt']));
}

function liveRowWithDeadBooking(scene: Scene): Truth {
  const start = scene.slot();
  const uid = scene.book({ start, status: scene.random.pick(['cancelled', 'rejected']) });
  const startsAt = start + scene.random.pick([0, moved(scene)]);
  return found(mismatch([scene.row({ startsAt, bookingUid: uid }), uid], ['status']));
}

function liveRowWhoseHostAskedForAnotherTime(scene: Scene): Truth {
  const start = scene.slot();
  const uid = scene.book({ start });
  scene.world.requestReschedule(uid);
  return found(mismatch([scene.row({ startsAt: start, bookingUid: uid }), uid], ['status']));
}

function deadRowWithLiveBooking(scene: Scene): Truth {
  const start = scene.slot();
  const uid = scene.book({ start });
  const startsAt = start + scene.random.pick([0, moved(scene)]);
  return found(mismatch([scene.row({ startsAt, status: 'cancelled', bookingUid: uid }), uid], ['status']));
}

function deadRowWithDeadBooking(scene: Scene): Truth {
  const start = scene.slot();
  const uid = scene.book({ start, status: scene.random.pick(['cancelled', 'rejected']) });
  scene.row({ startsAt: start + scene.random.pick([0, moved(scene)]), status: 'cancelled', bookingUid: uid });
  return synced();
}

function deadRowWithUnknownUid(scene: Scene): Truth {
  const startsAt = scene.slot();
  scene.row({ startsAt, status: 'cancelled', bookingUid: `unknown-${startsAt}-${scene.random.below(1e9)}` });
  return synced();
}

function deadRowWithoutUid(scene: Scene): Truth {
  scene.row({ startsAt: scene.slot(), status: 'cancelled', ...noUid(scene) });
  return synced();
}

function liveRowWithUnknownUid(scene: Scene): Truth {
  const bookingUid = `unknown${scene.random.below(1e9)}`;
  return found(orphanedLocal(scene.row({ startsAt: scene.slot(), bookingUid })));
}

function liveRowWithUidMadeOfUrlParts(scene: Scene): Truth {
  const part = scene.random.pick(['/', '?a=1&b=', '#', '%2F', ' ', 'ü', '/../', '+']);
  const bookingUid = `odd${part}${scene.random.below(1e9)}`;
  return found(orphanedLocal(scene.row({ startsAt: scene.slot(), bookingUid })));
}

function liveRowWhoseBookingWasRemoved(scene: Scene): Truth {
  const start = scene.slot();
  const bookingUid = scene.book({ start });
  scene.world.remove(bookingUid);
  return found(orphanedLocal(scene.row({ startsAt: start, bookingUid })));
}

function liveRowWithoutUid(scene: Scene): Truth {
  return found(orphanedLocal(scene.row({ startsAt: scene.slot(), ...noUid(scene) })));
}

function liveBookingWithoutRow(scene: Scene): Truth {
  const status = scene.random.pick(['accepted', 'pending', 'awaiting_host']);
  return found(orphanedCalcom(scene.book({ start: scene.slot(), status })));
}

function deadBookingWithoutRow(scene: Scene): Truth {
  scene.book({ start: scene.slot(), status: scene.random.pick(['cancelled', 'rejected']) });
  return nothing();
}

/** Just over the tolerance, or by a lot; always less than a day. */
function moved(scene: Scene): number {
  return scene.random.pick([-60_001, 60_001, 5 * MINUTE, -HOUR, 3 * HOUR]);
}

/** The three ways of having none. */
export function noUid(scene: Scene): { bookingUid?: string | null } {
  return scene.random.pick<{ bookingUid?: string | null }>([{ bookingUid: '' }, { bookingUid: null }, {}]);
}
