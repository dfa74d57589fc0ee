/** Pinned messages, under the older and the newer address. */
import { type Answer, answer, isAnswer, refuse } from './answer.ts';
import { type Call, channelOf, findMessage, parameter, type Route } from './call.ts';
import { announce } from './post-message.ts';
import { renderMessage } from './render-message.ts';
import type { StoredMessage } from './stored-message.ts';
import type { StoredChannel } from './world.ts';

const MOST_PINS = 250;
const ALLOWED_BY = ['PIN_MESSAGES', 'MANAGE_MESSAGES'];

export const pinRoutes: Route[] = ['/channels/:channel/pins', '/channels/:channel/messages/pins'].flatMap(
  (base) => [
    { method: 'PUT', path: `${base}/:message`, handle: (call: Call) => setPinned(call, true) },
    { method: 'DELETE', path: `${base}/:message`, handle: (call: Call) => setPinned(call, false) },
    { method: 'GET', path: base, handle: base.endsWith('messages/pins') ? listPaged : list },
  ],
);

function setPinned(call: Call, pinned: boolean): Answer {
  const channel = channelOf(call);
  if (isAnswer(channel)) return channel;
  if (ALLOWED_BY.some((name) => channel.denied.has(name))) return refuse(50013);
  const message = findMessage(channel, parameter(call, 1));
  if (!message) return refuse(10008);
  if (pinned && !message.pinned && pinnedOf(channel).length >= MOST_PINS) return refuse(30003);
  message.pinned = pinned;
  announce(call.world, 'MESSAGE_UPDATE', message);
  return answer(204);
}

function list(call: Call): Answer {
  const pinned = pinnedIn(call);
  return isAnswer(pinned)
    ? pinned
    : answer(
        200,
        pinned.map((message) => renderMessage(call.world, message)),
      );
}

function listPaged(call: Call): Answer {
  const pinned = pinnedIn(call);
  if (isAnswer(pinned)) return pinned;
  const items = pinned.map((message) => ({
    pinned_at: new Date(message.createdAt).toISOString(),
    message: renderMessage(call.world, message),
  }));
  return answer(200, { items, has_more: false });
}

function pinnedIn(call: Call): StoredMessage[] | Answer {
  const channel = channelOf(call);
  if (isAnswer(channel)) return channel;
  return pinnedOf(channel).toReversed();
}

function pinnedOf({ messages }: StoredChannel): StoredMessage[] {
  return messages.filter(({ pinned, deleted }) => pinned && !deleted);
}
