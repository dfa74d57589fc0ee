/** An answer in private within the time that Discord waits for it: at once, or as a promise that is kept later. */
import { MessageFlags, type ButtonInteraction, type ModalSubmitInteraction } from 'discord.js';
import type { Card } from '../../domain/card.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Desk, Person } from '../desk.ts';
import { asAnswer, inPrivate } from './answers.ts';

/** Discord waits 3 s for the first answer; what takes longer than this is promised instead. */
const PROMISE_AFTER_MS = 1_500;

export interface PressPorts {
  readonly desk: Desk;
  readonly clock: Clock;
  readonly person: Person;
}

/** Where the answer is shown. */
export interface Place {
  show(card: Card): Promise<unknown>;
  promise(): Promise<unknown>;
  keep(card: Card): Promise<unknown>;
}

export function newMessage(interaction: ButtonInteraction | ModalSubmitInteraction): Place {
  return {
    show: (card) => interaction.reply(inPrivate(card)),
    promise: () => interaction.deferReply({ flags: MessageFlags.Ephemeral }),
    keep: (card) => interaction.editReply(asAnswer(card)),
  };
}

/** In place of the question, so that its buttons are gone. */
export function sameMessage(interaction: ButtonInteraction): Place {
  return {
    show: (card) => interaction.update(asAnswer(card)),
    promise: () => interaction.deferUpdate(),
    keep: (card) => interaction.editReply(asAnswer(card)),
  };
}

export async function answer(
  coming: Promise<Card>,
  place: Place,
  ports: Pick<PressPorts, 'clock'>,
): Promise<void> {
  const card = await inTime(coming, ports);
  await (card ? place.show(card) : promise(coming, place));
}

export async function promise(coming: Promise<Card>, place: Place): Promise<void> {
  await place.promise();
  await place.keep(await coming);
}

/** Undefined when it takes longer than a first answer may. */
export async function inTime(
  coming: Promise<Card>,
  { clock }: Pick<PressPorts, 'clock'>,
): Promise<Card | undefined> {
  const answered = new AbortController();
  const patience = clock.sleep(PROMISE_AFTER_MS, answered.signal).catch(() => undefined);
  const card = await Promise.race([coming, patience]).finally(() => answered.abort());
  return card ?? undefined;
}
