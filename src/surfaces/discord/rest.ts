/** Discord's REST API without any retries of its own: the outbox alone sends again. */
import { DefaultRestOptions, REST, RequestMethod, type RESTOptions } from 'discord.js';
import { SurfaceError } from '../../notify/surface.ts';
import { toSurfaceError } from './surface-error.ts';

export interface BotCall {
  readonly method: RequestMethod;
  readonly path: `/${string}`;
  readonly body?: unknown;
  readonly query?: URLSearchParams;
}

/** One call as the bot; rejects with a SurfaceError, or with the signal's reason. */
export type BotApi = (call: BotCall, signal: AbortSignal) => Promise<unknown>;

const TIMEOUT_MS = 10_000;
const OLD_EDITS = 30046;

export function restOptions(
  apiUrl: string | undefined,
): Partial<RESTOptions> & Pick<RESTOptions, 'makeRequest'> {
  return {
    ...(apiUrl !== undefined && { api: apiUrl.replace(/\/+$/, '') }),
    retries: 0,
    timeout: TIMEOUT_MS,
    rejectOnRateLimit: () => true,
    makeRequest: tellOldEditsApart,
  };
}

/** `closing` ends every call. */
export function openBotApi(
  { token, apiUrl }: { token: string; apiUrl: string | undefined },
  closing: AbortSignal,
): BotApi {
  const rest = new REST(restOptions(apiUrl));
  closing.addEventListener('abort', () => clearSweepers(rest), { once: true });
  return async ({ method, path, body, query }, signal) => {
    // A single 401 makes discord.js forget the token, for ever.
    rest.setToken(token);
    // Its own time-out ends with the headers; this one also ends a body that never comes.
    const limit = AbortSignal.any([signal, closing, AbortSignal.timeout(TIMEOUT_MS)]);
    try {
      return readable(
        await rest.request({
          method,
          fullRoute: path,
          ...(body !== undefined && { body }),
          ...(query && { query }),
          signal: limit,
        }),
        method,
      );
    } catch (error) {
      signal.throwIfAborted();
      throw toSurfaceError(error);
    }
  };
}

function clearSweepers(rest: REST): void {
  rest.clearHashSweeper();
  rest.clearHandlerSweeper();
}

/** What is put or deleted may be answered with nothing; a proxy's page is no answer of Discord. */
function readable(answer: unknown, method: RequestMethod): unknown {
  if (!(answer instanceof ArrayBuffer)) return answer;
  if (answer.byteLength === 0 && (method === RequestMethod.Put || method === RequestMethod.Delete))
    return undefined;
  throw new SurfaceError('Something else than Discord answered', { problem: 'unavailable' });
}

/**
 * "Too many edits of old messages" comes as a 429, and of those discord.js reads the headers only: it would be
 * waited for, an hour at a time, though a new message can be sent at once.
 */
async function tellOldEditsApart(
  ...[url, init]: Parameters<RESTOptions['makeRequest']>
): ReturnType<RESTOptions['makeRequest']> {
  const response = await requestInBytes(url, init);
  if (response.status !== 429) return response;
  const body = await response.json().catch(() => null);
  const isOldEdit = typeof body === 'object' && body !== null && 'code' in body && body.code === OLD_EDITS;
  return isOldEdit ? Response.json(body, { status: 400 }) : response;
}

/** The client that Cal.com is asked with becomes everybody's in this process, and takes no forms of others. */
export async function requestInBytes(
  ...[url, init]: Parameters<RESTOptions['makeRequest']>
): ReturnType<RESTOptions['makeRequest']> {
  if (!(init.body instanceof FormData)) return DefaultRestOptions.makeRequest(url, init);
  const encoded = new Response(init.body as FormData);
  const type = encoded.headers.get('content-type') ?? '';
  const headers = { ...(init.headers as Record<string, string>), 'content-type': type };
  const body = new Uint8Array(await encoded.arrayBuffer());
  return DefaultRestOptions.makeRequest(url, { ...init, body, headers });
}
