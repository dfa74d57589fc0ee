/** The form for a button beside a note: what will be done, what has to be chosen for it, and the note. */
import type { ButtonInteraction, ModalSubmitInteraction } from 'discord.js';
import type { Card, CardField } from '../../domain/card.ts';
import { answer, inTime, newMessage, promise, type PressPorts } from './answer.ts';
import { ask, asksFirst } from './ask.ts';
import { readButtonId, yesId } from './button-id.ts';
import { readForm, renderForm } from './render-fields.ts';

/** Every card that takes one calls it so. */
const NOTE: CardField = { kind: 'note', label: 'Note' };

/** A form has to be the first answer: where the plan is not there in time, it is asked about in a message, without a note. */
export async function openForm(
  interaction: ButtonInteraction,
  actionId: string,
  ports: PressPorts,
): Promise<void> {
  const { component } = interaction;
  const title = (component && 'label' in component && component.label) || 'calsync';
  const customId = yesId(actionId);
  if (!asksFirst(actionId)) {
    await interaction.showModal(renderForm({ customId, title, text: '', fields: [NOTE] }));
    return;
  }
  const coming = ask(actionId, ports);
  const plan = await inTime(coming, ports);
  if (!plan) return promise(coming, newMessage(interaction));
  const isOffered = plan.actions?.some(({ id }) => id === customId) === true;
  if (!isOffered) {
    await newMessage(interaction).show(plan);
    return;
  }
  const fields = [...(plan.fields ?? []), NOTE];
  await interaction.showModal(renderForm({ customId, title, text: textOf(plan), fields }));
}

/** It was filled in and sent, which says yes to what stood there. */
export async function handleForm(interaction: ModalSubmitInteraction, ports: PressPorts): Promise<void> {
  const sent = readButtonId(interaction.customId);
  if (sent.kind === 'no') return;
  const entered = readForm(interaction.fields.fields as Parameters<typeof readForm>[0]);
  const coming = ports.desk.press(sent.actionId, ports.person, entered);
  await answer(coming, newMessage(interaction), ports);
}

function textOf({ sections }: Card): string {
  return sections.flatMap((section) => (section.kind === 'text' ? [section.text] : [])).join('\n\n');
}
