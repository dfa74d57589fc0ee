/** What a member of the server sees and does. */
import { chooseValues } from './choose-values.ts';
import { findButton, findSelect } from './find-control.ts';
import { type Ack, interact } from './interact.ts';
import type { JsonObject } from './json.ts';
import { type OpenModal, openModal } from './open-modal.ts';
import { parseCommand } from './parse-command.ts';
import { postMessage } from './post-message.ts';
import { INTERACTION_TYPES } from './stored-interaction.ts';
import { type Message, type StoredMessage, viewMessage } from './stored-message.ts';
import type { Member, World } from './world.ts';

type MessageRef = Pick<Message, 'id' | 'channelId'>;

export interface Human {
  /** Oldest first, with what only this member sees. */
  messages(channelId: string): Message[];
  /** Presses what the message shows now, which may be more or less than when it was read. */
  press(message: MessageRef, labelOrCustomId: string): Promise<Ack>;
  choose(
    message: MessageRef,
    customIdOrPlaceholder: string,
    labelOrValue: string | readonly string[],
  ): Promise<Ack>;
  /** `/calsync use 7 calcom` or `/calsync use target:7 side:calcom`. */
  command(text: string, channelId: string): Promise<Ack>;
  modal(): OpenModal | undefined;
  /** Writes a message of their own. */
  say(text: string, channelId: string): void;
}

export function createHuman(world: World, member: Member): Human {
  return {
    messages: (channelId) => visibleTo(world, member, channelId).map(viewMessage),
    press: async (seen, wanted) => {
      const message = find(world, member, seen);
      const { custom_id, type } = findButton(message.components, wanted);
      return act(world, member, { message, data: { custom_id, component_type: type } });
    },
    choose: async (seen, wanted, values) => {
      const message = find(world, member, seen);
      const select = findSelect(message.components, wanted);
      const chosen = chooseValues(world, select, [values].flat());
      const { custom_id, type } = select;
      return act(world, member, { message, data: { custom_id, component_type: type, ...chosen } });
    },
    command: async (text, channelId) => {
      if (!world.channels.has(channelId)) throw new Error(`Cannot find the channel "${channelId}"`);
      const data = parseCommand(world, member, text);
      return interact(world, { member, channelId, type: INTERACTION_TYPES.command, data });
    },
    modal: () => openModal(world, member),
    say: (content, channelId) =>
      void postMessage(world, { channelId, payload: { content }, extra: { authorId: member.id } }),
  };
}

function act(
  world: World,
  member: Member,
  { message, data }: { message: StoredMessage; data: JsonObject },
): Promise<Ack> {
  const { channelId } = message;
  return interact(world, { member, channelId, type: INTERACTION_TYPES.component, data, message });
}

function visibleTo({ channels }: World, { id }: Member, channelId: string): StoredMessage[] {
  const channel = channels.get(channelId);
  if (!channel) throw new Error(`Cannot find the channel "${channelId}"`);
  return channel.messages.filter(
    ({ deleted, ephemeralFor }) => !deleted && (ephemeralFor === undefined || ephemeralFor === id),
  );
}

function find(world: World, member: Member, { id, channelId }: MessageRef): StoredMessage {
  const message = visibleTo(world, member, channelId).find((seen) => seen.id === id);
  if (!message) throw new Error(`Cannot find the message "${id}": it is gone, or not for ${member.name}`);
  return message;
}
