/** What follows the first answer, for the fifteen minutes that an interaction's token lives. */
import { type Answer, answer, isAnswer, refuse, refuseForm } from './answer.ts';
import { bodyOf, type Call, parameter, type Route } from './call.ts';
import { checkMessage } from './check-message.ts';
import { editMessage } from './edit-message.ts';
import { type JsonObject, numberOf } from './json.ts';
import { MESSAGE_FLAGS } from './message-flags.ts';
import { announce, isEmpty, postMessage } from './post-message.ts';
import { renderMessage } from './render-message.ts';
import { isTokenDead, type StoredInteraction } from './stored-interaction.ts';
import type { StoredMessage } from './stored-message.ts';

const MESSAGE = '/webhooks/:application/:token/messages/:message';

export const webhookRoutes: Route[] = [
  { method: 'POST', path: '/webhooks/:application/:token', handle: followUp, open: true },
  { method: 'GET', path: MESSAGE, handle: get, open: true },
  { method: 'PATCH', path: MESSAGE, handle: patch, open: true },
  { method: 'DELETE', path: MESSAGE, handle: remove, open: true },
];

function get(call: Call): Answer {
  const message = messageOf(call);
  return isAnswer(message) ? message : answer(200, renderMessage(call.world, message));
}

function patch(call: Call): Answer {
  const message = messageOf(call);
  if (isAnswer(message)) return message;
  return change(call, message);
}

function change(call: Call, message: StoredMessage): Answer {
  const refusal = editMessage(call.world, { message, patch: bodyOf(call), files: call.files });
  return refusal ?? answer(200, renderMessage(call.world, message));
}

function remove(call: Call): Answer {
  const message = messageOf(call);
  if (isAnswer(message)) return message;
  message.deleted = true;
  announce(call.world, 'MESSAGE_DELETE', message);
  return answer(204);
}

function followUp(call: Call): Answer {
  const interaction = interactionOf(call);
  if (isAnswer(interaction)) return interaction;
  const { world, files } = call;
  // The first one after a promised answer is that answer.
  const promised = findOwn(call, interaction, interaction.originalId);
  if (promised && (promised.flags & MESSAGE_FLAGS.loading) !== 0) return change(call, promised);
  const body = bodyOf(call);
  const problems = checkMessage(body);
  if (problems.length > 0) return refuseForm(problems);
  if (isEmpty(body, files)) return refuse(50006);
  const message = postMessage(world, {
    channelId: interaction.channelId,
    payload: body,
    files,
    extra: ownedBy(interaction, body),
  });
  return answer(200, renderMessage(world, message));
}

function ownedBy({ id, memberId }: StoredInteraction, body: JsonObject): Partial<StoredMessage> {
  const isEphemeral = (numberOf(body['flags']) & MESSAGE_FLAGS.ephemeral) !== 0;
  return { interactionId: id, ...(isEphemeral && { ephemeralFor: memberId }) };
}

function messageOf(call: Call): StoredMessage | Answer {
  const interaction = interactionOf(call);
  if (isAnswer(interaction)) return interaction;
  const named = parameter(call, 2);
  const id = named === '@original' ? interaction.originalId : named;
  return findOwn(call, interaction, id) ?? refuse(10008);
}

function findOwn(
  { world }: Call,
  interaction: StoredInteraction,
  wanted: string | undefined,
): StoredMessage | undefined {
  return world.channels.get(interaction.channelId)?.messages.find(({ id, deleted, interactionId }) => {
    const own = interactionId === interaction.id || id === interaction.originalId;
    return id === wanted && !deleted && own;
  });
}

/** Before the first answer there is no webhook yet. */
function interactionOf(call: Call): StoredInteraction | Answer {
  const { world } = call;
  const [application, token] = call.parameters;
  const interaction = [...world.interactions.values()].find((known) => known.token === token);
  if (application !== world.applicationId || !interaction) return refuse(50027);
  if (isTokenDead(interaction, world.clock)) return refuse(50027);
  return interaction.answer ? interaction : refuse(10015);
}
