/** Cards go to Discord once, are edited, found again, and what Discord refuses is said in our words. */
import { expect, test } from 'vitest';
import { SurfaceError, type MessageRef } from '../../src/notify/surface.ts';
import { aCard } from '../unit/surfaces/discord/cards.ts';
import { aStage, SIGNAL, textOf, type Stage } from './discord-fixture.ts';

const POST = { method: 'POST', path: /\/messages$/ };
const PATCH = { method: 'PATCH', path: /\/messages\/\d+$/ };

function messagesOf({ discord, channelId }: Stage) {
  return discord.channel(channelId).messages.filter(({ deleted }) => !deleted);
}

function post({ chat }: Stage, key = 'key-of-issue-3'): Promise<MessageRef> {
  return chat.surface.post(aCard(), key, SIGNAL);
}

function answer({ chat }: Stage, at: MessageRef): Promise<MessageRef> {
  return chat.surface.reply(at, aCard({ title: 'Open again' }), { key: 'key-of-reply', signal: SIGNAL });
}

function replyAlone(stage: Stage): Promise<MessageRef> {
  return answer(stage, { channelId: stage.channelId, messageId: '1000000000000000099' });
}

function look({ chat }: Stage): Promise<MessageRef | undefined> {
  return chat.surface.find('key-of-issue-3', SIGNAL);
}

async function problemOf(call: Promise<unknown>): Promise<SurfaceError> {
  const error: unknown = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof SurfaceError)) throw new Error('Expected a SurfaceError', { cause: error });
  return error;
}

test('a card is posted, and shows where it stands', async () => {
  await using stage = await aStage();

  const at = await post(stage);

  expect(messagesOf(stage)).toMatchObject([{ id: at.messageId, channelId: at.channelId, flags: 1 << 15 }]);
  expect(textOf(messagesOf(stage)[0])).toContain('Appointment #1236');
});

test('a card is edited by the bot’s own token, hours later too', async () => {
  await using stage = await aStage();
  const at = await post(stage);
  stage.discord.ageMessages(20 * 60_000);

  await stage.chat.surface.edit(at, aCard({ title: 'Solved #3', tone: 'good', actions: [] }), SIGNAL);

  expect(textOf(messagesOf(stage)[0])).toContain('Solved #3');
  expect(textOf(messagesOf(stage)[0])).not.toContain('Retry Verification');
});

test('a post whose answer was lost is found by its key, and by no other', async () => {
  await using stage = await aStage();
  stage.discord.faults.add({ when: POST, fault: { kind: 'cut', after: true } });

  const lost = await problemOf(post(stage, 'a-key'));
  stage.discord.ageMessages(3_600_000);

  expect(lost.problem).toBe('unavailable');
  expect(await stage.chat.surface.find('a-key', SIGNAL)).toEqual({
    channelId: stage.channelId,
    messageId: messagesOf(stage)[0]?.id,
  });
  expect(await stage.chat.surface.find('another-key', SIGNAL)).toBeUndefined();
});

test('a post that is sent twice with one key stands there once', async () => {
  await using stage = await aStage();
  stage.discord.faults.add({ when: POST, fault: { kind: 'status', status: 502, after: true } });
  await problemOf(post(stage));

  const at = await post(stage);

  expect(messagesOf(stage).map(({ id }) => id)).toEqual([at.messageId]);
});

test('a reply answers its message and pings nobody', async () => {
  await using stage = await aStage();
  const at = await post(stage);

  const reply = await answer(stage, at);

  const [, said] = messagesOf(stage);
  expect(said).toMatchObject({ id: reply.messageId, reference: { messageId: at.messageId } });
  expect(stage.discord.requests.findLast(({ method }) => method === 'POST')?.body).toMatchObject({
    message_reference: { message_id: at.messageId, fail_if_not_exists: false },
    allowed_mentions: { parse: [], replied_user: false },
  });
});

test('a reply that is sent twice with one key stands there once, and is found by it', async () => {
  await using stage = await aStage();
  const at = await post(stage);
  stage.discord.faults.add({ when: POST, fault: { kind: 'cut', after: true } });
  await problemOf(answer(stage, at));

  const found = await stage.chat.surface.find('key-of-reply', SIGNAL, at);
  const again = await answer(stage, at);

  expect(messagesOf(stage)).toHaveLength(2);
  expect(found).toEqual(again);
});

test('a reply to a message that was deleted is said all the same', async () => {
  await using stage = await aStage();
  const at = await post(stage);
  stage.discord.deleteMessage({ id: at.messageId, channelId: at.channelId });

  await answer(stage, at);

  expect(messagesOf(stage).map((message) => textOf(message))).toEqual([
    expect.stringContaining('Open again'),
  ]);
});

test('nothing is sent a second time by itself', async () => {
  await using stage = await aStage();
  stage.discord.faults.add({ when: POST, times: 5, fault: { kind: 'status', status: 503 } });

  await problemOf(post(stage));

  expect(
    stage.discord.requests.filter(({ method, path }) => method === 'POST' && POST.path.test(path)),
  ).toHaveLength(1);
});

test.each([
  ['a server error', { kind: 'status', status: 500 }, 'unavailable'],
  ['a cut connection', { kind: 'cut' }, 'unavailable'],
  ['an unknown channel', { kind: 'error', status: 404, code: 10003 }, 'not_allowed'],
  ['missing access', { kind: 'error', status: 403, code: 50001 }, 'not_allowed'],
  ['a form that is not valid', { kind: 'error', status: 400, code: 50035 }, 'rejected'],
  ['an unknown message', { kind: 'error', status: 404, code: 10008 }, 'message_gone'],
] as const)('%s is told as such', async (_what, fault, problem) => {
  await using stage = await aStage();
  stage.discord.faults.add({ when: POST, fault });

  expect(await problemOf(post(stage))).toMatchObject({ problem });
});

