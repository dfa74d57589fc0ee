/** Socket Mode of the stand-in: what breaks, who gets an envelope, and what comes twice; with a real Bolt app. */
import { App } from '@slack/bolt';
import { expect, test } from 'vitest';
import {
  aCardOf,
  aClient,
  anApp,
  aSlack,
  MIA,
  noRetries,
  silent,
  type Slack,
  post,
} from './sandbox-slack-fixture.ts';

test('an acknowledgement after three seconds comes too late for the person', async () => {
  await using slack = await aSlack();
  await using _ = await anApp(slack, (app) =>
    app.action('retry', async ({ ack }) => {
      slack.clock.advance(3_001);
      await ack();
    }),
  );
  const card = await aCardOf(slack);

  const ack = await slack.as(MIA).press(card, 'Retry');

  expect(ack).toMatchObject({ afterMs: 3_001, late: true });
});

test('a listener that fails before it acknowledges leaves the person without an answer', async () => {
  await using slack = await aSlack({ ackWithinMs: 50 });
  await using _ = await anApp(slack, (app) =>
    app.action('retry', async () => {
      slack.clock.advance(51);
      throw new Error('database is gone');
    }),
  );
  const card = await aCardOf(slack);

  const ack = await slack.as(MIA).press(card, 'Retry');

  expect(ack).toMatchObject({ acknowledged: false, late: true });
});

test('what was not acknowledged comes again, and Bolt hands it over again', async () => {
  await using slack = await aSlack();
  const values: unknown[] = [];
  await using _ = await anApp(slack, (app) => recordPresses(app, values));
  const card = await aCardOf(slack);
  slack.loseAcks();

  const ack = await slack.as(MIA).press(card, 'Retry');

  expect(ack.acknowledged).toBe(true);
  expect(values).toEqual(['first', 'timeout 1']);
});

test('an envelope is delivered four times and then given up', async () => {
  await using slack = await aSlack();
  const values: unknown[] = [];
  await using _ = await anApp(slack, (app) => recordPresses(app, values));
  const card = await aCardOf(slack);
  slack.loseAcks(4);

  const ack = await slack.as(MIA).press(card, 'Retry');

  expect(ack).toMatchObject({ acknowledged: false, late: true });
  expect(values).toEqual(['first', 'timeout 1', 'timeout 2', 'timeout 3']);
});

test('an envelope nobody acknowledged comes again after three seconds and after a minute', async () => {
  await using slack = await aSlack();
  const values: unknown[] = [];
  await using _ = await anApp(slack, (app) =>
    app.action('retry', async ({ context }) => void values.push(context.retryNum)),
  );
  const card = await aCardOf(slack);
  const pressed = slack.as(MIA).press(card, 'Retry');
  await expect.poll(() => values).toEqual([undefined]);

  slack.clock.advance(3_001);
  const ack = await pressed;
  await expect.poll(() => values).toEqual([undefined, 1]);
  slack.clock.advance(63_001);

  await expect.poll(() => values).toEqual([undefined, 1, 2]);
  expect(ack).toEqual({ acknowledged: false, afterMs: 3_001, late: true });
});

test('with nobody connected a press fails at once, and reaches the app that connects next', async () => {
  await using slack = await aSlack();
  const card = await aCardOf(slack);
  const values: unknown[] = [];

  const ack = await slack.as(MIA).press(card, 'Retry');
  await using _ = await anApp(slack, (app) => recordPresses(app, values));

  expect(ack).toEqual({ acknowledged: false, afterMs: 0, late: true });
  await expect.poll(() => values).toEqual(['connection_failed 1']);
});

test('an app that dies over a press leaves the person without an answer and the press to the next app', async () => {
  await using slack = await aSlack();
  const values: unknown[] = [];
  const card = await aCardOf(slack);
  const dying = await anApp(slack, (app) => app.action('retry', async () => void (await app.stop())));

  const ack = await slack.as(MIA).press(card, 'Retry');
  await dying[Symbol.asyncDispose]();
  await using _ = await anApp(slack, (app) => recordPresses(app, values));

  expect(ack).toMatchObject({ acknowledged: false, late: true });
  await expect.poll(() => values).toEqual(['connection_failed 1']);
});

