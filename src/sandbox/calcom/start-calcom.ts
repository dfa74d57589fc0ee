/** A stand-in for Cal.com that speaks real HTTP on this machine, by the rules and with the hazards of the hosted API. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Clock, systemClock } from '../../runtime/clock.ts';
import type { EventTypeSeed } from './event-type.ts';
import { createFaults, type Faults } from './faults.ts';
import { createRateLimit } from './rate-limit.ts';
import type { RecordedRequest } from './recorded-request.ts';
import { type Desk, type RequestListener, serveRequest } from './serve-request.ts';
import { type CalcomWorld, createWorld } from './world.ts';

export interface CalcomSandboxOptions {
  clock?: Clock;
  /** Left out, any free port. */
  port?: number;
  apiKey?: string;
  /** Infinity switches the limit, and its headers, off. */
  requestsPerMinute?: number;
  eventTypes?: EventTypeSeed[];
  ownerEmail?: string;
  requireCancellationReason?: boolean;
  /** Decides uids and the order of ties. */
  seed?: number;
}

export interface CalcomSandbox extends AsyncDisposable {
  /** The base of the API, up to and including /v2. */
  readonly url: string;
  readonly apiKey: string;
  /** Oldest first. */
  readonly requests: RecordedRequest[];
  readonly world: CalcomWorld;
  readonly faults: Faults;
  /** Called, and waited for, before the n-th request (from 1) is answered. */
  onRequest(listener: RequestListener): void;
}

interface Settings {
  clock: Clock;
  apiKey: string;
  requestsPerMinute: number;
  ownerEmail: string;
  requireCancellationReason: boolean;
  seed: number;
}

const DEFAULTS: Settings = {
  clock: systemClock,
  apiKey: 'cal_test_sandbox',
  // The limit of an API key.
  requestsPerMinute: 120,
  ownerEmail: 'ana@clinic.example',
  requireCancellationReason: true,
  seed: 1,
};
// Longer than clients keep an idle connection, so that the server is never the one that hangs up.
const KEEP_ALIVE_MS = 60_000;

export async function startCalcom(options: CalcomSandboxOptions = {}): Promise<CalcomSandbox> {
  const settings: Settings = { ...DEFAULTS, ...options };
  const { world, state } = createWorld(settings);
  for (const eventType of options.eventTypes ?? []) world.addEventType(eventType);
  const closing = new AbortController();
  const desk: Desk = {
    api: { state, rateLimit: createRateLimit(settings.requestsPerMinute), ...settings },
    faults: createFaults(),
    requests: [],
    listeners: [],
    served: 0,
    closing: closing.signal,
  };
  const server = createServer((message, response) => void serveRequest(desk, message, response));
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  const port = await listen(server, options.port ?? 0);
  return {
    url: `http://127.0.0.1:${port}/v2`,
    apiKey: settings.apiKey,
    requests: desk.requests,
    world,
    faults: desk.faults,
    onRequest: (listener) => void desk.listeners.push(listener),
    [Symbol.asyncDispose]: () => close(server, closing),
  };
}

async function listen(server: Server, port: number): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once('error', reject);
  server.listen(port, '127.0.0.1', resolve);
  await promise;
  server.off('error', reject);
  return (server.address() as AddressInfo).port;
}

async function close(server: Server, closing: AbortController): Promise<void> {
  if (closing.signal.aborted) return;
  const { promise, resolve } = Promise.withResolvers<void>();
  closing.abort(new Error('The stand-in Cal.com was closed'));
  server.close(() => resolve());
  server.closeAllConnections();
  await promise;
}
