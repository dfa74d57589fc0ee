/** What an admin alone sees of the same Issues: everything, unmasked. */
import type { Card } from '../../src/domain/card.ts';
import { offersFor } from '../../src/domain/offers.ts';
import { composeReview, type LiveBooking } from '../../src/query/review.ts';
import type { HistoryLine } from '../../src/query/sources.ts';
import { aBooking, anAttendee, MINUTE } from '../support/builders.ts';
import { KINDS, OPENED, type Kind } from './kinds.ts';
import { WORDING } from './wording.ts';

const REVIEWED = ['orphaned_local', 'orphaned_calcom', 'mismatch_times', 'verification_error'];

export const REVIEW_CARDS: readonly { state: string; card: Card }[] = KINDS.filter(({ name }) =>
  REVIEWED.includes(name),
).map((kind) => ({ state: kind.name, card: review(kind) }));

function review({ subject, attendee }: Kind): Card {
  const { appointment, finding, booking, bookingUid } = subject;
  const issue = {
    ...subject,
    pairId: 1,
    snooze: null,
    resolvedAt: null,
    outcome: null,
    customerName: null,
    service: null,
  };
  const status = 'orphaned_local';
  const pair = {
    id: 1,
    appointmentId: subject.appointmentId,
    bookingUid,
    seatUid: null,
    status,
    attempts: 3,
    nextAttemptAt: null,
    lastError: subject.trouble ?? null,
    changedAt: OPENED,
    issueId: subject.id,
  } as const;
  const held = booking && aBooking({ ...booking, attendees: [attendee ?? anAttendee()] });
  const live: LiveBooking = held ? { kind: 'read', booking: held } : { kind: 'absent' };
  const history = [1, 2, 3].map(
    (attempt): HistoryLine => ({
      at: OPENED - (3 - attempt) * 5 * MINUTE,
      event: attempt === 3 ? 'opened' : 'attempt',
      attempt,
      code: finding.code,
      fields: finding.fields.join() || null,
      detail: subject.trouble ?? null,
      runId: attempt,
    }),
  );
  const offers = offersFor(subject, OPENED);
  const established = subject.established ?? null;
  return composeReview(
    { at: OPENED, pair, issue, appointment, live, history, lastCheck: OPENED, established, offers },
    WORDING,
  );
}
