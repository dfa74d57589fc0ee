/** Serves one REST call: records it, then answers or fails as arranged. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Answer, answer, refuse } from './answer.ts';
import { answerCall } from './answer-call.ts';
import type { Fault, FaultQueue } from './faults.ts';
import { type RecordedRequest, recordRequest } from './recorded-request.ts';
import type { World } from './world.ts';

export interface Desk {
  world: World;
  faults: FaultQueue;
  requests: RecordedRequest[];
  closing: AbortSignal;
}

interface Exchange {
  desk: Desk;
  request: RecordedRequest;
  response: ServerResponse;
}

// A demo runs for days: the oldest calls are forgotten in blocks.
const MAX_REQUESTS = 20_000;
const FORGOTTEN_AT_ONCE = 5_000;

export async function serveRequest(
  desk: Desk,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  // A client that goes away while it still sends, or sends no form, is nobody to answer.
  const request = await recordRequest(message, desk.world.clock.now()).catch(() => 'gone' as const);
  if (request === 'gone') return void response.destroy();
  if (!request) return send(response, refuse(40005));
  const exchange = { desk, request, response };
  if (desk.requests.length >= MAX_REQUESTS) desk.requests.splice(0, FORGOTTEN_AT_ONCE);
  desk.requests.push(request);
  try {
    await fulfil(exchange, desk.faults.take(request));
  } catch (error) {
    if (desk.closing.aborted) return;
    // A bug of the stand-in: its author has to see it.
    process.emitWarning(error instanceof Error ? error : String(error));
    finish(exchange, internalError(500));
  }
}

async function fulfil(exchange: Exchange, fault: Fault | undefined): Promise<void> {
  if (!fault) return finish(exchange, answerOf(exchange));
  if ('after' in fault && fault.after) answerOf(exchange);
  switch (fault.kind) {
    case 'error': {
      const { status, code, message = `Arranged by the test: ${code}` } = fault;
      return finish(exchange, answer(status, { message, code }));
    }
    case 'ratelimited':
      return finish(exchange, rateLimited(fault, exchange.desk.world));
    case 'status':
      return finish(exchange, internalError(fault.status));
    case 'delay':
      await exchange.desk.world.clock.sleep(fault.ms, exchange.desk.closing);
      return finish(exchange, answerOf(exchange));
    case 'cut':
      exchange.response.destroy();
      return undefined;
    case 'hang':
      return undefined;
  }
}

function answerOf({ desk, request }: Exchange): Answer {
  return answerCall(desk.world, request);
}

function internalError(status: number): Answer {
  return answer(status, { message: `${status}: Internal Server Error`, code: 0 });
}

/** https://discord.com/developers/docs/topics/rate-limits: clients go by the headers alone. */
function rateLimited(
  { retryAfterS, global = false }: Extract<Fault, { kind: 'ratelimited' }>,
  { clock }: World,
): Answer {
  const body = { message: 'You are being rate limited.', retry_after: retryAfterS, global };
  const limit = {
    'X-RateLimit-Limit': '5',
    'X-RateLimit-Remaining': '0',
    'X-RateLimit-Reset': String(clock.now() / 1_000 + retryAfterS),
    'X-RateLimit-Reset-After': String(retryAfterS),
    'X-RateLimit-Scope': 'user',
  };
  const headers = {
    'Retry-After': String(retryAfterS),
    Via: '1.1 google',
    ...(global ? { 'X-RateLimit-Global': 'true', 'X-RateLimit-Scope': 'global' } : limit),
  };
  return { ...answer(429, body), headers };
}

function finish({ request, response }: Exchange, answered: Answer): void {
  request.status = answered.status;
  send(response, answered);
}

function send(response: ServerResponse, { status, body, headers }: Answer): void {
  const type = body === undefined ? {} : { 'Content-Type': 'application/json' };
  response.writeHead(status, { ...type, ...headers });
  response.end(body === undefined ? undefined : JSON.stringify(body));
}
