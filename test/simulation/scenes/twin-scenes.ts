/** Rows that lack their Booking, and Bookings that look like theirs. */
import type { AttendeeSeed, BookingSeed } from '../../../src/sandbox/calcom/stored-booking.ts';
import { EVENT_TYPES } from '../event-types.ts';
import type { Hands, RowSeed } from '../hands.ts';
import { inAnyCase, type Person, punctuated } from '../people.ts';
import { aSlotAhead, DAY, HOUR } from '../slots.ts';
import { unknownUid } from './plain-scenes.ts';
import type { Scene } from './scene.ts';

// Left out: a row that lacks its Booking for another reason (it came second, its seat or its occurrence is not there,
// it is held for a rebooking) beside a Booking that looks like its own; and an unclaimed seat that looks like a row's.
export const twinScenes: readonly Scene[] = [
  sameEmail,
  sameEmailInTheAnswersOnly,
  samePhone,
  samePhoneAsAnAddress,
  withinTheTolerance,
  sameEventType,
  stillToBeConfirmed,
  ofARowWithAnUnknownUid,
  ofARowWithADeadBooking,
  atTheEndOfAChain,
  anOccurrence,
  besideARowThatAgrees,
  besideADeadRow,
  twoBookingsFit,
  twoRowsFit,
  otherEventType,
  otherStart,
  otherContact,
  carriedByAnotherRow,
  deadOrUnknown,
  outOfScope,
  deadRow,
  noContact,
];

function sameEmail(hands: Hands): void {
  twin(hands, ({ email }) => [{ email }, { email: inAnyCase(hands.random, email) }]);
}

function sameEmailInTheAnswersOnly(hands: Hands): void {
  const start = hands.slot();
  const { email } = hands.person();
  const nobody = hands.random.pick([{ attendee: { email: '' } }, { attendees: [] }]);
  hands.book({ start, responses: { email: inAnyCase(hands.random, email) }, ...nobody });
  hands.row({ startsAt: start, email });
}

function samePhone(hands: Hands): void {
  const email = hands.random.pick([null, hands.person().email]);
  twin(hands, ({ phone }) => [
    { phone: punctuated(hands.random, phone), email },
    { phoneNumber: phone, email: hands.person().email },
  ]);
}

function samePhoneAsAnAddress(hands: Hands): void {
  twin(hands, ({ phone }) => [
    { phone: punctuated(hands.random, phone) },
    hands.random.pick([{ phoneNumber: phone }, { email: `${phone.slice(1)}@sms.cal.com` }]),
  ]);
}

function withinTheTolerance(hands: Hands): void {
  // Far ahead: at the edge of the window one of the two would be inside alone.
  const start = aSlotAhead(hands.random, hands.now + 10 * DAY);
  const { email } = hands.person();
  hands.book({ start: start + hands.random.pick([-60_000, 60_000, 30_000]), attendee: { email } });
  hands.row({ startsAt: start, email });
}

function sameEventType(hands: Hands): void {
  const eventTypeId = EVENT_TYPES.colour;
  twin(hands, ({ email }) => [{ email, eventTypeId }, { email }], { eventTypeId });
}

function stillToBeConfirmed(hands: Hands): void {
  const status = hands.random.pick(['pending', 'awaiting_host']);
  twin(hands, ({ email }) => [{ email }, { email }], { status });
}

function ofARowWithAnUnknownUid(hands: Hands): void {
  twin(hands, ({ email }) => [{ email, bookingUid: unknownUid(hands) }, { email }]);
}

function ofARowWithADeadBooking(hands: Hands): void {
  const start = hands.slot();
  const { email } = hands.person();
  const status = hands.random.pick(['cancelled', 'rejected']);
  const dead = hands.book({ start, attendee: { email }, status });
  hands.book({ start, attendee: { email } });
  hands.row({ startsAt: start, email, bookingUid: dead.uid });
}

