/** The stand-in's REST API, as discord.js meets it. */
import { AttachmentBuilder, MessageFlags } from 'discord.js';
import { expect, test } from 'vitest';
import { aClient, aStage, lastMessage, only, refusal, type Stage } from './sandbox-discord-fixture.ts';
import { refusedOnPurpose } from '../support/no-refused-payloads.ts';

refusedOnPurpose();

const HOUR = 3_600_000;

test('the bot comes online in its server and knows the channel', async () => {
  await using stage = await aStage();
  const { client, discord, channel } = stage;

  const guild = await client.guilds.fetch(discord.guildId);

  expect(client.user?.id).toBe(discord.botUserId);
  expect(guild.name).toBe('Sandbox');
  expect(channel.name).toBe('sync');
  expect(channel.permissionsFor(discord.botUserId)?.has('SendMessages')).toBe(true);
});

test('a message is posted, edited, read, listed, pinned and deleted', async () => {
  await using stage = await aStage();
  const { channel } = stage;

  const sent = await channel.send({ content: 'one', embeds: [{ title: 'Card' }] });
  await sent.edit({ content: 'two' });
  await sent.pin();
  const read = await channel.messages.fetch({ message: sent.id, force: true });
  const listed = await channel.messages.fetch({ limit: 10 });
  const shown = lastMessage(stage);
  await sent.delete();

  expect(read).toMatchObject({ content: 'two', pinned: true });
  expect(read.embeds[0]?.title).toBe('Card');
  expect([...listed.keys()]).toEqual([sent.id]);
  expect(shown).toMatchObject({ id: sent.id, content: 'two', pinned: true, deleted: false });
  expect(lastMessage(stage).deleted).toBe(true);
});

test('what people write stands among the bot’s messages, by their name', async () => {
  await using stage = await aStage();
  await stage.channel.send('from the bot');

  stage.ana.say('from Ana', stage.channelId);
  const listed = await stage.channel.messages.fetch({ limit: 10 });

  expect([...listed.values()].map(({ author }) => author.bot)).toEqual([false, true]);
  expect(listed.first()?.author.displayName).toBe('Ana');
});

test('a list is paged by ids, newest first', async () => {
  await using stage = await aStage();
  const ids: string[] = [];
  for (const content of ['a', 'b', 'c', 'd']) ids.push((await stage.channel.send(content)).id);

  const before = await stage.channel.messages.fetch({ before: only(ids[3]), limit: 2 });
  const after = await stage.channel.messages.fetch({ after: only(ids[1]) });
  const around = await stage.channel.messages.fetch({ around: only(ids[1]), limit: 3 });

  expect(before.map(({ content }) => content)).toEqual(['c', 'b']);
  expect(after.map(({ content }) => content)).toEqual(['d', 'c']);
  expect(around.map(({ content }) => content)).toEqual(['c', 'b', 'a']);
});

test('the same enforced nonce answers the first message, until some minutes have passed', async () => {
  await using stage = await aStage();
  const post = { content: 'card', nonce: '7-1', enforceNonce: true };

  const first = await stage.channel.send(post);
  const again = await stage.channel.send(post);
  stage.clock.advance(10 * 60_000);
  const later = await stage.channel.send(post);

  expect(again.id).toBe(first.id);
  expect(later.id).not.toBe(first.id);
});

test('a 5xx after the effect is retried at once, and the nonce keeps it to one message', async () => {
  await using stage = await aStage();
  const { discord, channel, channelId } = stage;
  const when = { method: 'POST', path: `/channels/${channelId}/messages` };
  discord.faults.add({ when, fault: { kind: 'status', status: 503, after: true } });
  discord.faults.add({ when, fault: { kind: 'status', status: 503, after: true } });

  await channel.send({ content: 'card', nonce: '7-1', enforceNonce: true });
  discord.faults.add({ when, fault: { kind: 'status', status: 503, after: true } });
  await channel.send({ content: 'without' });

  const contents = discord.channel(channelId).messages.map(({ content }) => content);
  expect(contents).toEqual(['card', 'without', 'without']);
});

