import { expect, test } from 'vitest';
import { aCard } from '../unit/surfaces/slack/cards.ts';
import {
  aDesk,
  aWorkspace,
  CHANNEL,
  connectedSlack,
  isConnected,
  MIA,
  NEVER,
  onlyMessage,
  ourSlack,
  privateAnswers,
} from './slack-surface-fixture.ts';

test('Slack that is down at the start is waited for, and then answered', async () => {
  await using slack = await aWorkspace();
  await slack.goDown();
  await using chat = await ourSlack(slack);
  await expect.poll(() => chat.logged.map(({ message }) => message)).toContain('slack not connected');

  await slack.comeBack();
  await isConnected(slack);
  const ack = await slack.as(MIA).command('/calsync status', CHANNEL);

  expect(ack).toMatchObject({ acknowledged: true, late: false });
  expect(await privateAnswers(slack, MIA, 1)).toHaveLength(1);
});

test.each(['abrupt', 'refresh_requested', 'warning'] as const)(
  'a connection that ends (%s) is made anew',
  async (reason) => {
    await using slack = await aWorkspace();
    await using open = new AsyncDisposableStack();
    open.use(await connectedSlack(slack));

    slack.disconnectSockets(reason);
    await expect.poll(() => opened(slack), { timeout: 10_000 }).toBe(2);
    await isConnected(slack);
    const ack = await slack.as(MIA).command('/calsync status', CHANNEL);

    expect(ack).toMatchObject({ acknowledged: true, late: false });
  },
);

test('whatever Slack answers to a new connection, the bot comes back', async () => {
  await using slack = await aWorkspace();
  await using chat = await connectedSlack(slack);
  const when = { method: 'apps.connections.open' };
  slack.faults.add({ when, fault: { kind: 'status', status: 500 } });
  slack.faults.add({ when, fault: { kind: 'error', error: 'invalid_auth' } });
  slack.faults.add({ when, fault: { kind: 'ratelimited', retryAfterS: 1 } });

  slack.disconnectSockets();
  await expect.poll(() => opened(slack), { timeout: 20_000 }).toBe(5);
  await isConnected(slack);

  expect((await slack.as(MIA).command('/calsync status', CHANNEL)).acknowledged).toBe(true);
  expect(JSON.stringify(chat.logged)).toContain('token is not valid');
  expect(JSON.stringify(chat.logged)).not.toContain(slack.appToken);
});

test('a press during which the connection breaks is done once, and answered', async () => {
  const begun = Promise.withResolvers<void>();
  const goOn = Promise.withResolvers<void>();
  const desk = aDesk(() => {
    begun.resolve();
    return goOn.promise;
  });
  await using slack = await aWorkspace();
  await using chat = await connectedSlack(slack, { desk });
  await chat.surface.post(aCard(), 'key-1', NEVER);

  const acknowledged = slack.as(MIA).press(onlyMessage(slack), 'Retry');
  await begun.promise;
  slack.disconnectSockets();
  goOn.resolve();

  // The person is told that it did not work, and Slack delivers the press again over the next connection.
  expect(await acknowledged).toMatchObject({ acknowledged: false });
  await isConnected(slack);
  await slack.as(MIA).command('/calsync status', CHANNEL);
  expect(await privateAnswers(slack, MIA, 2)).toHaveLength(2);
  expect(desk.asked.map(({ what }) => what)).toEqual(['act:retry:3:abc', 'status']);
});

test('the end comes within three seconds when Slack is dead', async () => {
  await using slack = await aWorkspace();
  const chat = await connectedSlack(slack);
  slack.faults.add({ when: { method: 'apps.connections.open' }, times: Infinity, fault: { kind: 'hang' } });
  slack.disconnectSockets();
  await expect.poll(() => opened(slack)).toBe(2);

  const before = performance.now();
  await chat[Symbol.asyncDispose]();

  expect(performance.now() - before).toBeLessThan(3_000);
});

test('the end comes within three seconds while a desk never answers', async () => {
  await using slack = await aWorkspace();
  const chat = await connectedSlack(slack, { desk: aDesk(() => new Promise(() => {})) });
  await slack.as(MIA).command('/calsync status', CHANNEL);

  const before = performance.now();
  await chat[Symbol.asyncDispose]();

  expect(performance.now() - before).toBeLessThan(3_000);
  await expect.poll(() => slack.connections).toBe(0);
});

test('after the end nothing connects any more', async () => {
  await using slack = await aWorkspace();
  const chat = await connectedSlack(slack);

  await chat[Symbol.asyncDispose]();

  await expect.poll(() => slack.connections).toBe(0);
  expect(opened(slack)).toBe(1);
});

test('an address without a slash at its end is one', async () => {
  await using slack = await aWorkspace();
  await using open = new AsyncDisposableStack();
  open.use(await ourSlack(slack, { apiUrl: slack.url.replace(/\/$/, '') }));

  await isConnected(slack);
  expect((await slack.as(MIA).command('/calsync status', CHANNEL)).acknowledged).toBe(true);
});

function opened(slack: { requests: readonly { method: string }[] }): number {
  return slack.requests.filter(({ method }) => method === 'apps.connections.open').length;
}