test('a call that is given up by its caller ends with the caller’s reason', async () => {
  await using stage = await aStage();
  stage.discord.faults.add({ when: POST, fault: { kind: 'hang' } });
  const caller = new AbortController();
  const posting = stage.chat.surface.post(aCard(), 'key', caller.signal);

  caller.abort(new Error('lease lost'));

  await expect(posting).rejects.toThrow('lease lost');
});

test('a rate limit is not waited for, but told', async () => {
  await using stage = await aStage();
  stage.discord.faults.add({ when: POST, fault: { kind: 'ratelimited', retryAfterS: 7 } });

  const problem = await problemOf(post(stage));

  expect(problem.problem).toBe('throttled');
  expect(problem.retryAfterMs).toBeGreaterThanOrEqual(7_000);
  expect(problem.retryAfterMs).toBeLessThan(8_000);
});

test('a deleted message is gone', async () => {
  await using stage = await aStage();
  const at = await post(stage);
  stage.discord.deleteMessage({ id: at.messageId, channelId: at.channelId });

  expect(await problemOf(stage.chat.surface.edit(at, aCard(), SIGNAL))).toMatchObject({
    problem: 'message_gone',
  });
});

test('a message has an address as long as it stands', async () => {
  await using stage = await aStage();
  const at = await post(stage);

  const link = await stage.chat.surface.link(at, SIGNAL);
  stage.discord.deleteMessage({ id: at.messageId, channelId: at.channelId });

  expect(link).toBe(`https://discord.com/channels/${stage.discord.guildId}/${at.channelId}/${at.messageId}`);
  expect(await problemOf(stage.chat.surface.link(at, SIGNAL))).toMatchObject({ problem: 'message_gone' });
});

test('an old message that Discord lets nobody edit any more is frozen, not throttled', async () => {
  await using stage = await aStage();
  const at = await post(stage);
  stage.discord.ageMessages(2 * 3_600_000);
  for (const title of ['one', 'two', 'three']) await stage.chat.surface.edit(at, aCard({ title }), SIGNAL);

  const problem = await problemOf(stage.chat.surface.edit(at, aCard({ title: 'four' }), SIGNAL));

  expect(problem).toMatchObject({ problem: 'message_frozen' });
});

test.each([
  ['a post without Send Messages', ['SendMessages'], post],
  ['a post without View Channel', ['ViewChannel'], post],
  ['a reply without Read Message History', ['ReadMessageHistory'], replyAlone],
  ['a look for a lost post without Read Message History', ['ReadMessageHistory'], look],
  ['a post without two of them', ['SendMessages', 'ReadMessageHistory'], post],
])('%s says what is missing, each by its name', async (_what, denied, send) => {
  await using stage = await aStage();
  stage.discord.deniedPermissions(stage.channelId, denied);

  const problem = await problemOf(send(stage));

  const names = denied.map((name) => name.replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' '));
  const sayings = names.map(
    (name) => `The bot lacks the permission ${name} in the channel of DISCORD_CHANNEL_ID: give it there`,
  );
  expect(problem).toMatchObject({ problem: 'not_allowed', message: sayings.join('; ') });
});

test('a refusal that no missing permission explains is told as it came', async () => {
  await using stage = await aStage();
  stage.discord.faults.add({ when: POST, fault: { kind: 'error', status: 403, code: 50013 } });

  const problem = await problemOf(post(stage));

  expect(problem.problem).toBe('not_allowed');
  expect(problem.message).toContain('View Channel, Send Messages and Read Message History');
});

test('an empty channel holds no lost post', async () => {
  await using stage = await aStage();

  expect(await look(stage)).toBeUndefined();
});

test('a 401 does not make the surface forget its token', async () => {
  await using stage = await aStage();
  stage.discord.faults.add({ when: POST, fault: { kind: 'error', status: 401, code: 0 } });

  const refused = await problemOf(post(stage));
  await post(stage);

  expect(refused).toMatchObject({ problem: 'not_allowed' });
  expect(refused.message).not.toContain(stage.discord.token);
  expect(messagesOf(stage)).toHaveLength(1);
});

test('a card reaches the channel while the gateway is not there yet', async () => {
  await using stage = await aStage({
    online: false,
    before: ({ faults }) =>
      faults.add({ when: { path: '/gateway/bot' }, times: 50, fault: { kind: 'status', status: 500 } }),
  });

  await post(stage);

  expect(messagesOf(stage)).toHaveLength(1);
});

test('a hostile customer pings nobody, and every edit says so again', async () => {
  await using stage = await aStage();
  const hostile = aCard({ title: '@everyone **Bob** <@&1>' });
  const at = await stage.chat.surface.post(hostile, 'key', SIGNAL);

  await stage.chat.surface.edit(at, hostile, SIGNAL);

  const sent = stage.discord.requests.filter(({ method, path }) =>
    [POST, PATCH].some((kind) => kind.method === method && kind.path.test(path)),
  );
  expect(sent.map(({ body }) => body)).toMatchObject([
    { allowed_mentions: { parse: [] }, flags: 1 << 15 },
    { allowed_mentions: { parse: [] }, flags: 1 << 15 },
  ]);
  expect(textOf(messagesOf(stage)[0])).not.toMatch(/@everyone|[^\\]<@/);
});