test('a cut connection and one that nobody answers are not retried', async () => {
  await using stage = await aStage();
  const { discord, channel } = stage;
  const before = discord.requests.length;
  discord.faults.add({ when: { method: 'POST' }, fault: { kind: 'cut', after: true } });

  const cut = await refusal(channel.send('card'));
  const made = discord.requests.length - before;
  await discord.goDown();
  const refused = await refusal(channel.send('card'));

  expect(cut).toMatchObject({ code: 'UND_ERR_SOCKET' });
  expect(made).toBe(1);
  expect(refused).toMatchObject({ code: 'ECONNREFUSED' });
  expect(lastMessage(stage).content).toBe('card');
});

test('a 429 is waited for by its headers', async () => {
  await using stage = await aStage();
  const { discord, channel } = stage;
  discord.faults.add({ when: { method: 'POST' }, fault: { kind: 'ratelimited', retryAfterS: 0.05 } });
  const startedAt = performance.now();

  await channel.send('card');

  expect(performance.now() - startedAt).toBeGreaterThan(50);
  expect(discord.requests.filter(({ method }) => method === 'POST').map(({ status }) => status)).toEqual([
    429, 200,
  ]);
});

test('a limit may also be told instead of waited for', async () => {
  await using stage = await aStage({}, { rest: { rejectOnRateLimit: () => true } });
  const { discord, channel } = stage;
  discord.faults.add({ when: { method: 'POST' }, fault: { kind: 'ratelimited', retryAfterS: 30 } });

  const limited = await refusal(channel.send('card'));

  // The library adds 50 ms of its own.
  expect(limited).toMatchObject({ global: false, retryAfter: 30_050, sublimitTimeout: 0 });
});

test('old messages take a few edits in an hour, then 30046 comes as a 429 that hides its code', async () => {
  await using stage = await aStage({}, { rest: { rejectOnRateLimit: () => true } });
  const { discord, channel, clock } = stage;
  const message = await channel.send('card');
  discord.ageMessages(HOUR + 1);
  for (const content of ['1', '2', '3']) await message.edit(content);

  const refused = await refusal(message.edit('4'));
  const raw = discord.requests.at(-1);
  clock.advance(HOUR);
  await message.edit('5');

  expect(refused).toMatchObject({ retryAfter: 3_600_050 });
  expect(refused).not.toHaveProperty('code');
  expect(raw).toMatchObject({ method: 'PATCH', status: 429 });
  expect(lastMessage(stage).content).toBe('5');
});

test('one 401 takes the token away from the client', async () => {
  await using stage = await aStage();
  const { discord, channel } = stage;
  discord.faults.add({ fault: { kind: 'error', status: 401, code: 0 } });

  const first = await refusal(channel.send('card'));
  const second = await refusal(channel.send('card'));

  expect(first).toMatchObject({ status: 401 });
  expect(second['message']).toMatch(/Expected token to be set/);
});

test('a wrong token is refused', async () => {
  await using stage = await aStage();
  const stranger = aClient(stage.discord);

  const refused = await refusal(stranger.login('MTAw.wrong.token'));

  expect(refused).toMatchObject({ code: 'TokenInvalid' });
});

test.each([
  ['an unknown channel', 10003, (stage: Stage) => stage.client.channels.fetch('1000000000000000099')],
  ['an unknown message', 10008, (stage: Stage) => stage.channel.messages.fetch('1000000000000000099')],
  ['nothing to see', 50006, (stage: Stage) => stage.channel.send({ content: '' })],
  ['too long a text', 50035, (stage: Stage) => stage.channel.send('x'.repeat(2_001))],
  [
    'an unknown member',
    10007,
    (stage: Stage) => only(stage.client.guilds.cache.first()).members.fetch('1000000000000000099'),
  ],
])('%s is refused with %i', async (_name, code, act) => {
  await using stage = await aStage();

  const refused = await refusal(act(stage));

  expect(refused).toMatchObject({ code });
});

test('a message that was deleted and a channel that is gone are told by their codes', async () => {
  await using stage = await aStage();
  const { discord, channel, channelId } = stage;
  const message = await channel.send('card');

  discord.deleteMessage(lastMessage(stage));
  const gone = await refusal(message.edit('x'));
  discord.deleteChannel(channelId);
  const lost = await refusal(channel.send('x'));

  expect(gone).toMatchObject({ code: 10008 });
  expect(lost).toMatchObject({ code: 10003 });
});

