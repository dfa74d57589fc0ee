/** How soon somebody will stand before the door. Pure. */
import type { Instant } from '../domain/appointment.ts';
import { startsOfLiveSides } from '../domain/offers.ts';
import type { Subject } from './outbox.ts';

const HOUR_MS = 60 * 60_000;
/** Coarse, and true until the start: a card that is drawn again for another reason says the same. */
const STEPS: readonly { readonly hours: number; readonly say: string }[] = [
  { hours: 1, say: 'in less than an hour' },
  { hours: 3, say: 'in less than 3 hours' },
  { hours: 12, say: 'in less than 12 hours' },
  { hours: 24, say: 'in less than 24 hours' },
  { hours: 48, say: 'in less than 2 days' },
];

/** Null for what is further off. */
export function urgencyInWords(subject: Subject, now: Instant): string | null {
  const start = Math.min(...startsOfLiveSides(subject));
  if (start > now) {
    const step = STEPS.find(({ hours }) => start - now <= hours * HOUR_MS);
    return step ? `⏰ Starts ${step.say}.` : null;
  }
  const ends = [subject.appointment, subject.booking].flatMap((side) => (side ? [side.endsAt] : []));
  const isOver = ends.length > 0 && ends.every((end) => end <= now);
  return isOver ? '⏰ Its time is over.' : '⏰ It has already begun.';
}
