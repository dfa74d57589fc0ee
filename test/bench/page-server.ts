/** A Cal.com for the bench, as a process of its own: fast enough that calsync is what is measured. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { errorBody } from '../../src/sandbox/calcom/error-body.ts';
import { refuse } from '../../src/sandbox/calcom/outcome.ts';
import { systemClock } from '../../src/runtime/clock.ts';
import { indexOf } from './customers.ts';
import type { GridOptions } from './grid.ts';
import { BadQuestion, cursorPage, offsetPage } from './list-pages.ts';
import { PageWorld, type ChangeRequest } from './page-world.ts';
import { requestOf } from './request-of.ts';
import { ServedLog } from './served-log.ts';

const OFFSET_VERSION = '2024-08-13';
const CURSOR_VERSION = '2026-05-01';

type Answer = { status: number; body: Buffer | object };

const world = new PageWorld(requestOf() as GridOptions);
const served = new ServedLog();
let delayMs = 0;

const server = createServer((message, response) => void serve(message, response));
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1');
await once(server, 'listening');
process.stdin.resume().once('end', () => {
  server.close();
  server.closeAllConnections();
});
console.log(JSON.stringify({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }));

async function serve(message: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(message.url ?? '/', 'http://localhost');
  if (!url.pathname.startsWith('/v2/')) return send(response, await control(message, url.pathname));
  if (delayMs > 0) await served.waits(late(response));
  const startedAt = performance.now();
  send(response, answerTo(message, url));
  served.took(performance.now() - startedAt);
}

async function late(response: ServerResponse): Promise<void> {
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  await sleep(delayMs, undefined, { signal: gone.signal });
}

/** What only the bench itself asks. */
async function control(message: IncomingMessage, path: string): Promise<Answer> {
  switch (`${message.method} ${path}`) {
    case 'GET /stats':
      return { status: 200, body: served.stats() };
    case 'POST /reset':
      served.reset();
      return { status: 200, body: {} };
    case 'POST /change':
      world.change((await json(message)) as ChangeRequest);
      return { status: 200, body: {} };
    case 'POST /delay':
      delayMs = ((await json(message)) as { ms: number }).ms;
      return { status: 200, body: {} };
    default:
      return { status: 404, body: {} };
  }
}

function answerTo(message: IncomingMessage, url: URL): Answer {
  try {
    if (message.method !== 'GET') throw new BadQuestion('the bench only reads');
    return read(message, url);
  } catch (error) {
    if (error instanceof BadQuestion) return refused(url, 400, error.message);
    throw error;
  }
}

function read(message: IncomingMessage, url: URL): Answer {
  const [, , resource, uid] = url.pathname.split('/');
  if (resource === 'bookings' && uid === undefined)
    return list(String(message.headers['cal-api-version']), url);
  if (resource === 'bookings' && uid !== undefined) return find(url, uid);
  served.asked('other');
  if (resource === 'event-types') return { status: 200, body: { status: 'success', data: eventTypes() } };
  if (resource === 'me') return { status: 200, body: { status: 'success', data: world.account.owner } };
  return refused(url, 404, `Cannot GET ${url.pathname}`);
}

function list(version: string, url: URL): Answer {
  if (version !== OFFSET_VERSION && version !== CURSOR_VERSION)
    throw new BadQuestion(`version "${version}" is not known here`);
  const offset = version === OFFSET_VERSION;
  served.asked(offset ? 'offset' : 'cursor', url.search);
  return { status: 200, body: (offset ? offsetPage : cursorPage)(world, url.searchParams) };
}

function find(url: URL, uid: string): Answer {
  served.asked('lookUp');
  const index = indexOf(uid);
  if (index === undefined || !world.has(index))
    return refused(url, 404, `Booking with uid=${uid} was not found in the database`);
  const parts = [Buffer.from('{"status":"success","data":'), world.bytes(index), Buffer.from('}')];
  return { status: 200, body: Buffer.concat(parts) };
}

function eventTypes(): object[] {
  const feature = { recurrence: null, seatsPerTimeSlot: null };
  return [...world.account.eventTypes.values()].map((one) => ({ ...one, ...feature }));
}

function refused({ pathname, search }: URL, status: number, message: string): Answer {
  const context = { path: pathname + search, now: systemClock.now(), version: OFFSET_VERSION };
  return { status, body: errorBody(refuse(status, message), context) as object };
}

function send(response: ServerResponse, { status, body }: Answer): void {
  const bytes = Buffer.isBuffer(body) ? body : Buffer.from(JSON.stringify(body));
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': bytes.length,
  });
  response.end(bytes);
}
