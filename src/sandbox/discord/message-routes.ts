/** Posting, editing, reading and deleting messages of a channel. */
import { type Answer, answer, isAnswer, refuse, refuseForm } from './answer.ts';
import { bodyOf, type Call, channelOf, findMessage, parameter, type Route } from './call.ts';
import { checkMessage } from './check-message.ts';
import { editMessage } from './edit-message.ts';
import { isObject, type JsonObject, objectsIn, textOf } from './json.ts';
import { MESSAGE_FLAGS } from './message-flags.ts';
import { announce, isEmpty, postMessage } from './post-message.ts';
import { renderMessage } from './render-message.ts';
import type { StoredMessage } from './stored-message.ts';
import type { StoredChannel, World } from './world.ts';

const REPLY = 19;
const NONCE_MS = 5 * 60_000;
const PAGE = { usual: 50, most: 100 };
const SETTABLE =
  MESSAGE_FLAGS.suppressEmbeds | MESSAGE_FLAGS.suppressNotifications | MESSAGE_FLAGS.componentsV2;

export const messageRoutes: Route[] = [
  { method: 'POST', path: '/channels/:channel/messages', handle: post },
  { method: 'GET', path: '/channels/:channel/messages', handle: list },
  { method: 'GET', path: '/channels/:channel/messages/:message', handle: get },
  { method: 'PATCH', path: '/channels/:channel/messages/:message', handle: patch },
  { method: 'DELETE', path: '/channels/:channel/messages/:message', handle: remove },
];

function post(call: Call): Answer {
  const { world, files } = call;
  const channel = channelOf(call);
  if (isAnswer(channel)) return channel;
  const body = bodyOf(call);
  const refusal = refusePost(channel, body, files);
  if (refusal) return refusal;
  const first = sameNonce(world, body);
  if (first) return answer(200, renderMessage(world, first));
  const reference = referenceOf(channel, body);
  const payload = { ...body, flags: Number(body['flags'] ?? 0) & SETTABLE };
  const message = postMessage(world, {
    channelId: channel.id,
    payload,
    files,
    ...(reference && { type: REPLY, extra: { reference } }),
  });
  return answer(200, renderMessage(world, message));
}

function refusePost(channel: StoredChannel, body: JsonObject, files: Call['files']): Answer | undefined {
  const refers = isObject(body['message_reference']);
  const needed = [
    'SEND_MESSAGES',
    ...(objectsIn(body['embeds']).length > 0 ? ['EMBED_LINKS'] : []),
    ...(files.length > 0 ? ['ATTACH_FILES'] : []),
  ];
  if (needed.some((name) => channel.denied.has(name))) return refuse(50013);
  if (refers && channel.denied.has('READ_MESSAGE_HISTORY')) return refuse(160002);
  const problems = [...checkMessage(body), ...checkReference(channel, body)];
  if (problems.length > 0) return refuseForm(problems);
  return isEmpty(body, files) ? refuse(50006) : undefined;
}

function checkReference(channel: StoredChannel, body: JsonObject): string[] {
  const reference = body['message_reference'];
  if (!isObject(reference) || reference['fail_if_not_exists'] === false) return [];
  return referenceOf(channel, body) ? [] : ['message_reference: Unknown message'];
}

function referenceOf(channel: StoredChannel, body: JsonObject): StoredMessage['reference'] {
  const reference = body['message_reference'];
  if (!isObject(reference)) return undefined;
  const answered = findMessage(channel, textOf(reference['message_id']));
  return answered && { messageId: answered.id, channelId: channel.id };
}

/** With `enforce_nonce` what was posted in the past few minutes is not posted again. */
function sameNonce({ channels, clock }: World, body: JsonObject): StoredMessage | undefined {
  const { nonce } = body;
  if (body['enforce_nonce'] !== true || nonce === undefined || nonce === null || nonce === '')
    return undefined;
  return [...channels.values()]
    .flatMap(({ messages }) => messages)
    .find((message) => {
      const fresh = clock.now() - message.createdAt < NONCE_MS;
      return fresh && !message.deleted && message.nonce === nonce;
    });
}

function list(call: Call): Answer {
  const channel = channelOf(call);
  if (isAnswer(channel)) return channel;
  if (channel.denied.has('READ_MESSAGE_HISTORY')) return answer(200, []);
  const limit = Number(call.query.get('limit') ?? PAGE.usual);
  if (!(limit >= 1 && limit <= PAGE.most)) return refuseForm(['limit: Value should be between 1 and 100.']);
  const seen = channel.messages.filter((message) => findMessage(channel, message.id)).toReversed();
  return answer(
    200,
    pageOf(seen, call.query, limit).map((message) => renderMessage(call.world, message)),
  );
}

/** `newest` first; ids compare like the times they were made at. */
function pageOf(newest: StoredMessage[], query: URLSearchParams, limit: number): StoredMessage[] {
  const [before, after, around] = ['before', 'after', 'around'].map((key) => query.get(key));
  if (before) return newest.filter(({ id }) => isOlder(id, before)).slice(0, limit);
  if (after) return newest.filter(({ id }) => isOlder(after, id)).slice(-limit);
  if (!around) return newest.slice(0, limit);
  const middle = newest.findIndex(({ id }) => !isOlder(around, id));
  return newest.slice(Math.max(0, middle - Math.floor(limit / 2))).slice(0, limit);
}

function isOlder(one: string, other: string): boolean {
  return BigInt(one) < BigInt(other);
}

function get(call: Call): Answer {
  const channel = channelOf(call);
  if (isAnswer(channel)) return channel;
  if (channel.denied.has('READ_MESSAGE_HISTORY')) return refuse(50013);
  const message = findMessage(channel, parameter(call, 1));
  return message ? answer(200, renderMessage(call.world, message)) : refuse(10008);
}

function patch(call: Call): Answer {
  const { world, files } = call;
  const channel = channelOf(call);
  if (isAnswer(channel)) return channel;
  const message = findMessage(channel, parameter(call, 1));
  if (!message) return refuse(10008);
  const refusal = editMessage(world, { message, patch: bodyOf(call), files });
  return refusal ?? answer(200, renderMessage(world, message));
}

function remove(call: Call): Answer {
  const channel = channelOf(call);
  if (isAnswer(channel)) return channel;
  const message = findMessage(channel, parameter(call, 1));
  if (!message) return refuse(10008);
  message.deleted = true;
  announce(call.world, 'MESSAGE_DELETE', message);
  return answer(204);
}
