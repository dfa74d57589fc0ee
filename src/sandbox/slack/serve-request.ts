/** Serves one request: records it, then answers or fails as arranged. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Api, answerCall, type HttpAnswer } from './answer-call.ts';
import { refuse } from './call.ts';
import type { Fault, FaultQueue } from './faults.ts';
import { type Incoming, readIncoming, type RecordedRequest } from './recorded-request.ts';

export interface Desk {
  api: Api;
  faults: FaultQueue;
  requests: RecordedRequest[];
  dropSockets(): void;
  closing: AbortSignal;
}

interface Exchange {
  desk: Desk;
  incoming: Incoming;
  request: RecordedRequest;
  response: ServerResponse;
}

// A demo runs for days: the oldest requests are forgotten in blocks.
const MAX_REQUESTS = 20_000;
const FORGOTTEN_AT_ONCE = 5_000;

export async function serveRequest(
  desk: Desk,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  // A client that goes away while it still sends is nobody to answer.
  const incoming = await readIncoming(message).catch(() => undefined);
  if (!incoming) return;
  const { method, args: body } = incoming;
  const at = desk.api.workspace.clock.now();
  const request: RecordedRequest = { method, body, status: 0, error: undefined, at };
  remember(desk, request);
  const exchange = { desk, incoming, request, response };
  try {
    await fulfil(exchange, desk.faults.take(method));
  } catch (error) {
    if (desk.closing.aborted) return;
    process.emitWarning(error instanceof Error ? error : String(error));
    send(exchange, { status: 500, headers: {}, body: refuse('internal_error') });
  }
}

async function fulfil(exchange: Exchange, fault: Fault | undefined): Promise<void> {
  const { desk, response } = exchange;
  if (fault && 'after' in fault && fault.after) answerOf(exchange);
  switch (fault?.kind) {
    case undefined:
      return send(exchange, answerOf(exchange));
    case 'error':
      return send(exchange, { status: refusedWith(exchange), headers: {}, body: refuse(fault.error) });
    case 'ratelimited':
      return send(exchange, {
        status: 429,
        headers: { 'retry-after': `${fault.retryAfterS}` },
        body: refuse('ratelimited'),
      });
    case 'status':
      return send(exchange, { status: fault.status, headers: {}, body: '<html>Server Error</html>' });
    case 'delay':
      await desk.api.workspace.clock.sleep(fault.ms, desk.closing);
      return send(exchange, answerOf(exchange));
    case 'drop_socket':
      desk.dropSockets();
      return send(exchange, answerOf(exchange));
    case 'cut':
      response.destroy();
      return undefined;
    case 'hang':
      return undefined;
  }
}

/** A response_url tells a refusal by its status, the Web API does not. */
function refusedWith({ incoming }: Exchange): number {
  return incoming.method === 'response_url' ? 400 : 200;
}

function answerOf({ desk, incoming }: Exchange): HttpAnswer {
  return answerCall(desk.api, incoming);
}

function send({ request, response }: Exchange, { status, headers, body }: HttpAnswer): void {
  request.status = status;
  if (typeof body !== 'string' && body['ok'] === false) request.error = String(body['error']);
  const type = typeof body === 'string' ? 'text/html' : 'application/json; charset=utf-8';
  response.writeHead(status, { 'content-type': type, ...headers });
  response.end(typeof body === 'string' ? body : JSON.stringify(body));
}

function remember({ requests }: Desk, request: RecordedRequest): void {
  if (requests.length >= MAX_REQUESTS) requests.splice(0, FORGOTTEN_AT_ONCE);
  requests.push(request);
}
