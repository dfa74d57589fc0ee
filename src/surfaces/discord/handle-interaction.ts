/** Passes what a person did to the desk; every trouble with an answer ends here. */
import type {
  ButtonInteraction,
  ChatInputCommandInteraction,
  Interaction,
  ModalSubmitInteraction,
  StringSelectMenuInteraction,
} from 'discord.js';
import type { Clock } from '../../runtime/clock.ts';
import type { Log } from '../../runtime/logger.ts';
import type { Desk, Person } from '../desk.ts';
import { personOf, type Admins } from './admins.ts';
import { inPrivate } from './answers.ts';
import { readButtonId } from './button-id.ts';
import { handleChoice } from './handle-choice.ts';
import { handleCommand } from './handle-command.ts';
import { handlePress } from './handle-press.ts';
import { handleForm } from './open-form.ts';
import { isMenu } from './render-fields.ts';
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

type Deed =
  | ButtonInteraction
  | ChatInputCommandInteraction
  | ModalSubmitInteraction
  | StringSelectMenuInteraction;

async function route(interaction: Interaction, { desk, clock, admins }: InteractionPorts): Promise<void> {
  if (!isOurs(interaction)) return;
  const person = personOf(interaction, admins);
  if (person) return serve(interaction, { desk, clock, person });
  const { id, displayName: name } = interaction.user;
  const stranger = { surface: 'discord', id, name, admin: false } as const;
  await interaction.reply(inPrivate(await desk.turnAway(whatIsAsked(interaction), stranger)));
}

function isOurs(interaction: Interaction): interaction is Deed {
  if (interaction.isStringSelectMenu()) return isMenu(interaction.customId);
  return interaction.isButton() || interaction.isChatInputCommand() || interaction.isModalSubmit();
}

function serve(
  deed: Deed,
  ports: Pick<InteractionPorts, 'desk' | 'clock'> & { person: Person },
): Promise<void> {
  if (deed.isButton()) return handlePress(deed, ports);
  if (deed.isStringSelectMenu()) return handleChoice(deed);
  return deed.isModalSubmit() ? handleForm(deed, ports) : handleCommand(deed, ports);
}

function whatIsAsked(deed: Deed): string {
  const asked = 'customId' in deed ? readButtonId(deed.customId) : undefined;
  return asked && 'actionId' in asked ? asked.actionId : 'a command';
}