function atTheEndOfAChain(hands: Hands): void {
  const start = hands.slot();
  const { email } = hands.person();
  hands.reschedule(hands.book({ start: start + HOUR, attendee: { email } }).uid, start);
  hands.row({ startsAt: start, email });
}

function anOccurrence(hands: Hands): void {
  const series = {
    eventTypeId: EVENT_TYPES.weekly,
    recurringBookingUid: `series-${hands.random.below(1e9)}`,
  };
  twin(hands, ({ email }) => [{ email }, { email }], series);
}

/** Somebody books for two. */
function besideARowThatAgrees(hands: Hands): void {
  const start = hands.slot();
  const { email } = hands.person();
  hands.row({ startsAt: start, email, bookingUid: hands.book({ start, attendee: { email } }).uid });
  hands.book({ start, attendee: { email } });
  hands.row({ startsAt: start, email });
}

function besideADeadRow(hands: Hands): void {
  const start = hands.slot();
  const { email } = hands.person();
  hands.book({ start, attendee: { email } });
  hands.row({ startsAt: start, email, status: 'cancelled' });
  hands.row({ startsAt: start, email });
}

function twoBookingsFit(hands: Hands): void {
  const start = hands.slot();
  const { email, phone } = hands.person();
  hands.book({ start, attendee: { email } });
  const attendee = hands.random.pick([{ email }, { email: hands.person().email, phoneNumber: phone }]);
  hands.book({ start, attendee });
  hands.row({ startsAt: start, email, phone });
}

function twoRowsFit(hands: Hands): void {
  const start = hands.slot();
  const { email } = hands.person();
  hands.book({ start, attendee: { email } });
  hands.row({ startsAt: start, email });
  hands.row({ startsAt: start, email, bookingUid: unknownUid(hands) });
}

function otherEventType(hands: Hands): void {
  twin(hands, ({ email }) => [{ email, eventTypeId: EVENT_TYPES.colour }, { email }]);
}

function otherStart(hands: Hands): void {
  const start = hands.slot();
  const { email } = hands.person();
  hands.book({ start: start + hands.random.pick([HOUR, -HOUR, 60_001]), attendee: { email } });
  hands.row({ startsAt: start, email });
}

function otherContact(hands: Hands): void {
  twin(hands, ({ name, email, phone }) => [
    { name, email, phone },
    { name, email: `x${email}`, phoneNumber: `${phone}9` },
  ]);
}

function carriedByAnotherRow(hands: Hands): void {
  const start = hands.slot();
  const { email } = hands.person();
  hands.row({ startsAt: start, email, bookingUid: hands.book({ start, attendee: { email } }).uid });
  hands.row({ startsAt: start, email });
}

function deadOrUnknown(hands: Hands): void {
  const status = hands.random.pick(['cancelled', 'rejected', 'on_hold']);
  twin(hands, ({ email }) => [{ email }, { email }], { status });
}

function outOfScope(hands: Hands): void {
  const eventTypeId = hands.random.pick([EVENT_TYPES.retired, EVENT_TYPES.foreign]);
  twin(hands, ({ email }) => [{ email }, { email }], { eventTypeId });
}

function deadRow(hands: Hands): void {
  twin(hands, ({ email }) => [{ email, status: 'cancelled' }, { email }]);
}

function noContact(hands: Hands): void {
  const nothing = { email: hands.random.pick(['', null]), phone: hands.random.pick(['', null, '-']) };
  twin(hands, () => [nothing, { name: '', email: '', phoneNumber: '' }]);
}

type Looks = (person: Person) => readonly [Partial<RowSeed>, AttendeeSeed];

function twin(hands: Hands, looks: Looks, booking: Partial<BookingSeed> = {}): void {
  const start = hands.slot();
  const [row, attendee] = looks(hands.person());
  hands.book({ start, attendee, ...booking });
  hands.row({ startsAt: start, ...live(hands), ...row });
}

function live(hands: Hands): Partial<RowSeed> {
  return { status: hands.random.pick(['scheduled', 'completed']) };
}