test('denied permissions are refused, and discord.js sees them coming', async () => {
  await using stage = await aStage();
  const { discord, channel, channelId } = stage;

  discord.deniedPermissions(channelId, ['SendMessages']);
  const mute = await refusal(channel.send('x'));
  const seen = channel.permissionsFor(discord.botUserId)?.has('SendMessages');
  discord.deniedPermissions(channelId, ['ViewChannel']);
  const blind = await refusal(channel.send('x'));

  expect(mute).toMatchObject({ code: 50013, status: 403 });
  expect(seen).toBe(false);
  expect(blind).toMatchObject({ code: 50001, status: 403 });
});

test('a file is uploaded with its message and survives an edit', async () => {
  await using stage = await aStage();
  const csv = new AttachmentBuilder(Buffer.from('id;code\n1;DATA_MISMATCH\n'), { name: 'issues.csv' });

  const message = await stage.channel.send({ content: 'List', files: [csv] });
  await message.edit('Changed');

  expect(message.attachments.first()).toMatchObject({ name: 'issues.csv', size: 24 });
  expect(lastMessage(stage)).toMatchObject({
    content: 'Changed',
    attachments: [{ filename: 'issues.csv', text: 'id;code\n1;DATA_MISMATCH\n' }],
  });
});

test('a reply points at its message, which may be gone when the sender says so', async () => {
  await using stage = await aStage();
  const first = await stage.channel.send('old card');
  const reply = (failIfNotExists: boolean) =>
    stage.channel.send({ content: 'new', reply: { messageReference: first.id, failIfNotExists } });

  await reply(true);
  const pointed = lastMessage(stage);
  stage.discord.deleteMessage({ id: first.id, channelId: stage.channelId });
  const strict = await refusal(reply(true));
  await reply(false);

  expect(pointed.reference).toEqual({ messageId: first.id, channelId: stage.channelId });
  expect(strict).toMatchObject({
    code: 50035,
    rawError: { errors: { message_reference: { _errors: [{ code: 'REPLIES_UNKNOWN_MESSAGE' }] } } },
  });
  expect(lastMessage(stage)).not.toHaveProperty('reference');
});

function boxed(content: string) {
  return { type: 17 as const, components: [{ type: 10 as const, content }] };
}

test('Components V2 keep their flag, take no content, and every edit sends the flag', async () => {
  await using stage = await aStage();
  const flags = MessageFlags.IsComponentsV2;

  const sent = await stage.channel.send({ flags, components: [boxed('card')] });
  const withContent = await refusal(stage.channel.send({ flags, content: 'x', components: [boxed('card')] }));
  const withoutFlag = await refusal(sent.edit({ components: [boxed('new')] }));
  const legacy = await refusal(sent.edit({ content: 'x' }));
  await sent.edit({ flags, components: [boxed('new')] });

  expect(withContent).toMatchObject({ code: 50035 });
  expect(JSON.stringify(withoutFlag['rawError'])).toContain('must be one of');
  expect(JSON.stringify(legacy['rawError'])).toContain('MESSAGE_CANNOT_USE_LEGACY_FIELDS');
  expect(lastMessage(stage)).toMatchObject({ flags, components: [boxed('new')] });
});

test('a violation names its path', async () => {
  await using stage = await aStage();

  const refused = await refusal(
    stage.channel.send({ embeds: [{ title: 'Card', fields: [{ name: 'Start', value: '' }] }] }),
  );

  expect(refused['rawError']).toMatchObject({
    code: 50035,
    errors: { embeds: { 0: { fields: { 0: { value: { _errors: [{ code: 'BASE_TYPE_REQUIRED' }] } } } } } },
  });
});

test('a delayed answer takes the time of the clock, and a hanging one none of the others', async () => {
  await using stage = await aStage();
  const { discord, channel, clock, client } = stage;
  const startedAt = clock.now();
  discord.faults.add({ when: { method: 'GET', path: '/users/@me' }, fault: { kind: 'hang' } });
  const hanging = client.rest.get('/users/@me').catch(() => 'ended');
  discord.faults.add({ when: { path: /messages$/ }, fault: { kind: 'delay', ms: 5_000 } });

  await channel.send('card');
  await discord.goDown();

  expect(clock.now() - startedAt).toBe(5_000);
  expect(await hanging).toBe('ended');
});
