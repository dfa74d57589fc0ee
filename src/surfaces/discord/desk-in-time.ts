/** The desk, whose private answers come as long as Discord takes them: 15 minutes after the click nobody can give them. */
import type { Card } from '../../domain/card.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Desk } from '../desk.ts';
import { sayCard } from '../private-cards.ts';

/** With a minute left in which to say so. */
const LAST_CALL_MS = 14 * 60_000;

const STILL_AT_IT = sayCard('⏳', 'It takes longer', [
  {
    kind: 'text',
    text: 'Discord lets nobody be answered here after 15 minutes. It goes on all the same: what comes of it stands on the cards, and the same command asks again.',
  },
]);

/** `clock`: that counts from the click. */
export function deskInTime(desk: Desk, clock: Clock): Desk {
  return {
    command: (text, person) => inTime(desk.command(text, person), clock),
    press: (actionId, person, entered) => inTime(desk.press(actionId, person, entered), clock),
    turnAway: (asked, person) => desk.turnAway(asked, person),
  };
}

async function inTime(coming: Promise<Card>, clock: Clock): Promise<Card> {
  const answered = new AbortController();
  const lastCall = clock.sleep(LAST_CALL_MS, answered.signal).catch(() => undefined);
  const card = await Promise.race([coming, lastCall]).finally(() => answered.abort());
  return card ?? STILL_AT_IT;
}