test('of several connections one gets the envelope, by turns', async () => {
  await using slack = await aSlack();
  const values: unknown[] = [];
  const counts = [0, 0];
  const register = (index: number) => (app: App) => {
    recordPresses(app, values);
    app.use(async ({ next }) => {
      counts[index] = (counts[index] ?? 0) + 1;
      await next();
    });
  };
  await using one = await anApp(slack, register(0));
  await using two = await anApp(slack, register(1));
  const card = await aCardOf(slack);

  for (const _ of [1, 2, 3, 4]) await slack.as(MIA).press(card, 'Retry');

  expect([slack.connections, one.connects(), two.connects()]).toEqual([2, 1, 1]);
  expect(values).toHaveLength(4);
  expect(counts).toEqual([2, 2]);
});

test('an envelope whose connection breaks goes to the one that comes next', async () => {
  await using slack = await aSlack();
  const values: unknown[] = [];
  let broken = false;
  const register = (app: App): void => {
    app.use(async ({ next }) => {
      if (broken) await next();
      else slack.disconnectSockets();
      broken = true;
    });
    recordPresses(app, values);
  };
  await using one = await anApp(slack, register);
  await using two = await anApp(slack, register);
  const card = await aCardOf(slack);

  await slack.as(MIA).press(card, 'Retry');

  await expect.poll(() => values).toEqual([expect.stringMatching(/^connection_failed \d$/)]);
  await expect.poll(() => one.connects() + two.connects()).toBe(4);
});

test.each(['warning', 'refresh_requested', 'abrupt'] as const)(
  'after %s Bolt connects again and is told what happens',
  async (reason) => {
    await using slack = await aSlack();
    const values: unknown[] = [];
    await using bolt = await anApp(slack, (app) => recordPresses(app, values));
    const card = await aCardOf(slack);

    slack.disconnectSockets(reason);
    await expect.poll(() => bolt.connects()).toBe(2);
    await slack.as(MIA).press(card, 'Retry');

    expect(values).toEqual(['first']);
  },
);

test('after an outage Bolt finds Slack on the same port', async () => {
  await using slack = await aSlack();
  await using bolt = await anApp(slack);

  await slack.goDown();
  const during = slack.connections;
  await slack.comeBack();

  await expect.poll(() => bolt.connects()).toBe(2);
  expect(during).toBe(0);
});

test('a call can break the sockets and be answered all the same', async () => {
  await using slack = await aSlack();
  await using bolt = await anApp(slack);
  slack.faults.add({ when: { method: 'chat.postMessage' }, fault: { kind: 'drop_socket' } });

  await post(bolt.app.client, { channel: 'C0FRONT', text: 'Hello' });

  expect(slack.channel('C0FRONT').messages).toHaveLength(1);
  await expect.poll(() => bolt.connects()).toBe(2);
});

test('options shared by app and receiver come back with a hundred retries', async () => {
  await using slack = await aSlack();
  const { retryConfig: _few, ...shared } = noRetries(slack);

  sharingApp(slack, shared);

  expect(shared).toMatchObject({ retryConfig: { retries: 100 } });
});

test('headers in the options shared by app and receiver carry the wrong token', async () => {
  await using slack = await aSlack();
  const app = sharingApp(slack, { ...noRetries(slack), headers: { 'x-salon': '1' } });

  void app.start();
  await expect.poll(() => slack.requests.map(({ error }) => error)).toContain('not_allowed_token_type');
  await app.stop();

  expect(slack.connections).toBe(0);
});

test('an address for a connection works once', async () => {
  await using slack = await aSlack();
  const { url = '' } = await aClient(slack, slack.appToken).apps.connections.open({});

  const first = await connect(url);
  const second = await connect(url);

  expect([first, second]).toEqual(['hello', 'error']);
});

function recordPresses(app: App, values: unknown[]): void {
  app.action('retry', async ({ ack, context }) => {
    const { retryNum, retryReason } = context;
    values.push(retryNum === undefined ? 'first' : `${retryReason} ${retryNum}`);
    await ack();
  });
}

/** App and receiver share one options object. */
function sharingApp(slack: Slack, clientOptions: object): App {
  const { botToken: token, appToken } = slack;
  return new App({ token, appToken, socketMode: true, logger: silent, clientOptions });
}

async function connect(url: string): Promise<string> {
  const socket = new WebSocket(url);
  const { promise, resolve } = Promise.withResolvers<string>();
  socket.addEventListener('message', ({ data }) => resolve(String(JSON.parse(String(data)).type)));
  socket.addEventListener('error', () => resolve('error'));
  const outcome = await promise;
  socket.close();
  return outcome;
}
