import { expect, test } from 'vitest';
import { SurfaceError } from '../../src/notify/surface.ts';
import { aCard, HOSTILE } from '../unit/surfaces/slack/cards.ts';
import {
  aWorkspace,
  CHANNEL,
  connectedSlack,
  NEVER,
  onlyMessage,
  ourSlack,
} from './slack-surface-fixture.ts';

test('a card is posted once, with its key out of sight', async () => {
  await using slack = await aWorkspace();
  await using chat = await ourSlack(slack);

  const at = await chat.surface.post(aCard(), 'key-1', NEVER);

  const message = onlyMessage(slack);
  expect(at).toEqual({ channelId: CHANNEL, messageId: message.ts });
  expect(message.metadata).toEqual({ event_type: 'calsync_card', event_payload: { key: 'key-1' } });
  expect(JSON.stringify(message.blocks)).toContain('Tom Klein');
});

test('a message shows what it is edited to, and keeps its key', async () => {
  await using slack = await aWorkspace();
  await using chat = await ourSlack(slack);
  const at = await chat.surface.post(aCard(), 'key-1', NEVER);

  await chat.surface.edit(at, aCard({ title: 'Solved #3', actions: [] }), NEVER);

  const message = onlyMessage(slack);
  expect(message.text).toContain('Solved #3');
  expect(message.blocks.map(({ type }) => type)).not.toContain('actions');
  expect(await chat.surface.find('key-1', NEVER)).toEqual(at);
});

test('a post whose answer was lost is found by its key', async () => {
  await using slack = await aWorkspace();
  await using chat = await ourSlack(slack);
  slack.faults.add({ when: { method: 'chat.postMessage' }, fault: { kind: 'cut', after: true } });

  const lost = await problemOf(chat.surface.post(aCard(), 'key-1', NEVER));
  const found = await chat.surface.find('key-1', NEVER);

  expect(lost.problem).toBe('unavailable');
  expect(found).toEqual({ channelId: CHANNEL, messageId: onlyMessage(slack).ts });
  expect(slack.requests.filter(({ method }) => method === 'chat.postMessage')).toHaveLength(1);
});

test('a key that was never posted is not found', async () => {
  await using slack = await aWorkspace();
  await using chat = await ourSlack(slack);
  await chat.surface.post(aCard(), 'key-1', NEVER);

  expect(await chat.surface.find('key-2', NEVER)).toBeUndefined();
});

test('a reply stands in the thread of its message, with its key out of sight, and not in the channel', async () => {
  await using slack = await aWorkspace();
  await using chat = await ourSlack(slack);
  const at = await chat.surface.post(aCard(), 'key-1', NEVER);

  const reply = await chat.surface.reply(at, aCard({ title: 'Open again' }), { key: 'key-2', signal: NEVER });

  const [said] = onlyMessage(slack).thread;
  expect(reply).toEqual({ channelId: CHANNEL, messageId: said?.ts });
  expect(said).toMatchObject({ threadTs: at.messageId, text: expect.stringContaining('Open again') });
});

test('a reply whose answer was lost is found in its thread by its key, and by no other', async () => {
  await using slack = await aWorkspace();
  await using chat = await ourSlack(slack);
  const at = await chat.surface.post(aCard(), 'key-1', NEVER);
  slack.faults.add({ when: { method: 'chat.postMessage' }, fault: { kind: 'cut', after: true } });

  const lost = await problemOf(chat.surface.reply(at, aCard(), { key: 'key-2', signal: NEVER }));

  expect(lost.problem).toBe('unavailable');
  expect(await chat.surface.find('key-2', NEVER, at)).toEqual({
    channelId: CHANNEL,
    messageId: onlyMessage(slack).thread[0]?.ts,
  });
  expect(await chat.surface.find('key-3', NEVER, at)).toBeUndefined();
  expect(await chat.surface.find('key-2', NEVER)).toBeUndefined();
});

test('a reply to a message that was deleted says that it is gone', async () => {
  await using slack = await aWorkspace();
  await using chat = await ourSlack(slack);
  const at = await chat.surface.post(aCard(), 'key-1', NEVER);
  slack.deleteMessage(CHANNEL, at.messageId);

  const replied = await problemOf(chat.surface.reply(at, aCard(), { key: 'key-2', signal: NEVER }));
  const looked = await problemOf(chat.surface.find('key-2', NEVER, at));

  expect([replied.problem, looked.problem]).toEqual(['message_gone', 'message_gone']);
});

test('a 429 says how long to wait, and nothing is tried again inside', async () => {
  await using slack = await aWorkspace();
  await using chat = await ourSlack(slack);
  slack.faults.add({ when: { method: 'chat.postMessage' }, fault: { kind: 'ratelimited', retryAfterS: 30 } });

  const error = await problemOf(chat.surface.post(aCard(), 'key-1', NEVER));

  expect(error).toMatchObject({ problem: 'throttled', retryAfterMs: 30_000 });
  expect(slack.channel(CHANNEL).messages).toEqual([]);
});

