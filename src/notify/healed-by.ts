/** What put an Issue right without a click, told from what was found and what the row says now. Pure. */
import { appointmentLiveness, type Instant } from '../domain/appointment.ts';
import { bookingLiveness } from '../domain/booking.ts';
import type { Subject } from './outbox.ts';

/** Reads on after a colon. Null where it cannot be told. */
export function healedBy(subject: Subject): string | null {
  const { finding, appointment: row } = subject;
  switch (finding.code) {
    case 'ORPHANED_LOCAL':
      if (!row) return null;
      return isKept(row.status) ? 'the appointment has its booking in Cal.com now' : CANCELLED;
    case 'ORPHANED_CALCOM':
      return 'the booking has its appointment in the database now';
    case 'VERIFICATION_ERROR':
      return 'they can be read again';
    case 'DATA_MISMATCH':
      return finding.fields.includes('status') ? statusHealedBy(subject) : timeHealedBy(subject);
    case 'CIRCUIT_OPEN':
      return null;
  }
}

const CANCELLED = 'the appointment was cancelled';

function statusHealedBy({ booking, appointment: row }: Subject): string | null {
  if (!booking || !row) return null;
  const bookingWasDead = bookingLiveness(booking.status) === 'dead';
  if (bookingWasDead)
    return isKept(row.status) ? 'the appointment has its booking in Cal.com again' : `${CANCELLED} too`;
  return isKept(row.status) ? 'the appointment is kept again' : 'the booking was cancelled too';
}

/** `subject.startsAt` is the row's start as it was told, `booking` the other side's. */
function timeHealedBy({ finding, startsAt, booking, appointment: row }: Subject): string | null {
  if (!booking || !row) return null;
  if (!isKept(row.status)) return 'both sides are cancelled now';
  const rowStayed = isSame(row.startsAt, startsAt);
  if (finding.fields.includes('startsAt')) {
    if (rowStayed) return 'the booking was moved to the appointment’s time';
    const rowFollowed = isSame(row.startsAt, booking.startsAt);
    return rowFollowed
      ? 'the appointment was moved to the booking’s time'
      : 'both were moved to the same time';
  }
  if (!rowStayed) return 'both were moved to the same time';
  return isSame(row.endsAt, booking.endsAt)
    ? 'the appointment’s end was set to the booking’s'
    : 'the booking’s end was set to the appointment’s';
}

function isKept(status: string): boolean {
  return appointmentLiveness(status) === 'live';
}

/** Seconds say nothing about who moved. */
function isSame(a: Instant, b: Instant): boolean {
  return Math.abs(a - b) <= 60_000;
}
