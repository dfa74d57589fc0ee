/** What a card says about being quiet: a snooze, and turns that are not told one by one. Pure. */
import type { Section } from '../domain/card.ts';
import { snoozeInWords } from '../domain/snooze.ts';
import { sayMoment, type Wording } from '../domain/wording.ts';
import type { Subject } from './outbox.ts';

/** Opened, closed and opened again within the hour: from here on not every turn is told. */
const FLAPPING_FROM = 3;

export function calmLines({ state, snooze, turns }: Subject, wording: Wording): Section[] {
  const snoozed = snooze && state === 'open' ? [`💤 ${snoozeInWords(snooze, wording)}`] : [];
  const flapping =
    turns.count >= FLAPPING_FROM && turns.last !== null
      ? [
          `🔁 flapping: ${turns.count} turns within the hour, the last one ${sayMoment(turns.last, wording)}. Not each of them is told; this card shows how it stands.`,
        ]
      : [];
  return [...snoozed, ...flapping].map((text) => ({ kind: 'text', text }));
}
