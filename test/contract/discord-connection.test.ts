/** Discord goes away and comes back, refuses and accepts again: we are there for it whenever it is there for us. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { expect, test } from 'vitest';
import { systemClock } from '../../src/runtime/clock.ts';
import { aStage, newest, until, type Stage } from './discord-fixture.ts';

async function expectStatusWorks({ ana, channelId, desk }: Stage): Promise<void> {
  const ack = await ana.command('/calsync status', channelId);
  expect(ack.acknowledged).toBe(true);
  await until(() => desk.commands.some(({ text }) => text === 'status'));
}

function puts({ discord }: Stage): number {
  return discord.requests.filter(({ method }) => method === 'PUT').length;
}

test('the slash command is registered once, and again only when it has changed', async () => {
  await using stage = await aStage();
  const { discord } = stage;

  discord.gateway.close(4004);
  await until(() => discord.gateway.identifies === 2);
  const reads = () =>
    discord.requests.filter(({ method, path }) => method === 'GET' && path.endsWith('/commands'));
  await until(() => reads().length === 2);

  await expectStatusWorks(stage);
  expect(puts(stage)).toBe(1);
});

test('registering is tried again after trouble', async () => {
  await using stage = await aStage({
    before: ({ faults }) => faults.add({ when: { method: 'PUT' }, fault: { kind: 'status', status: 500 } }),
  });

  expect(puts(stage)).toBe(2);
  expect(stage.logs.join('\n')).toContain('slash commands not registered');
});

test('a bot that is not in the server is told to be invited', async () => {
  await using stage = await aStage({
    before: ({ faults }) =>
      faults.add({ when: { path: /\/commands$/ }, fault: { kind: 'error', status: 403, code: 50001 } }),
  });

  expect(stage.logs.join('\n')).toContain('invite the bot');
});

test('Discord that is down at the start is met when it comes back', async () => {
  await using stage = await aStage({ online: false, before: (discord) => discord.goDown() });
  await until(() => stage.logs.some((line) => line.includes('cannot be reached')));

  await stage.discord.comeBack();
  await until(() => stage.discord.commands().length > 0);

  await expectStatusWorks(stage);
});

test('after Discord was down for a while commands work again', async () => {
  await using stage = await aStage();

  await stage.discord.goDown();
  await until(() => stage.logs.some((line) => line.includes('connection lost')));
  await stage.discord.comeBack();
  await until(
    () =>
      stage.discord.gateway.connections === 1 &&
      stage.discord.gateway.resumes + stage.discord.gateway.identifies > 1,
  );

  await expectStatusWorks(stage);
});

test.each([
  ['a dropped connection', ({ discord }: Stage) => discord.gateway.drop()],
  ['a request to reconnect', ({ discord }: Stage) => discord.gateway.reconnect()],
])('after %s the session is resumed', async (_what, hurt) => {
  await using stage = await aStage();

  hurt(stage);
  await until(() => stage.discord.gateway.resumes === 1);

  await expectStatusWorks(stage);
});

test('after an invalid session a new one is begun', async () => {
  await using stage = await aStage();

  stage.discord.gateway.invalidSession(false);
  await until(() => stage.discord.gateway.identifies === 2);

  await expectStatusWorks(stage);
});

test('a connection that has gone silent is noticed', async () => {
  await using stage = await aStage({ heartbeatMs: 60 });

  stage.discord.gateway.silence();
  await until(() => stage.discord.gateway.resumes === 1);

  await expectStatusWorks(stage);
});

test('a token that is refused is tried again until it is accepted', async () => {
  await using stage = await aStage({
    before: ({ faults }) =>
      faults.add({
        when: { path: '/gateway/bot' },
        times: 2,
        fault: { kind: 'error', status: 401, code: 0 },
      }),
  });

  expect(stage.logs.join('\n')).toContain('does not accept DISCORD_TOKEN');
  expect(stage.logs.join('\n')).not.toContain(stage.discord.token);
  await expectStatusWorks(stage);
});

test.each([
  [4004, 'DISCORD_TOKEN'],
  [4011, 'a bot of its own'],
  [4014, 'intent'],
])('close code %i is said in plain words, and a new login follows', async (code, words) => {
  await using stage = await aStage();

  stage.discord.gateway.close(code);
  await until(() => stage.discord.gateway.identifies === 2);

  expect(stage.logs.join('\n')).toContain(words);
  await expectStatusWorks(stage);
  expect(stage.discord.gateway.connections).toBe(1);
});

test('closing ends soon, and leaves no connection behind', async () => {
  const stage = await aStage();
  const begun = performance.now();

  await stage.chat[Symbol.asyncDispose]();

  expect(performance.now() - begun).toBeLessThan(3_000);
  await until(() => stage.discord.gateway.connections === 0);
  await stage.discord[Symbol.asyncDispose]();
});

test('closing while Discord is down ends soon, and it is not called on again', async () => {
  const stage = await aStage();
  await stage.discord.goDown();
  await until(() => stage.logs.some((line) => line.includes('connection lost')));
  const begun = performance.now();

  await stage.chat[Symbol.asyncDispose]();
  const took = performance.now() - begun;
  await stage.discord.comeBack();
  // A shard that is left over tries again every 500 ms.
  await systemClock.sleep(1_200);

  expect(took).toBeLessThan(3_000);
  expect(stage.discord.gateway.connections).toBe(0);
  await stage.discord[Symbol.asyncDispose]();
});

test('closing while the gateway does not answer lets go of it', async () => {
  const sockets: Duplex[] = [];
  const server = createServer((_request, response) => {
    const session_start_limit = { total: 1_000, remaining: 1_000, reset_after: 60_000, max_concurrency: 1 };
    const { port } = server.address() as AddressInfo;
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ url: `ws://127.0.0.1:${port}`, shards: 1, session_start_limit }));
  });
  server.on('upgrade', (_request, socket) => sockets.push(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await using stage = await aStage({ online: false, config: { apiUrl: `http://127.0.0.1:${port}/api` } });
  await until(() => sockets.length > 0);
  for (const socket of sockets) socket.on('error', () => undefined).resume();

  await stage.chat[Symbol.asyncDispose]();

  await until(() => sockets.every(({ readableEnded, destroyed }) => readableEnded || destroyed));
  expect(stage.logs).toEqual([]);
  server.closeAllConnections();
  server.close();
});

test('closing waits for an answer that is under way', async () => {
  const stage = await aStage();
  const { desk, ana, channelId, chat, discord } = stage;
  const late = Promise.withResolvers<void>();
  const { answer } = desk;
  desk.answer = async (asked) => {
    await late.promise;
    return answer(asked);
  };
  await ana.command('/calsync status', channelId);

  const closed = chat[Symbol.asyncDispose]();
  late.resolve();
  await closed;

  expect(JSON.stringify(newest(ana, channelId).components)).toContain('Answer to status');
  await discord[Symbol.asyncDispose]();
});
