/** The HTTP server: a few addresses, for machines only, behind the company's own proxy. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Log } from '../runtime/logger.ts';
import type { HttpAnswer, Route } from './route.ts';

/** So long may a client take for its whole request. */
const PATIENCE_MS = 10_000;
/** How soon after it a slow client is noticed. */
const CHECK_EVERY_MS = 250;
/** Each may hold a body in memory. */
const MAX_CONNECTIONS = 256;
/** What is under way at the end may be answered for so long. */
const CLOSE_WITHIN_MS = 1_000;

export interface HttpOptions {
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  readonly routes: readonly Route[];
  readonly log: Log;
  readonly patienceMs?: number;
}

export interface HttpServer extends AsyncDisposable {
  readonly port: number;
}

/** Rejects with the error of the operating system when it cannot listen there. */
export async function startHttp(options: HttpOptions): Promise<HttpServer> {
  const { patienceMs = PATIENCE_MS } = options;
  const limits = {
    headersTimeout: patienceMs,
    requestTimeout: patienceMs,
    connectionsCheckingInterval: CHECK_EVERY_MS,
  };
  const server = createServer(limits, (request, response) => void serve(request, response, options));
  server.maxConnections = MAX_CONNECTIONS;
  const port = await listen(server, options);
  // A connection that cannot be taken (too many open files) is not to end the process.
  server.on('error', (error) => options.log('error', 'http failed', { error }));
  return { port, [Symbol.asyncDispose]: () => close(server) };
}

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  { routes, log }: HttpOptions,
): Promise<void> {
  const path = request.url?.split('?', 1)[0];
  const route = routes.find((one) => one.path === path);
  if (!route) return send(response, { status: 404 });
  if (request.method !== route.method) {
    response.setHeader('Allow', route.method);
    return send(response, { status: 405 });
  }
  const answer = await route.answer(request).catch((error: unknown) => {
    log('error', 'http request failed', { path: route.path, error });
    return { status: 503 };
  });
  if (answer) send(response, answer);
}

function send(response: ServerResponse, { status, body }: HttpAnswer): void {
  // Nobody asks often: what is left of a refused request is not waited for, and no idle client holds up the end.
  response.setHeader('Connection', 'close');
  if (body) response.setHeader('Content-Type', 'application/json; charset=utf-8');
  response.writeHead(status).end(body && JSON.stringify(body));
}

async function listen(server: Server, { host, port }: HttpOptions): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once('error', reject);
  server.listen(port, host, resolve);
  await promise;
  server.off('error', reject);
  return (server.address() as AddressInfo).port;
}

async function close(server: Server): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  server.close(() => resolve());
  const cut = setTimeout(() => server.closeAllConnections(), CLOSE_WITHIN_MS);
  await promise;
  clearTimeout(cut);
}
