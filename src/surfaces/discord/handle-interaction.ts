/** Passes what a person did to the desk; every trouble with an answer ends here. */
import type { Interaction } from 'discord.js';
import type { Clock } from '../../runtime/clock.ts';
import type { Log } from '../../runtime/logger.ts';
import type { Desk } from '../desk.ts';
import { personOf, type Admins } from './admins.ts';
import { inPrivate } from './answers.ts';
import { readButtonId } from './button-id.ts';
import { handleCommand } from './handle-command.ts';
import { handlePress } from './handle-press.ts';
import { whyOf } from './surface-error.ts';

export interface InteractionPorts {
  readonly desk: Desk;
  readonly clock: Clock;
  readonly log: Log;
  readonly admins: Admins;
}

/** Never rejects: an answer that comes too late, or twice, is logged only. */
export async function handleInteraction(interaction: Interaction, ports: InteractionPorts): Promise<void> {
  try {
    await route(interaction, ports);
  } catch (error) {
    ports.log('warn', 'Discord answer not given', { why: whyOf(error) });
  }
}

async function route(interaction: Interaction, { desk, clock, admins }: InteractionPorts): Promise<void> {
  if (!interaction.isButton() && !interaction.isChatInputCommand()) return;
  const person = personOf(interaction, admins);
  if (!person) {
    const { id, displayName: name } = interaction.user;
    const asked = interaction.isButton() ? readButtonId(interaction.customId) : undefined;
    const what = asked && 'actionId' in asked ? asked.actionId : 'a command';
    const stranger = { surface: 'discord', id, name, admin: false } as const;
    await interaction.reply(inPrivate(await desk.turnAway(what, stranger)));
    return;
  }
  await (interaction.isButton()
    ? handlePress(interaction, { desk, clock, person })
    : handleCommand(interaction, { desk, person }));
}
