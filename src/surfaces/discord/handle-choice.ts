/** Something was chosen from a menu beside buttons: from now on they say so. */
import { MessageFlags, type APIMessageTopLevelComponent, type StringSelectMenuInteraction } from 'discord.js';
import { withChoice } from './button-id.ts';

/** Nothing is remembered between the choice and the press: the message itself keeps it. */
export async function handleChoice(interaction: StringSelectMenuInteraction): Promise<void> {
  const shown = interaction.message.components.map((component) => component.toJSON());
  const [choice = ''] = interaction.values;
  const components = chosen(shown, interaction.customId, choice) as APIMessageTopLevelComponent[];
  await interaction.update({ flags: MessageFlags.IsComponentsV2, components });
}

/** The same components, where `choice` stands in that menu and goes along with every button. */
function chosen(components: unknown, menuId: string, choice: string): unknown {
  const change = (_: string, node: unknown): unknown => {
    if (!isNode(node) || typeof node.custom_id !== 'string') return node;
    if (!node.options) return { ...node, custom_id: withChoice(node.custom_id, choice) };
    const isHere = node.custom_id === menuId;
    const options = node.options.map((one) => ({ ...one, default: isHere && one.value === choice }));
    return { ...node, options };
  };
  return JSON.parse(JSON.stringify(components), change);
}

interface Node {
  readonly custom_id?: unknown;
  readonly options?: readonly { readonly value: string }[];
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'custom_id' in value;
}