test.each([
  ['a status 503', { kind: 'status', status: 503 }, 'unavailable'],
  ['a cut connection', { kind: 'cut' }, 'unavailable'],
  ['an error nobody knows', { kind: 'error', error: 'fatal_error' }, 'unavailable'],
  ['a missing scope', { kind: 'error', error: 'missing_scope' }, 'not_allowed'],
  ['an account that is off', { kind: 'error', error: 'account_inactive' }, 'not_allowed'],
  ['blocks of a wrong shape', { kind: 'error', error: 'invalid_blocks' }, 'rejected'],
  ['a message that is too long', { kind: 'error', error: 'msg_too_long' }, 'rejected'],
] as const)('%s is called by its name', async (_name, fault, problem) => {
  await using slack = await aWorkspace();
  await using chat = await ourSlack(slack);
  slack.faults.add({ when: { method: 'chat.postMessage' }, fault });

  expect((await problemOf(chat.surface.post(aCard(), 'key-1', NEVER))).problem).toBe(problem);
});

test('a channel without the bot asks for an invitation', async () => {
  await using slack = await aWorkspace();
  await using chat = await ourSlack(slack);
  slack.removeBot(CHANNEL);

  const error = await problemOf(chat.surface.post(aCard(), 'key-1', NEVER));

  expect(error.problem).toBe('not_allowed');
  expect(error.message).toContain('/invite');
});

test('an archived channel is a matter for a person, posting and editing', async () => {
  await using slack = await aWorkspace();
  await using chat = await ourSlack(slack);
  const at = await chat.surface.post(aCard(), 'key-1', NEVER);
  slack.archive(CHANNEL);

  const posted = await problemOf(chat.surface.post(aCard(), 'key-2', NEVER));
  const edited = await problemOf(chat.surface.edit(at, aCard(), NEVER));

  expect([posted.problem, edited.problem]).toEqual(['not_allowed', 'not_allowed']);
  expect(posted.message).toContain('archived');
});

test('a revoked token is a matter for a person, and is quoted nowhere', async () => {
  await using slack = await aWorkspace();
  await using chat = await connectedSlack(slack);
  slack.revokeToken();

  const error = await problemOf(chat.surface.post(aCard(), 'key-1', NEVER));

  expect(error.problem).toBe('not_allowed');
  expect(JSON.stringify([error.message, chat.logged])).not.toContain(slack.botToken);
});

test('a deleted message and one that is too old need a new one', async () => {
  await using slack = await aWorkspace({ editWindowMs: 0 });
  await using chat = await ourSlack(slack);
  const at = await chat.surface.post(aCard(), 'key-1', NEVER);

  const old = await problemOf(chat.surface.edit(at, aCard({ title: 'Later' }), NEVER));
  slack.deleteMessage(CHANNEL, at.messageId);
  const deleted = await problemOf(chat.surface.edit(at, aCard(), NEVER));

  expect([old.problem, deleted.problem]).toEqual(['message_frozen', 'message_gone']);
});

test('a message in a channel that was replaced is edited there, and new ones go to the new one', async () => {
  await using slack = await aWorkspace();
  slack.addChannel({ id: 'C0NEW', name: 'new' });
  await using before = await ourSlack(slack);
  const at = await before.surface.post(aCard(), 'key-1', NEVER);
  await using after = await ourSlack(slack, { channelId: 'C0NEW' });

  await after.surface.edit(at, aCard({ title: 'Solved #3' }), NEVER);
  const next = await after.surface.post(aCard(), 'key-2', NEVER);

  expect(onlyMessage(slack).text).toContain('Solved #3');
  expect([before.surface.channelId, next.channelId]).toEqual([CHANNEL, after.surface.channelId]);
});

test('a message has an address as long as it stands', async () => {
  await using slack = await aWorkspace();
  await using chat = await ourSlack(slack);
  const at = await chat.surface.post(aCard(), 'key-1', NEVER);

  const link = await chat.surface.link(at, NEVER);
  slack.deleteMessage(CHANNEL, at.messageId);

  expect(link).toBe(`https://salon.slack.com/archives/${CHANNEL}/p${at.messageId.replace('.', '')}`);
  expect((await problemOf(chat.surface.link(at, NEVER))).problem).toBe('message_gone');
});

test('a call is given up when the signal says so', async () => {
  await using slack = await aWorkspace();
  await using chat = await ourSlack(slack);
  slack.faults.add({ when: { method: 'chat.postMessage' }, fault: { kind: 'hang' } });
  const enough = new AbortController();

  const posting = problemOf(chat.surface.post(aCard(), 'key-1', enough.signal));
  await expect.poll(() => slack.requests.some(({ method }) => method === 'chat.postMessage')).toBe(true);
  enough.abort(new Error('enough'));

  expect((await posting).problem).toBe('unavailable');
});

test('a customer with a hostile name is shown, and pings nobody', async () => {
  await using slack = await aWorkspace();
  await using chat = await ourSlack(slack);
  const facts = [{ label: 'Customer', value: HOSTILE }];

  await chat.surface.post(aCard({ sections: [{ kind: 'facts', title: null, facts }] }), 'key-1', NEVER);

  const { text, blocks } = onlyMessage(slack);
  expect(text).toContain('&lt;!channel&gt;');
  expect(text).not.toMatch(/[<>]|\*Bob\*/);
  expect(JSON.stringify(blocks)).toContain(`"type":"text","text":"${HOSTILE}"`);
});

async function problemOf(call: Promise<unknown>): Promise<SurfaceError> {
  const error = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof SurfaceError) return error;
  throw new Error('Cannot find the SurfaceError that was to be thrown', { cause: error });
}
