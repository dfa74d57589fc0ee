/** The HTTP server against clients that are slow, greedy or gone. */
import { connect, type Socket } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { calcomWebhook } from '../../src/http/calcom-webhook.ts';
import type { Route } from '../../src/http/route.ts';
import { startHttp, type HttpServer } from '../../src/http/start-http.ts';
import type { ReceivedWebhook } from '../../src/reconcile/webhook-log.ts';
import { systemClock } from '../../src/runtime/clock.ts';
import { aWebhook, post, SECRET, sign } from '../support/webhooks.ts';

const LIMIT = 256 * 1024;

interface Listening extends HttpServer {
  readonly url: string;
  readonly recorded: ReceivedWebhook[];
  readonly logged: string[];
}

async function listening(more: readonly Route[] = [], patienceMs?: number): Promise<Listening> {
  const recorded: ReceivedWebhook[] = [];
  const logged: string[] = [];
  const webhooks = { record: async (one: ReceivedWebhook) => void recorded.push(one) };
  const server = await startHttp({
    host: '127.0.0.1',
    port: 0,
    routes: [calcomWebhook({ secret: SECRET, webhooks, clock: systemClock }), ...more],
    log: (_level, message, fields) => void logged.push(`${message} ${JSON.stringify(fields)}`),
    ...(patienceMs === undefined ? {} : { patienceMs }),
  });
  onTestFinished(() => server[Symbol.asyncDispose]());
  return { ...server, url: `http://127.0.0.1:${server.port}`, recorded, logged };
}

/** A signed body of so many bytes. */
function padded(bytes: number): string {
  const body = aWebhook('uid-1');
  return body + ' '.repeat(bytes - Buffer.byteLength(body));
}

interface Line {
  readonly socket: Socket;
  /** Everything that was answered until the server hung up. */
  readonly answered: Promise<string>;
}

/** What a client says that does not keep to the rules. */
function call({ port }: HttpServer, ...words: string[]): Line {
  const socket = connect(port, '127.0.0.1');
  let text = '';
  const { promise: answered, resolve } = Promise.withResolvers<string>();
  socket.setEncoding('latin1').on('data', (more: string) => (text += more));
  // A server that hangs up while something is still being sent resets the connection.
  socket.on('error', () => undefined).on('close', () => resolve(text));
  for (const word of words) socket.write(word);
  onTestFinished(() => void socket.destroy());
  return { socket, answered };
}

const head = (...headers: string[]) =>
  ['POST /webhooks/calcom HTTP/1.1', 'Host: localhost', ...headers, '', ''].join('\r\n');

describe('a body', () => {
  test('of 256 kB is taken, and one byte more is not', async () => {
    const server = await listening();

    expect(await post(server.url, padded(LIMIT))).toBe(200);
    expect(await post(server.url, padded(LIMIT + 1))).toBe(413);
    expect(server.recorded).toHaveLength(1);
  });

  test('that is announced as too large is not waited for', async () => {
    const server = await listening();

    const { answered } = call(server, head('Content-Length: 999999999'));

    expect(await answered).toMatch(/^HTTP\/1.1 413 /);
  });

  test('without a length is read up to the limit, and no further', async () => {
    const server = await listening();
    const chunk = `10000\r\n${'x'.repeat(0x10000)}\r\n`;

    const { socket, answered } = call(server, head('Transfer-Encoding: chunked'));
    const sending = setInterval(() => socket.writable && socket.write(chunk), 1);
    onTestFinished(() => clearInterval(sending));

    expect(await answered).toMatch(/^HTTP\/1.1 413 /);
    expect(server.recorded).toEqual([]);
  });

  test('that is longer than announced is not believed', async () => {
    const server = await listening();
    const body = aWebhook('uid-1');

    const { answered } = call(server, head('Content-Length: 10', `X-Cal-Signature-256: ${sign(body)}`), body);

    expect(await answered).toMatch(/^HTTP\/1.1 40[01] /);
    expect(server.recorded).toEqual([]);
  });

  test('in pieces is one body', async () => {
    const server = await listening();
    const body = aWebhook('uid-1');
    const [one, other] = [body.slice(0, 20), body.slice(20)];
    const signature = `X-Cal-Signature-256: ${sign(body)}`;

    const { socket, answered } = call(
      server,
      head('Transfer-Encoding: chunked', 'Connection: close', signature),
    );
    for (const piece of [
      `${one.length.toString(16)}\r\n${one}\r\n`,
      `${other.length.toString(16)}\r\n${other}`,
    ])
      await new Promise((resolve) => socket.write(piece, resolve));
    socket.write('\r\n0\r\n\r\n');

    expect(await answered).toMatch(/^HTTP\/1.1 200 /);
    expect(server.recorded).toMatchObject([{ bookingUid: 'uid-1' }]);
  });
});

describe('a client', () => {
  test.each([
    ['its headers', 'POST /webhooks/calcom HTTP/1.1\r\nHost: '],
    ['its body', `${head('Content-Length: 100')}{"a":`],
  ])('that never finishes %s is cut', async (_what, words) => {
    const server = await listening([], 300);

    const { answered } = call(server, words);

    expect(await answered).toMatch(/^HTTP\/1.1 408 |^$/);
    expect(server.recorded).toEqual([]);
  });

  test('that goes away in the middle is no failure', async () => {
    const server = await listening();
    const { socket } = call(server, `${head('Content-Length: 100')}{"a":`);
    await new Promise((resolve) => socket.once('connect', resolve));

    socket.destroy();

    expect(await post(server.url, aWebhook('uid-2'))).toBe(200);
    expect(server.logged).toEqual([]);
  });
});

describe('the server', () => {
  test('knows its own addresses and their methods only', async () => {
    const { url } = await listening();
    const ask = async (method: string, path: string) => {
      const { status, headers } = await fetch(`${url}${path}`, { method });
      return [status, headers.get('allow')];
    };

    expect(await ask('GET', '/webhooks/calcom')).toEqual([405, 'POST']);
    expect(await ask('PUT', '/webhooks/calcom?a=1')).toEqual([405, 'POST']);
    for (const path of ['/', '/webhooks', '/webhooks/calcom/', '/webhooks/calcom/x', '/constructor'])
      expect(await ask('POST', path)).toEqual([404, null]);
  });

  test('answers 503 when the work behind it fails, and says so in the log', async () => {
    const failing: Route = {
      method: 'GET',
      path: '/fails',
      answer: () => Promise.reject(new Error('no database')),
    };
    const { url, logged } = await listening([failing]);

    const { status } = await fetch(`${url}/fails`);

    expect(status).toBe(503);
    expect(logged).toEqual([expect.stringContaining('http request failed {"path":"/fails"')]);
  });

  test('ends what is under way before it closes, and takes nothing new', async () => {
    const begun = Promise.withResolvers<void>();
    const over = Promise.withResolvers<void>();
    const slow: Route = {
      method: 'GET',
      path: '/slow',
      async answer() {
        begun.resolve();
        await over.promise;
        return { status: 200 };
      },
    };
    const server = await listening([slow]);
    const answer = fetch(`${server.url}/slow`);
    await begun.promise;

    const closed = server[Symbol.asyncDispose]();
    over.resolve();

    expect((await answer).status).toBe(200);
    await closed;
    await expect(fetch(server.url)).rejects.toThrow('fetch failed');
  });
});
