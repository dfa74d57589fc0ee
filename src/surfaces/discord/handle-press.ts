/** A button: done, asked about, filled in, confirmed or left alone. */
import type { ButtonInteraction } from 'discord.js';
import { sayCard } from '../private-cards.ts';
import { answer, newMessage, sameMessage, type PressPorts } from './answer.ts';
import { ask } from './ask.ts';
import { readButtonId, type Pressed } from './button-id.ts';
import { openForm } from './open-form.ts';

/** The desk keeps a click within a second: Discord is told only then, so that no acknowledged click is ever lost. */
export async function handlePress(interaction: ButtonInteraction, ports: PressPorts): Promise<void> {
  const pressed = readButtonId(interaction.customId);
  switch (pressed.kind) {
    case 'do':
      return answer(press(pressed, ports), newMessage(interaction), ports);
    case 'ask':
      return answer(ask(pressed.actionId, ports), newMessage(interaction), ports);
    case 'fill':
      return openForm(interaction, pressed.actionId, ports);
    case 'yes':
      return answer(press(pressed, ports), sameMessage(interaction), ports);
    case 'no':
      return answer(Promise.resolve(LEFT_ALONE), sameMessage(interaction), ports);
  }
}

const LEFT_ALONE = sayCard('👌', 'Left as it is', [{ kind: 'text', text: 'Nothing was done.' }]);

function press({ actionId, choice }: Exclude<Pressed, { kind: 'no' }>, { desk, person }: PressPorts) {
  return desk.press(actionId, person, { note: null, choice });
}
