/** Short hashes that tell whether something has changed, without keeping what it was. */
import { hash } from 'node:crypto';
import type { Appointment } from './appointment.ts';
import type { Booking } from './booking.ts';
import { normalEmail } from './identity.ts';
import type { Finding } from './pair-state.ts';
import type { Pair } from './pair.ts';

/** Of a finding and the values it compares: a difference that was accepted returns when this changes. */
export function verdictHash(pair: Pair, finding: Finding): string {
  return digest([
    finding.code,
    ...finding.fields,
    ...rowValues(pair.appointment),
    ...bookingValues(pair.booking),
  ]);
}

/** Of everything that a card shows and a button acts on: a click made on other facts does nothing. */
export function factsHash(pair: Pair, finding: Finding): string {
  const { appointment: row, candidate, seat } = pair;
  return digest([
    verdictHash(pair, finding),
    row?.bookingUid ?? null,
    row?.customerName ?? null,
    normalEmail(row?.customerEmail ?? null),
    row?.customerPhone ?? null,
    row?.service ?? null,
    row?.eventTypeId ?? null,
    pair.heldBy,
    candidate?.uid ?? null,
    seat?.seatUid ?? null,
    ...(seat ? [seat] : (pair.booking?.attendees ?? [])).flatMap((one) => [one.name, one.email, one.phone]),
  ]);
}

function rowValues(row: Appointment | null): (string | number | null)[] {
  return row ? [row.id, row.startsAt, row.endsAt, row.status] : [null];
}

function bookingValues(booking: Booking | null): (string | number | null)[] {
  return booking ? [booking.uid, booking.startsAt, booking.endsAt, booking.status] : [null];
}

function digest(parts: readonly (string | number | null)[]): string {
  return hash('sha256', JSON.stringify(parts), 'base64url').slice(0, 22);
}
