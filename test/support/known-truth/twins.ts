/** A Booking that nobody carries and that looks like a row's: offered as a candidate, not reported on its own. */
import type { AttendeeSeed } from '../../../src/sandbox/calcom/stored-booking.ts';
import type { RowSeed } from '../salon.ts';
import { EVENT_TYPES, type Person, type Scene } from './scene.ts';
import { noUid } from './times-and-status.ts';
import { found, mismatch, orphanedLocal, type Truth } from './truth.ts';

export const twinCases = [
  twinByEmail,
  twinByEmailInTheBookingFields,
  twinByPhone,
  twinThatGaveAPhoneOnly,
  twinWithinTheTolerance,
  twinOfARowWithUnknownUid,
  twinOfARowWithDeadBooking,
  twinStillToBeConfirmed,
  twinAtTheEndOfAChain,
  twinOfARowThatNamesTheEventType,
  twinBesideARowInSync,
  twinBesideACancelledBooking,
  twinBesideACancelledRow,
  eachOfTwoRowsHasItsTwin,
];

function twinByEmail(scene: Scene): Truth {
  return twin(scene, ({ email }) => [{ email, phone: null }, { email: anyCase(scene, email) }]);
}

function twinByEmailInTheBookingFields(scene: Scene): Truth {
  const start = scene.slot();
  const { email } = scene.person();
  const responses = { email: anyCase(scene, email) };
  const uid = scene.book({
    start,
    responses,
    ...scene.random.pick([{ attendee: { email: '' } }, { attendees: [] }]),
  });
  const id = scene.row({ startsAt: start, email, eventTypeId: null, ...noUid(scene) });
  return found(orphanedLocal(id, { candidateBookingUid: uid }));
}

function twinByPhone(scene: Scene): Truth {
  const other = scene.person();
  return twin(scene, ({ phone }) => [
    { phone: punctuated(scene, phone), email: scene.random.pick([null, other.email]) },
    { phoneNumber: phone.replaceAll(' ', ''), email: scene.person().email },
  ]);
}

function twinThatGaveAPhoneOnly(scene: Scene): Truth {
  return twin(scene, ({ phone }) => [
    { phone: punctuated(scene, phone) },
    { phoneNumber: phone.replaceAll(' ', '') },
  ]);
}

function twinWithinTheTolerance(scene: Scene): Truth {
  const start = scene.slot();
  const { email } = scene.person();
  const uid = scene.book({
    start: start + scene.random.pick([-60_000, 60_000, 30_000]),
    attendee: { email },
  });
  const id = scene.row({ startsAt: start, email, eventTypeId: null, ...noUid(scene) });
  return found(orphanedLocal(id, { candidateBookingUid: uid }));
}

function twinOfARowWithUnknownUid(scene: Scene): Truth {
  const bookingUid = `replaced${scene.random.below(1e9)}`;
  return twin(scene, ({ email }) => [{ email, bookingUid }, { email: anyCase(scene, email) }]);
}

function twinOfARowWithDeadBooking(scene: Scene): Truth {
  const start = scene.slot();
  const { email } = scene.person();
  const dead = scene.book({
    start,
    attendee: { email },
    status: scene.random.pick(['cancelled', 'rejected']),
  });
  const uid = scene.book({ start, attendee: { email } });
  const id = scene.row({ startsAt: start, email, bookingUid: dead, eventTypeId: null });
  return found(mismatch([id, dead], ['status'], { candidateBookingUid: uid }));
}

function twinStillToBeConfirmed(scene: Scene): Truth {
  const start = scene.slot();
  const { email } = scene.person();
  const status = scene.random.pick(['pending', 'awaiting_host']);
  const uid = scene.book({ start, attendee: { email }, status });
  const id = scene.row({ startsAt: start, email, eventTypeId: null, ...noUid(scene) });
  return found(orphanedLocal(id, { candidateBookingUid: uid }));
}

function twinAtTheEndOfAChain(scene: Scene): Truth {
  const start = scene.slot();
  const { email } = scene.person();
  const uid = scene.move(scene.book({ start: scene.slot(), attendee: { email } }), start);
  const id = scene.row({ startsAt: start, email, eventTypeId: null, ...noUid(scene) });
  return found(orphanedLocal(id, { candidateBookingUid: uid }));
}

function twinOfARowThatNamesTheEventType(scene: Scene): Truth {
  const start = scene.slot();
  const { email } = scene.person();
  const eventTypeId = EVENT_TYPES.colour;
  const uid = scene.book({ start, attendee: { email }, eventTypeId });
  const id = scene.row({ startsAt: start, email, eventTypeId, ...noUid(scene) });
  return found(orphanedLocal(id, { candidateBookingUid: uid }));
}

/** A mother books for two: only the row that lacks its Booking is a candidate. */
function twinBesideARowInSync(scene: Scene): Truth {
  const start = scene.slot();
  const { email } = scene.person();
  scene.row({ startsAt: start, email, bookingUid: scene.book({ start, attendee: { email } }) });
  const uid = scene.book({ start, attendee: { email } });
  const id = scene.row({ startsAt: start, email, eventTypeId: null, ...noUid(scene) });
  return { synced: 1, ...found(orphanedLocal(id, { candidateBookingUid: uid })) };
}

function twinBesideACancelledBooking(scene: Scene): Truth {
  const start = scene.slot();
  const { email } = scene.person();
  scene.book({ start, attendee: { email }, status: 'cancelled' });
  const uid = scene.book({ start, attendee: { email } });
  const id = scene.row({ startsAt: start, email, eventTypeId: null, ...noUid(scene) });
  return found(orphanedLocal(id, { candidateBookingUid: uid }));
}

function twinBesideACancelledRow(scene: Scene): Truth {
  const start = scene.slot();
  const { email } = scene.person();
  const uid = scene.book({ start, attendee: { email } });
  scene.row({ startsAt: start, email, status: 'cancelled', eventTypeId: null, ...noUid(scene) });
  const id = scene.row({ startsAt: start, email, eventTypeId: null, ...noUid(scene) });
  return { synced: 1, ...found(orphanedLocal(id, { candidateBookingUid: uid })) };
}

function eachOfTwoRowsHasItsTwin(scene: Scene): Truth {
  const start = scene.slot();
  const [mia, tom] = [scene.person(), scene.person()];
  const pairs = [mia, tom].map(({ email }) => {
    const uid = scene.book({ start, attendee: { email } });
    const id = scene.row({ startsAt: start, email, phone: null, eventTypeId: null, ...noUid(scene) });
    return orphanedLocal(id, { candidateBookingUid: uid });
  });
  return found(...pairs);
}

function twin(scene: Scene, looks: (person: Person) => [Partial<RowSeed>, AttendeeSeed]): Truth {
  const start = scene.slot();
  const [row, attendee] = looks(scene.person());
  const uid = scene.book({ start, attendee });
  const id = scene.row({ startsAt: start, eventTypeId: null, ...noUid(scene), ...row });
  return found(orphanedLocal(id, { candidateBookingUid: uid }));
}

function anyCase(scene: Scene, email: string): string {
  return scene.random.pick([email, email.toUpperCase(), email.replace('customer', 'Customer')]);
}

function punctuated(scene: Scene, phone: string): string {
  const bare = phone.replaceAll(' ', '');
  return scene.random.pick([phone, bare, phone.replaceAll(' ', '-'), bare.replace('+49170', '+49 (170) ')]);
}
