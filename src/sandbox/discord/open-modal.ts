/** A modal on a person's screen. */
import type { FieldValue } from './field-value.ts';
import { type Ack, interact } from './interact.ts';
import { type JsonObject, objectsIn, textOf } from './json.ts';
import { mergeResolved } from './resolve-names.ts';
import { INTERACTION_TYPES } from './stored-interaction.ts';
import { submitFields } from './submit-fields.ts';
import { COMPONENT, walkComponents } from './walk-components.ts';
import type { Member, ShownModal, World } from './world.ts';

export interface OpenModal {
  readonly title: string;
  readonly customId: string;
  readonly components: JsonObject[];
  /** A text for an input; a label or value, or several, for a select or group; true or false for a box. */
  fill(labelOrCustomId: string, value: FieldValue): void;
  /** Throws when Discord's client would not send it; stays open when the bot does not answer. */
  submit(): Promise<Ack>;
  close(): void;
}

/** The one that stands open, if any. */
export function openModal(world: World, member: Member): OpenModal | undefined {
  const shown = world.modals.get(member.id);
  if (!shown) return undefined;
  const { modal, values } = shown;
  return {
    title: textOf(modal['title']),
    customId: textOf(modal['custom_id']),
    components: structuredClone(objectsIn(modal['components'])),
    fill: (name, value) => void values.set(fieldNamed(modal, name), value),
    submit: () => submit(world, member, shown),
    close: () => close(world, member, shown),
  };
}

function fieldNamed(modal: JsonObject, name: string): string {
  const fields = walkComponents(modal['components']).flatMap(({ path, node }) => {
    const { component, custom_id, label, type } = node;
    if (type === COMPONENT.label) return [{ label, id: (component as JsonObject)['custom_id'] }];
    return custom_id === undefined || path.endsWith('.component') ? [] : [{ label, id: custom_id }];
  });
  const found = fields.find(({ label }) => label === name) ?? fields.find(({ id }) => id === name);
  if (found) return textOf(found.id);
  throw new Error(`Cannot fill "${name}": the fields are ${fields.map(({ id }) => textOf(id)).join(', ')}`);
}

async function submit(world: World, member: Member, shown: ShownModal): Promise<Ack> {
  const { interaction, modal, values } = shown;
  const { components, resolved } = submitFields(world, modal, values);
  const message = world.channels
    .get(interaction.channelId)
    ?.messages.find(({ id }) => id === interaction.messageId);
  const ack = await interact(world, {
    member,
    channelId: interaction.channelId,
    type: INTERACTION_TYPES.modalSubmit,
    data: {
      custom_id: modal['custom_id'],
      components,
      ...(resolved.length > 0 && { resolved: mergeResolved(resolved) }),
    },
    ...(message && { message }),
  });
  if (ack.acknowledged) close(world, member, shown);
  return ack;
}

function close({ modals }: World, member: Member, shown: ShownModal): void {
  if (modals.get(member.id) === shown) modals.delete(member.id);
}
