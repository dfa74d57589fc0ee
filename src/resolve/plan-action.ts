/** From an action and the facts to what exactly will be written, or why nothing can be. */
import { appointmentLiveness, type Appointment, type Instant } from '../domain/appointment.ts';
import { bookingLiveness, type Attendee, type Booking } from '../domain/booking.ts';
import { findEventTypeId } from '../domain/known-event-type.ts';
import { offersFor, type Action } from '../domain/offers.ts';
import type { Finding } from '../domain/pair-state.ts';
import type { Pair } from '../domain/pair.ts';
import { minutesOf, whyNotBookable } from './bookable.ts';
import type { Company, CreateBooking, OfferedEventType } from './ports.ts';
import type { NewRow, RowPatch, RowWrite } from './row-write.ts';

export type CalcomCall =
  | { readonly kind: 'create'; readonly booking: CreateBooking }
  | {
      readonly kind: 'reschedule';
      readonly booking: Booking;
      readonly seatUid: string | null;
      readonly startsAt: Instant;
    }
  | { readonly kind: 'cancel'; readonly booking: Booking; readonly seatUid: string | null };

export type Plan =
  | { readonly kind: 'verify' }
  | { readonly kind: 'accept' }
  | { readonly kind: 'rows'; readonly writes: readonly RowWrite[] }
  /** The call first; what it answers goes into the row. */
  | {
      readonly kind: 'calcom';
      readonly call: CalcomCall;
      readonly thenRows: (answer: Booking) => readonly RowWrite[];
    };

export type Planned =
  | { readonly kind: 'planned'; readonly plan: Plan }
  | { readonly kind: 'refused'; readonly why: string };

export interface PlanFacts {
  readonly pair: Pair;
  readonly finding: Finding;
  readonly company: Company;
  readonly now: Instant;
  readonly eventTypes: ReadonlyMap<number, OfferedEventType>;
  /** What the person chose, where nobody had said it before; null for what is known. */
  readonly eventTypeId: number | null;
}

/** Pure. One Pair only is touched: a seat by its own uid, an occurrence by its own. */
export function planAction(action: Action, facts: PlanFacts): Planned {
  const { pair, finding, now } = facts;
  const startsAt = (pair.appointment ?? pair.booking)?.startsAt ?? now;
  const candidateUid = pair.candidate?.uid ?? null;
  const offered = offersFor({ ...pair, finding, candidateUid, startsAt }, now).some(
    (offer) => offer.action === action,
  );
  if (!offered) return refused('This cannot be done any more: the appointment has begun, or has changed.');
  switch (action) {
    case 'retry':
      return planned({ kind: 'verify' });
    case 'resolve':
      return planned({ kind: 'accept' });
    case 'create':
      return pair.appointment ? createBooking(pair.appointment, facts) : insertRow(pair, facts);
    case 'link':
      return link(pair);
    case 'use_database':
      return useDatabase(facts);
    case 'use_calcom':
      return useCalcom(pair, finding);
    case 'cancel':
      return cancel(pair);
  }
}

function createBooking(row: Appointment, facts: PlanFacts): Planned {
  const request = bookingRequest(row, facts);
  if (typeof request === 'string') return refused(request);
  const call: CalcomCall = { kind: 'create', booking: request };
  return planned({ kind: 'calcom', call, thenRows: (made) => [set(row, { bookingUid: made.uid })] });
}

/** What is asked of Cal.com, or why it cannot be. */
function bookingRequest(row: Appointment, facts: PlanFacts): CreateBooking | string {
  const { customerName: name, customerEmail: email, startsAt } = row;
  const phone = internationalPhone(row.customerPhone);
  if (!name) return 'The appointment has no customer name: fill it in, then press again.';
  if (!email && !phone) return noContact(row);
  const type = eventTypeFor(row, facts);
  if (typeof type === 'string') return type;
  const why = whyNotBookable(type, row);
  if (why !== undefined) return why;
  const contact = { ...(email ? { email } : {}), ...(phone ? { phone } : {}) };
  const attendee = { name, timeZone: row.timeZone ?? facts.company.timeZone, ...contact };
  const chosenLength = type.lengths.length > 1 ? { lengthInMinutes: minutesOf(row) } : {};
  return { eventTypeId: type.id, startsAt, attendee, ...chosenLength };
}

/** What the person chose goes before what is written down: they were asked because nothing was. */
function eventTypeFor(
  row: Appointment,
  { company, eventTypes, eventTypeId }: PlanFacts,
): OfferedEventType | string {
  const id = eventTypeId ?? findEventTypeId(row, company.eventTypeMap);
  if (id === undefined) {
    return `Nobody said which Cal.com event type "${row.service ?? ''}" is: press again and choose one, fill in event_type_id, or add the service to CALSYNC_EVENT_TYPE_MAP.`;
  }
  const type = eventTypes.get(id);
  if (type) return type;
  const source =
    eventTypeId === null ? 'correct event_type_id or CALSYNC_EVENT_TYPE_MAP' : 'choose another one';
  return `Cal.com has no event type ${id} for this key: ${source}.`;
}

