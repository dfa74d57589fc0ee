/** `/calsync …`: promised at once, answered when the desk has. */
import { MessageFlags, type ChatInputCommandInteraction } from 'discord.js';
import type { Card } from '../../domain/card.ts';
import type { Desk, Person } from '../desk.ts';
import { asAnswer, inPictures } from './answers.ts';
import { commandText } from './command-definition.ts';

/** When even the promise failed, nothing is done: Discord has told the person that it did not work. */
export async function handleCommand(
  interaction: ChatInputCommandInteraction,
  { desk, person }: { desk: Desk; person: Person },
): Promise<void> {
  await interaction.deferReply({ flags: MessageFlags.Ephemeral });
  const [subcommand] = interaction.options.data;
  const filled = (subcommand?.options ?? []).map(({ name, value }) => ({
    name,
    ...(value !== undefined && { value }),
  }));
  const card = await desk.command(commandText(subcommand?.name ?? 'help', filled), person);
  await keepPromise(interaction, card);
}

/** Where no picture can be drawn or attached, the chart is told in words. */
async function keepPromise(interaction: ChatInputCommandInteraction, card: Card): Promise<void> {
  if (card.sections.some(({ kind }) => kind === 'chart')) {
    const shown = await inPictures(card)
      .then((answer) => interaction.editReply(answer))
      .catch(() => undefined);
    if (shown) return;
  }
  await interaction.editReply(asAnswer(card));
}
