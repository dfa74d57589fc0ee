/** A button: done, asked about, confirmed or left alone. */
import { MessageFlags, type ButtonInteraction } from 'discord.js';
import type { Card } from '../../domain/card.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Desk, Person } from '../desk.ts';
import { sayCard } from '../private-cards.ts';
import { asAnswer, inPrivate } from './answers.ts';
import { ask } from './ask.ts';
import { readButtonId } from './button-id.ts';

/** Discord waits 3 s for the first answer; what takes longer than this is promised instead. */
const PROMISE_AFTER_MS = 1_500;

export interface PressPorts {
  readonly desk: Desk;
  readonly clock: Clock;
  readonly person: Person;
}

/** The desk keeps a click within a second: Discord is told only then, so that no acknowledged click is ever lost. */
export async function handlePress(interaction: ButtonInteraction, ports: PressPorts): Promise<void> {
  const { desk, person } = ports;
  const pressed = readButtonId(interaction.customId);
  switch (pressed.kind) {
    case 'do':
      return answer(desk.press(pressed.actionId, person), newMessage(interaction), ports);
    case 'ask':
      return answer(ask(pressed.actionId, { desk, person }), newMessage(interaction), ports);
    case 'yes':
      return answer(desk.press(pressed.actionId, person), sameMessage(interaction), ports);
    case 'no':
      return answer(Promise.resolve(LEFT_ALONE), sameMessage(interaction), ports);
  }
}

const LEFT_ALONE = sayCard('👌', 'Left as it is', [{ kind: 'text', text: 'Nothing was done.' }]);

/** Where the answer is shown: at once, or as a promise that is kept later. */
interface Place {
  show(card: Card): Promise<unknown>;
  promise(): Promise<unknown>;
  keep(card: Card): Promise<unknown>;
}

function newMessage(interaction: ButtonInteraction): Place {
  return {
    show: (card) => interaction.reply(inPrivate(card)),
    promise: () => interaction.deferReply({ flags: MessageFlags.Ephemeral }),
    keep: (card) => interaction.editReply(asAnswer(card)),
  };
}

/** In place of the question, so that its buttons are gone. */
function sameMessage(interaction: ButtonInteraction): Place {
  return {
    show: (card) => interaction.update(asAnswer(card)),
    promise: () => interaction.deferUpdate(),
    keep: (card) => interaction.editReply(asAnswer(card)),
  };
}

async function answer(
  coming: Promise<Card>,
  place: Place,
  { clock }: Pick<PressPorts, 'clock'>,
): Promise<void> {
  const answered = new AbortController();
  const patience = clock.sleep(PROMISE_AFTER_MS, answered.signal).catch(() => undefined);
  const card = await Promise.race([coming, patience]).finally(() => answered.abort());
  if (card) {
    await place.show(card);
    return;
  }
  await place.promise();
  await place.keep(await coming);
}
