/** One REST call as a route sees it, and what most routes look up first. */
import { type Answer, refuse } from './answer.ts';
import { isObject, type JsonObject } from './json.ts';
import type { UploadedFile } from './recorded-request.ts';
import type { StoredMessage } from './stored-message.ts';
import type { StoredChannel, World } from './world.ts';

export interface Call {
  world: World;
  /** The parts of the path that the route names, in order. */
  parameters: readonly string[];
  query: URLSearchParams;
  body: unknown;
  files: readonly UploadedFile[];
}

export interface Route {
  method: string;
  /** Parts that begin with a colon are parameters. */
  path: string;
  handle(call: Call): Answer;
  /** Carries no bot token: a token of its own stands in the path. */
  open?: boolean;
}

export function bodyOf({ body }: Call): JsonObject {
  return isObject(body) ? body : {};
}

export function parameter(call: Call, index: number): string {
  return call.parameters[index] ?? '';
}

/** The channel that the first parameter names, when the bot may see it. */
export function channelOf(call: Call): StoredChannel | Answer {
  const channel = call.world.channels.get(parameter(call, 0));
  if (!channel) return refuse(10003);
  return channel.denied.has('VIEW_CHANNEL') ? refuse(50001) : channel;
}

/** A message that everybody in the channel sees. */
export function findMessage(channel: StoredChannel, id: string): StoredMessage | undefined {
  return channel.messages.find(
    (message) => message.id === id && !message.deleted && message.ephemeralFor === undefined,
  );
}
