/** The first answer to a click, a command or a form. */
import { type Answer, answer, refuse, refuseForm } from './answer.ts';
import { bodyOf, type Call, parameter, type Route } from './call.ts';
import { checkMessage } from './check-message.ts';
import { checkModal } from './check-modal.ts';
import { editMessage } from './edit-message.ts';
import { isObject, type JsonObject, numberOf } from './json.ts';
import { MESSAGE_FLAGS } from './message-flags.ts';
import { isEmpty, postMessage } from './post-message.ts';
import { renderMessage } from './render-message.ts';
import {
  type AnswerKind,
  INTERACTION_TYPES,
  isTooLate,
  type StoredInteraction,
} from './stored-interaction.ts';
import type { StoredMessage } from './stored-message.ts';
import type { World } from './world.ts';

const KINDS = new Map<unknown, AnswerKind>([
  [4, 'reply'],
  [5, 'deferred_reply'],
  [6, 'deferred_update'],
  [7, 'update'],
  [9, 'modal'],
]);
const NEEDS_MESSAGE: readonly AnswerKind[] = ['deferred_update', 'update'];
const COMMAND_ANSWER = 20;
const REPLY_FLAGS =
  MESSAGE_FLAGS.suppressEmbeds |
  MESSAGE_FLAGS.suppressNotifications |
  MESSAGE_FLAGS.ephemeral |
  MESSAGE_FLAGS.componentsV2;

export const interactionRoutes: Route[] = [
  { method: 'POST', path: '/interactions/:interaction/:token/callback', handle: callback, open: true },
];

function callback(call: Call): Answer {
  const { world } = call;
  const interaction = world.interactions.get(parameter(call, 0));
  if (interaction?.token !== parameter(call, 1)) return refuse(10062);
  if (interaction.answer) return refuse(40060);
  if (isTooLate(interaction, world.clock)) return refuse(10062);
  const kind = KINDS.get(bodyOf(call)['type']);
  if (!kind || !mayAnswer(interaction, kind)) {
    return refuseForm([`type: Value must be one of {${allowedTypes(interaction).join(', ')}}.`]);
  }
  const refusal = takeEffect(call, interaction, kind);
  if (refusal) return refusal;
  const ephemeral = isEphemeral(dataOf(call));
  interaction.answer = { kind, ephemeral, at: world.clock.now() };
  interaction.answered.resolve();
  return call.query.get('with_response') === 'true' ? resourceOf(world, interaction, call) : answer(204);
}

/** A form comes from a click or a command, never from a form; an update needs a message to update. */
function mayAnswer(interaction: StoredInteraction, kind: AnswerKind): boolean {
  if (kind === 'modal') return interaction.type !== INTERACTION_TYPES.modalSubmit;
  return !NEEDS_MESSAGE.includes(kind) || interaction.messageId !== undefined;
}

function allowedTypes(interaction: StoredInteraction): unknown[] {
  return [...KINDS].filter(([, kind]) => mayAnswer(interaction, kind)).map(([type]) => type);
}

function takeEffect(call: Call, interaction: StoredInteraction, kind: AnswerKind): Answer | undefined {
  switch (kind) {
    case 'reply':
      return reply(call, interaction);
    case 'deferred_reply':
      promiseReply(call, interaction);
      return undefined;
    case 'deferred_update':
      return aimAtMessage(interaction);
    case 'update':
      return update(call, interaction);
    case 'modal':
      return openModal(call, interaction);
  }
}

function reply(call: Call, interaction: StoredInteraction): Answer | undefined {
  const data = dataOf(call);
  const problems = checkMessage(data);
  if (problems.length > 0) return refuseForm(problems.map((problem) => `data.${problem}`));
  if (isEmpty(data, call.files)) return refuse(50006);
  const flags = numberOf(data['flags']) & REPLY_FLAGS;
  interaction.originalId = postAnswer(call, interaction, { ...data, flags }).id;
  return undefined;
}

function promiseReply(call: Call, interaction: StoredInteraction): void {
  const flags = (numberOf(dataOf(call)['flags']) & MESSAGE_FLAGS.ephemeral) | MESSAGE_FLAGS.loading;
  interaction.originalId = postAnswer(call, interaction, { flags }).id;
}

function postAnswer(
  { world, files }: Call,
  interaction: StoredInteraction,
  payload: JsonObject,
): StoredMessage {
  return postMessage(world, {
    channelId: interaction.channelId,
    payload,
    files,
    type: interaction.type === INTERACTION_TYPES.command ? COMMAND_ANSWER : 0,
    extra: {
      interactionId: interaction.id,
      ...(isEphemeral(payload) && { ephemeralFor: interaction.memberId }),
    },
  });
}

function aimAtMessage(interaction: StoredInteraction): undefined {
  if (interaction.messageId !== undefined) interaction.originalId = interaction.messageId;
}

function update(call: Call, interaction: StoredInteraction): Answer | undefined {
  const message = call.world.channels
    .get(interaction.channelId)
    ?.messages.find(({ id, deleted }) => id === interaction.messageId && !deleted);
  if (!message) return refuse(10008);
  aimAtMessage(interaction);
  return editMessage(call.world, { message, patch: dataOf(call), files: call.files });
}

function openModal(call: Call, interaction: StoredInteraction): Answer | undefined {
  const modal = dataOf(call);
  const problems = checkModal(modal);
  if (problems.length > 0) return refuseForm(problems.map((problem) => `data.${problem}`));
  call.world.modals.set(interaction.memberId, { interaction, modal, values: new Map() });
  return undefined;
}

function resourceOf(world: World, interaction: StoredInteraction, call: Call): Answer {
  const message = world.channels
    .get(interaction.channelId)
    ?.messages.find(({ id }) => id === interaction.originalId);
  const type = bodyOf(call)['type'];
  const described = message && {
    response_message_id: message.id,
    response_message_loading: (message.flags & MESSAGE_FLAGS.loading) !== 0,
    response_message_ephemeral: message.ephemeralFor !== undefined,
  };
  return answer(200, {
    interaction: { id: interaction.id, type: interaction.type, ...described },
    resource: { type, ...(message && { message: renderMessage(world, message) }) },
  });
}

function dataOf(call: Call): JsonObject {
  const { data } = bodyOf(call);
  return isObject(data) ? data : {};
}

function isEphemeral(payload: JsonObject): boolean {
  return (numberOf(payload['flags']) & MESSAGE_FLAGS.ephemeral) !== 0;
}
