/** Answers to people are kept in no outbox: what is lost on the way is sent again at once, as long as they wait. */
import type { RESTOptions } from 'discord.js';
import { systemClock } from '../../runtime/clock.ts';

type MakeRequest = RESTOptions['makeRequest'];

/** Together well within the three seconds that Discord waits. */
const PAUSES_MS = [100, 300, 600];
const FIRST_ANSWER = /\/interactions\/[^/]+\/[^/]+\/callback(\?|$)/;
const LATER_EDIT = /\/webhooks\/[^/]+\/[^/]+\/messages\//;
const ANSWERED_ALREADY = 40060;

/** Neither can happen twice: Discord takes one first answer only, and an edit says the same again. */
export function answeringAgain(send: MakeRequest): MakeRequest {
  return async (url, init) => {
    const isFirst = FIRST_ANSWER.test(url);
    if (!isFirst && !(LATER_EDIT.test(url) && init.method === 'PATCH')) return send(url, init);
    let last = await attempt(send, url, init);
    for (const pauseMs of PAUSES_MS) {
      if (!last.isLost || init.signal?.aborted) break;
      await systemClock.sleep(pauseMs);
      const again = await attempt(send, url, init);
      last = isFirst ? await taken(again) : again;
    }
    if ('error' in last) throw last.error;
    return last.response;
  };
}

type Attempt = { readonly isLost: boolean } & (
  | { readonly response: Awaited<ReturnType<MakeRequest>> }
  | { readonly error: unknown }
);

async function attempt(send: MakeRequest, ...[url, init]: Parameters<MakeRequest>): Promise<Attempt> {
  try {
    const response = await send(url, init);
    return { response, isLost: response.status >= 500 };
  } catch (error) {
    return { error, isLost: true };
  }
}

/** When the one before was taken, and only its answer was lost, that is as good as an answer. */
async function taken(last: Attempt): Promise<Attempt> {
  if ('error' in last || last.response.status !== 400) return last;
  const body: unknown = await last.response.json().catch(() => null);
  const isTaken =
    typeof body === 'object' && body !== null && 'code' in body && body.code === ANSWERED_ALREADY;
  const response = isTaken ? new Response(null, { status: 204 }) : Response.json(body, { status: 400 });
  return { response, isLost: false };
}
