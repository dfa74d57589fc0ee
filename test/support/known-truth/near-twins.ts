/** Bookings that look like a row's and must not be offered: each side is reported on its own. */
import { HOUR } from '../salon.ts';
import { EVENT_TYPES, type Person, type Scene } from './scene.ts';
import { noUid } from './times-and-status.ts';
import { found, orphanedCalcom, orphanedLocal, type Truth } from './truth.ts';

export const nearTwinCases = [
  twoBookingsFitTheRow,
  twoRowsFitTheBooking,
  theTwinHasAnotherEventType,
  theTwinHasAnotherStart,
  theTwinHasAnotherContact,
  theTwinIsCarriedByAnotherRow,
  theTwinIsDead,
  theTwinIsOutOfScope,
  theRowIsCancelled,
  noContactOnEitherSide,
];

function twoBookingsFitTheRow(scene: Scene): Truth {
  const start = scene.slot();
  const { email, phone } = scene.person();
  const first = scene.book({ start, attendee: { email } });
  const second = scene.book({
    start,
    attendee: scene.random.pick([{ email }, { email: scene.person().email, phoneNumber: phone }]),
  });
  const id = scene.row({ startsAt: start, email, phone, eventTypeId: null, ...noUid(scene) });
  return found(orphanedLocal(id), orphanedCalcom(first), orphanedCalcom(second));
}

function twoRowsFitTheBooking(scene: Scene): Truth {
  const start = scene.slot();
  const { email } = scene.person();
  const uid = scene.book({ start, attendee: { email } });
  const row = { startsAt: start, email, eventTypeId: null };
  const bookingUid = `unknown${scene.random.below(1e9)}`;
  const ids = [scene.row({ ...row, ...noUid(scene) }), scene.row({ ...row, bookingUid })];
  return found(...ids.map((id) => orphanedLocal(id)), orphanedCalcom(uid));
}

function theTwinHasAnotherEventType(scene: Scene): Truth {
  const start = scene.slot();
  return bothAlone(scene, ({ email }) => ({
    uid: scene.book({ start, attendee: { email }, eventTypeId: EVENT_TYPES.haircut }),
    id: scene.row({ startsAt: start, email, eventTypeId: EVENT_TYPES.colour, ...noUid(scene) }),
  }));
}

function theTwinHasAnotherStart(scene: Scene): Truth {
  const start = scene.slot();
  return bothAlone(scene, ({ email }) => ({
    uid: scene.book({ start: start + scene.random.pick([HOUR, -HOUR, 60_001]), attendee: { email } }),
    id: scene.row({ startsAt: start, email, eventTypeId: null, ...noUid(scene) }),
  }));
}

function theTwinHasAnotherContact(scene: Scene): Truth {
  const start = scene.slot();
  return bothAlone(scene, ({ name, email, phone }) => ({
    uid: scene.book({ start, attendee: { name, email: `x${email}`, phoneNumber: `${phone}9` } }),
    id: scene.row({ startsAt: start, name, email, phone, eventTypeId: null, ...noUid(scene) }),
  }));
}

function theTwinIsCarriedByAnotherRow(scene: Scene): Truth {
  const start = scene.slot();
  const { email } = scene.person();
  scene.row({ startsAt: start, email, bookingUid: scene.book({ start, attendee: { email } }) });
  const id = scene.row({ startsAt: start, email, eventTypeId: null, ...noUid(scene) });
  return { synced: 1, ...found(orphanedLocal(id)) };
}

function theTwinIsDead(scene: Scene): Truth {
  const start = scene.slot();
  const { email } = scene.person();
  scene.book({ start, attendee: { email }, status: scene.random.pick(['cancelled', 'rejected']) });
  return found(orphanedLocal(scene.row({ startsAt: start, email, eventTypeId: null, ...noUid(scene) })));
}

function theTwinIsOutOfScope(scene: Scene): Truth {
  const start = scene.slot();
  const { email } = scene.person();
  const eventTypeId = scene.random.pick([EVENT_TYPES.retired, EVENT_TYPES.elsewhere]);
  scene.book({ start, attendee: { email }, eventTypeId });
  return found(orphanedLocal(scene.row({ startsAt: start, email, eventTypeId: null, ...noUid(scene) })));
}

function theRowIsCancelled(scene: Scene): Truth {
  const start = scene.slot();
  const { email } = scene.person();
  const uid = scene.book({ start, attendee: { email } });
  scene.row({ startsAt: start, email, status: 'cancelled', eventTypeId: null, ...noUid(scene) });
  return { synced: 1, ...found(orphanedCalcom(uid)) };
}

function noContactOnEitherSide(scene: Scene): Truth {
  const start = scene.slot();
  const nobody = { email: scene.random.pick(['', null]), phone: scene.random.pick(['', null, '-']) };
  const uid = scene.book({ start, attendee: { name: '', email: '', phoneNumber: '' } });
  const id = scene.row({ startsAt: start, ...nobody, eventTypeId: null, ...noUid(scene) });
  return found(orphanedLocal(id), orphanedCalcom(uid));
}

function bothAlone(scene: Scene, add: (person: Person) => { uid: string; id: string }): Truth {
  const { uid, id } = add(scene.person());
  return found(orphanedLocal(id), orphanedCalcom(uid));
}
