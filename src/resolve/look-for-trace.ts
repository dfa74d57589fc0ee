/** Looks for what a write may have left at Cal.com, when nobody knows how it ended. */
import type { Appointment } from '../domain/appointment.ts';
import { bookingLiveness, type Booking } from '../domain/booking.ts';
import { normalEmail } from '../domain/identity.ts';
import type { BookingDesk } from './ports.ts';
import type { SentCall } from './sent-call.ts';

/** More than any salon has chairs: all bookings of one start and event type. */
const AT_ONE_START = 100;

export interface Search {
  readonly calcom: BookingDesk;
  readonly signal: AbortSignal;
  /** Went along in the metadata of what we made. */
  readonly marker: string;
  /** Whose seat it is, where a seat moved. */
  readonly appointment: Appointment | null;
}

/** Always for what was sent, whatever the facts are by now. */
export async function lookForTrace(sent: SentCall, search: Search): Promise<Booking | undefined> {
  switch (sent.kind) {
    case 'create':
      return (await bookingsAt(sent, search)).find(({ markers }) => markers.includes(search.marker));
    case 'reschedule':
      return findMoved(sent, search);
    case 'cancel':
      return findCancelled(sent, search);
  }
}

async function bookingsAt(
  { startsAt, eventTypeId }: { startsAt: number; eventTypeId: number | null },
  { calcom, signal }: Search,
): Promise<readonly Booking[]> {
  if (eventTypeId === null) return [];
  const question = { afterStart: startsAt, take: AT_ONE_START, eventTypeIds: [eventTypeId] };
  const { bookings } = await calcom.listByStart(question, signal);
  return bookings.filter((one) => one.startsAt === startsAt);
}

async function findMoved(
  sent: SentCall & { kind: 'reschedule' },
  search: Search,
): Promise<Booking | undefined> {
  const old = await search.calcom.findByUid(sent.uid, search.signal);
  const next = old.kind === 'one' ? old.booking.rescheduledToUid : null;
  if (next) {
    const found = await search.calcom.findByUid(next, search.signal);
    // Moved elsewhere, it was moved by someone else: the customer has a link for that.
    return found.kind === 'one' && found.booking.startsAt === sent.startsAt ? found.booking : undefined;
  }
  const there = await bookingsAt(sent, search);
  const isSeat = sent.seatUid !== null;
  return there.find(
    (one) => one.rescheduledFromUid === sent.uid || (isSeat && isSeatedIn(one, search.appointment)),
  );
}

/** A seat that moves leaves the others behind, so the new Booking says nothing of the old one. */
function isSeatedIn({ attendees }: Booking, appointment: Appointment | null): boolean {
  const email = normalEmail(appointment?.customerEmail ?? null);
  return email !== null && attendees.some((one) => normalEmail(one.email) === email);
}

async function findCancelled(
  { uid, seatUid }: SentCall & { kind: 'cancel' },
  { calcom, signal }: Search,
): Promise<Booking | undefined> {
  const found = await calcom.findByUid(uid, signal);
  if (found.kind !== 'one') return undefined;
  const { booking } = found;
  const seatGone = seatUid !== null && !booking.attendees.some((seat) => seat.seatUid === seatUid);
  return seatGone || bookingLiveness(booking.status) === 'dead' ? booking : undefined;
}
