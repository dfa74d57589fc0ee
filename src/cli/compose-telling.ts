/** Makes the card of whatever is due, in its newest state. */
import type { App } from '../app.ts';
import type { Attendee } from '../domain/booking.ts';
import { CalcomError } from '../domain/errors.ts';
import { composeBulletin } from '../notify/compose-bulletin.ts';
import { composeCard } from '../notify/compose-card.ts';
import type { Telling } from '../notify/telling.ts';
import { composeReply } from '../notify/compose-reply.ts';
import type { About, Subject } from '../notify/outbox.ts';
import { findBulletin } from '../store/bulletin-store.ts';
import { findSubject } from '../store/outbox-store.ts';
import { findReply } from '../store/reply-store.ts';

export async function composeTelling(
  app: App,
  { kind, id }: About,
  signal: AbortSignal,
): Promise<Telling | undefined> {
  if (kind === 'bulletin') return tellBulletin(app, id);
  if (kind === 'reply') return tellReply(app, id);
  const subject = await findSubject(app.database.sql, id);
  if (!subject) return undefined;
  const attendee = subject.appointment ? null : await findAttendee(app, subject, signal);
  const card = composeCard({ subject, attendee, now: app.clock.now() }, app.config);
  const isOver = subject.state !== 'open';
  return { card, isOver, turn: `${isOver ? 'over' : 'open'}-${subject.reopened}` };
}

async function tellBulletin({ database, config }: App, id: number): Promise<Telling | undefined> {
  const bulletin = await findBulletin(database.sql, id);
  if (!bulletin) return undefined;
  const isOver = bulletin.endedAt !== null;
  // What comes after a digest is told by the next one.
  const turn = isOver && bulletin.kind !== 'digest' ? 'over' : 'open';
  return { card: composeBulletin(bulletin, config), isOver, turn };
}

async function tellReply({ database, config, clock }: App, id: number): Promise<Telling | undefined> {
  const reply = await findReply(database.sql, id);
  const subject = reply && (await findSubject(database.sql, reply.issueId));
  const card = subject && composeReply(reply.facts, { subject, now: clock.now() }, config);
  return card && { card, isOver: false, turn: 'reply' };
}

/** Our tables hold no customer: where there is no row, Cal.com is asked; a card without a name is better than none. */
async function findAttendee(
  app: App,
  { bookingUid, seatUid }: Subject,
  signal: AbortSignal,
): Promise<Attendee | null> {
  if (bookingUid === null) return null;
  try {
    const found = await app.calcom().findByUid(bookingUid, signal);
    if (found.kind !== 'one') return null;
    const { attendees } = found.booking;
    const own = seatUid === null ? attendees[0] : attendees.find((one) => one.seatUid === seatUid);
    return own ?? null;
  } catch (error) {
    if (error instanceof CalcomError) return null;
    throw error;
  }
}