function noContact({ customerPhone }: Appointment): string {
  return customerPhone
    ? 'The appointment has no e-mail, and Cal.com takes a phone number only with its country code (+49…): fill one in, then press again.'
    : 'The appointment has neither e-mail nor phone: fill one in, then press again.';
}

/** `+4915112345678`; null for a number without its country code, which Cal.com refuses. */
function internationalPhone(phone: string | null): string | null {
  const compact = phone?.replace(/[^\d+]/g, '').replace(/^00/, '+') ?? '';
  return /^\+\d{8,15}$/.test(compact) ? compact : null;
}

function insertRow({ booking, seat }: Pair, { company }: PlanFacts): Planned {
  if (!booking) return refused('There is no booking to take the appointment from.');
  const customer: Attendee | undefined = seat ?? booking.attendees[0];
  const service =
    Object.entries(company.eventTypeMap).find(([, id]) => id === booking.eventTypeId)?.[0] ?? null;
  const row: NewRow = {
    customerName: customer?.name ?? null,
    customerEmail: customer?.email ?? null,
    customerPhone: customer?.phone ?? null,
    service,
    startsAt: booking.startsAt,
    endsAt: booking.endsAt,
    timeZone: null,
    status: 'scheduled',
    eventTypeId: booking.eventTypeId,
    bookingUid: booking.uid,
    source: 'calsync',
  };
  return planned({ kind: 'rows', writes: [{ kind: 'insert', row }] });
}

function link({ appointment, candidate }: Pair): Planned {
  if (!appointment || !candidate) return refused('The booking that fitted is not there any more.');
  return planned({ kind: 'rows', writes: [set(appointment, { bookingUid: candidate.uid })] });
}

function useDatabase(facts: PlanFacts): Planned {
  const { appointment, booking, seat } = facts.pair;
  if (!appointment || !booking) return refused('One of the two sides is not there any more.');
  if (appointmentLiveness(appointment.status) === 'dead') return cancelBooking(booking, seat, []);
  if (bookingLiveness(booking.status) === 'dead') return createBooking(appointment, facts);
  if (unnamed(booking, seat)) return refused(UNNAMED);
  const call: CalcomCall = {
    kind: 'reschedule',
    booking,
    seatUid: seat?.seatUid ?? null,
    startsAt: appointment.startsAt,
  };
  return planned({
    kind: 'calcom',
    call,
    thenRows: (moved) => [set(appointment, { bookingUid: moved.uid })],
  });
}

function useCalcom({ appointment, booking }: Pair, finding: Finding): Planned {
  if (!appointment || !booking) return refused('One of the two sides is not there any more.');
  if (!finding.fields.includes('status')) {
    return planned({
      kind: 'rows',
      writes: [set(appointment, { startsAt: booking.startsAt, endsAt: booking.endsAt })],
    });
  }
  const status = bookingLiveness(booking.status) === 'dead' ? 'cancelled' : 'scheduled';
  return planned({ kind: 'rows', writes: [set(appointment, { status })] });
}

/** Every side that still stands. */
function cancel({ appointment, booking, seat }: Pair): Planned {
  const rowStands = appointment !== null && appointmentLiveness(appointment.status) === 'live';
  const rows = rowStands ? [set(appointment, { status: 'cancelled' })] : [];
  const bookingStands = booking !== null && bookingLiveness(booking.status) === 'live';
  if (bookingStands) return cancelBooking(booking, seat, rows);
  return rows.length > 0 ? planned({ kind: 'rows', writes: rows }) : refused('Neither side stands any more.');
}

function cancelBooking(booking: Booking, seat: Attendee | null, rows: readonly RowWrite[]): Planned {
  if (unnamed(booking, seat)) return refused(UNNAMED);
  const call: CalcomCall = { kind: 'cancel', booking, seatUid: seat?.seatUid ?? null };
  return planned({ kind: 'calcom', call, thenRows: () => rows });
}

const UNNAMED =
  'This is one seat of a class that Cal.com does not show: cancel or move it in Cal.com itself.';

/** Without the seat's own uid the call would hit everybody in the class. */
function unnamed(booking: Booking, seat: Attendee | null): boolean {
  return booking.seats !== 'none' && seat?.seatUid == null;
}

function set(seen: Appointment, to: RowPatch): RowWrite {
  return { kind: 'set', seen, to };
}

function planned(plan: Plan): Planned {
  return { kind: 'planned', plan };
}

function refused(why: string): Planned {
  return { kind: 'refused', why };
}
