/** Which row sits on which seat of a class. */
import type { EventType } from '../../../src/sandbox/calcom/event-type.ts';
import type { StoredAttendee, StoredBooking } from '../../../src/sandbox/calcom/stored-booking.ts';
import type { Row } from '../company.ts';
import { contactOfAttendee, contactOfRow, shareAnEmail, shareAPhone } from './contact.ts';

/** By e-mail; by phone only where the row has no e-mail. */
export function sitsOn(row: Row, seat: StoredAttendee): boolean {
  const [ours, theirs] = [contactOfRow(row), contactOfAttendee(seat)];
  return ours.emails.length > 0 ? shareAnEmail(ours, theirs) : shareAPhone(ours, theirs);
}

/** The seat of each row, the first rows first; two people under one e-mail are told apart by name. */
export function seatRows(rows: readonly Row[], seats: readonly StoredAttendee[]): Map<Row, StoredAttendee> {
  const seated = new Map<Row, StoredAttendee>();
  const taken = new Set<StoredAttendee>();
  for (const sameName of [true, false]) {
    for (const row of rows) {
      if (seated.has(row)) continue;
      const seat = seats.find(
        (one) => !taken.has(one) && sitsOn(row, one) && (!sameName || nameOf(row) === nameOf(one)),
      );
      if (!seat) continue;
      taken.add(seat);
      seated.set(row, seat);
    }
  }
  return seated;
}

/** Cal.com shows who sits there to the host, or to everyone where the event type says so. */
export function areSeatsHidden({ eventTypeId }: StoredBooking, eventTypes: readonly EventType[]): boolean {
  const eventType = eventTypes.find(({ id }) => id === eventTypeId);
  return eventType !== undefined && !eventType.ownedByKey && !eventType.seatsShowAttendees;
}

function nameOf({ name }: { readonly name: string | null }): string {
  return (name ?? '').trim().toLowerCase();
}
