/** Serves one request: records it, lets the test move the world, then answers or fails as arranged. */
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Api, answerCall, fullPath, type HttpAnswer } from './answer-call.ts';
import { cloudflarePage } from './cloudflare-page.ts';
import { errorBody, internalErrorBody } from './error-body.ts';
import type { Fault, FaultQueue } from './faults.ts';
import { refuse } from './outcome.ts';
import { type RecordedRequest, recordRequest } from './recorded-request.ts';

export type RequestListener = (n: number, request: RecordedRequest) => void | Promise<void>;

export interface Desk {
  api: Api;
  faults: FaultQueue;
  requests: RecordedRequest[];
  listeners: RequestListener[];
  served: number;
  closing: AbortSignal;
}

interface Exchange {
  desk: Desk;
  request: RecordedRequest;
  number: number;
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
  const now = desk.api.state.clock.now();
  // A client that goes away while it still sends is nobody to answer.
  const request = await recordRequest(message, now).catch(() => 'gone' as const);
  if (request === 'gone') return undefined;
  if (!request) return sendTooLarge(response, now);
  const exchange = { desk, request, number: ++desk.served, response };
  remember(desk, request);
  try {
    for (const listener of desk.listeners) await listener(exchange.number, request);
    await fulfil(exchange, desk.faults.take(request));
  } catch (error) {
    if (desk.closing.aborted) return;
    // A listener or a rewrite of the test failed: its author has to see that.
    process.emitWarning(error instanceof Error ? error : String(error));
    send(exchange, internalError(exchange));
  }
}

async function fulfil(exchange: Exchange, fault: Fault | undefined): Promise<void> {
  if (!fault) return send(exchange, answerOf(exchange));
  if ('after' in fault && fault.after) answerOf(exchange);
  switch (fault.kind) {
    case 'delay':
      await exchange.desk.api.state.clock.sleep(fault.ms, exchange.desk.closing);
      return send(exchange, answerOf(exchange));
    case 'rewrite':
      return send(exchange, rewritten(answerOf(exchange), fault.body));
    case 'status':
      return send(exchange, {
        status: fault.status,
        headers: fault.headers ?? {},
        body: fault.body ?? internalError(exchange).body,
      });
    case 'html':
      return sendPage(exchange, fault.status);
    case 'cut':
      exchange.response.destroy();
      return undefined;
    case 'hang':
      return undefined;
  }
}

function answerOf({ desk, request, number }: Exchange): HttpAnswer {
  return answerCall(desk.api, request, number);
}

function rewritten(answer: HttpAnswer, body: (json: unknown) => unknown): HttpAnswer {
  return { ...answer, body: body(JSON.parse(JSON.stringify(answer.body))) };
}

function internalError({ desk, request }: Exchange): HttpAnswer {
  const context = { path: fullPath(request), now: desk.api.state.clock.now(), version: '' };
  return { status: 500, headers: {}, body: internalErrorBody(context) };
}

function send({ request, response }: Exchange, answer: HttpAnswer): void {
  request.status = answer.status;
  response.writeHead(answer.status, {
    'Content-Type': 'application/json; charset=utf-8',
    'X-Request-Id': randomUUID(),
    ...answer.headers,
  });
  response.end(typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body));
}

/** In front of the API stands Cloudflare, whose own errors are pages. */
function sendPage({ request, response }: Exchange, status: number): void {
  request.status = status;
  response.writeHead(status, { 'Content-Type': 'text/html; charset=UTF-8', Server: 'cloudflare' });
  response.end(cloudflarePage(status));
}

function sendTooLarge(response: ServerResponse, now: number): void {
  const context = { path: '/v2', now, version: '' };
  response.writeHead(413, { 'Content-Type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify(errorBody(refuse(413, 'request entity too large'), context)));
}

function remember(desk: Desk, request: RecordedRequest): void {
  if (desk.requests.length >= MAX_REQUESTS) desk.requests.splice(0, FORGOTTEN_AT_ONCE);
  desk.requests.push(request);
}
