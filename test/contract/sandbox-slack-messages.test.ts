/** Posting, editing, reading and losing messages in the stand-in Slack, with the real Web API client. */
import { expect, test } from 'vitest';
import {
  aCardOf,
  aClient,
  aSlack,
  BEN,
  CARD,
  CHANNEL,
  errorOf,
  MIA,
  onlyMessage,
  plain,
  post,
} from './sandbox-slack-fixture.ts';
import { refusedOnPurpose } from '../support/no-refused-payloads.ts';

refusedOnPurpose();

const HELLO = { channel: CHANNEL, text: 'Hello' };
const METADATA = { event_type: 'card', event_payload: { key: 'issue-7' } };

test('a posted card stands in the channel with its blocks, metadata and author', async () => {
  await using slack = await aSlack();

  const posted = await post(aClient(slack), { ...CARD, metadata: METADATA });

  expect(onlyMessage(slack.channel(CHANNEL).messages)).toMatchObject({
    ts: posted.ts,
    text: 'Booking missing',
    blocks: CARD.blocks,
    metadata: METADATA,
    userId: slack.botUserId,
    editedAt: undefined,
  });
  expect(slack.requests.at(-1)).toMatchObject({
    method: 'chat.postMessage',
    body: { channel: CHANNEL, blocks: CARD.blocks },
    status: 200,
    at: slack.clock.now(),
  });
});

test('blocks that have no name get one, so what is read back is not what was sent', async () => {
  await using slack = await aSlack();
  const blocks = [{ type: 'section' as const, text: { type: 'mrkdwn' as const, text: 'a & b' } }];

  await post(aClient(slack), { ...HELLO, text: 'a & b', blocks });

  const { text, blocks: seen } = onlyMessage(slack.channel(CHANNEL).messages);
  expect(text).toBe('a &amp; b');
  expect(seen[0]).toMatchObject({ block_id: expect.stringMatching(/^b/), text: { verbatim: false } });
});

test('an edit replaces text and blocks and keeps the metadata', async () => {
  await using slack = await aSlack();
  const client = aClient(slack);
  const { ts = '' } = await post(client, { ...CARD, metadata: METADATA });
  slack.clock.advance(5_000);

  await client.chat.update({ channel: CHANNEL, ts, text: 'Done' });

  expect(onlyMessage(slack.channel(CHANNEL).messages)).toMatchObject({
    text: 'Done',
    blocks: [],
    metadata: METADATA,
    editedAt: slack.clock.now(),
  });
});

test('replies stand in the thread and in no history', async () => {
  await using slack = await aSlack();
  const client = aClient(slack);
  const { ts = '' } = await post(client, CARD);
  await post(client, { ...HELLO, thread_ts: ts });

  const history = await client.conversations.history({ channel: CHANNEL });
  const replies = await client.conversations.replies({ channel: CHANNEL, ts });

  expect(history.messages).toMatchObject([{ ts, reply_count: 1 }]);
  expect(replies.messages?.map(({ text }) => text)).toEqual(['Booking missing', 'Hello']);
  expect(onlyMessage(slack.channel(CHANNEL).messages).thread).toMatchObject([{ text: 'Hello' }]);
});

test('history is read newest first, page by page, with metadata only when asked for', async () => {
  await using slack = await aSlack();
  const client = aClient(slack);
  for (const text of ['1', '2', '3']) await post(client, { ...HELLO, text, metadata: METADATA });

  const bare = await client.conversations.history({ channel: CHANNEL });
  const pages = [];
  for await (const page of client.paginate('conversations.history', {
    channel: CHANNEL,
    limit: 2,
    include_all_metadata: true,
  }))
    pages.push(page);

  expect(bare.messages?.map(({ text, metadata }) => [text, metadata])).toEqual([
    ['3', undefined],
    ['2', undefined],
    ['1', undefined],
  ]);
  expect(pages).toMatchObject([
    { has_more: true, messages: [{ text: '3', metadata: METADATA }, { text: '2' }] },
    { has_more: false, messages: [{ text: '1' }] },
  ]);
});

test('the ends of a span of history count only when inclusive', async () => {
  await using slack = await aSlack();
  const client = aClient(slack);
  const { ts = '' } = await post(client, HELLO);
  const span = { channel: CHANNEL, oldest: ts, latest: ts };

  const without = await client.conversations.history(span);
  const within = await client.conversations.history({ ...span, inclusive: true, limit: 1 });

  expect(without.messages).toEqual([]);
  expect(within.messages).toMatchObject([{ ts }]);
});

test('an ephemeral message is seen by one person, stands in no history and cannot be edited', async () => {
  await using slack = await aSlack();
  const client = aClient(slack);

  const { message_ts: ts = '' } = await client.chat.postEphemeral({ ...HELLO, user: MIA });

  expect(slack.as(MIA).messages(CHANNEL)).toMatchObject([{ text: 'Hello', ephemeral: true }]);
  expect(slack.as(BEN).messages(CHANNEL)).toEqual([]);
  expect(slack.channel(CHANNEL).messages).toEqual([]);
  expect((await client.conversations.history({ channel: CHANNEL })).messages).toEqual([]);
  expect(await errorOf(client.chat.update({ ...HELLO, ts }))).toBe('message_not_found');
});

test('a message that somebody deleted is not found, and only its replies keep its place', async () => {
  await using slack = await aSlack();
  const client = aClient(slack);
  const { ts = '' } = await post(client, CARD);
  await post(client, { ...HELLO, thread_ts: ts });

  slack.deleteMessage(CHANNEL, ts);

  expect(await errorOf(client.chat.update({ ...HELLO, ts }))).toBe('message_not_found');
  expect(slack.channel(CHANNEL).messages).toMatchObject([{ deleted: true, thread: [{ text: 'Hello' }] }]);
});

test('a bot edits and deletes its own messages only', async () => {
  await using slack = await aSlack();
  const client = aClient(slack);
  const { ts } = slack.as(MIA).say('I will look', CHANNEL);
  const card = (await post(client, CARD)).ts ?? '';

  const errors = [
    await errorOf(client.chat.update({ ...HELLO, ts })),
    await errorOf(client.chat.delete({ channel: CHANNEL, ts })),
    await errorOf(client.chat.delete({ channel: CHANNEL, ts: card })),
  ];

  expect(errors).toEqual(['cant_update_message', 'cant_delete_message', 'ok']);
  expect(slack.channel(CHANNEL).messages).toMatchObject([{ text: 'I will look' }]);
});

test('each channel refuses in its own words', async () => {
  await using slack = await aSlack();
  const client = aClient(slack);
  const { ts } = await aCardOf(slack);
  const attempt = (channel: string) => errorOf(post(client, { channel, text: 'Hello' }));

  const unknown = await attempt('C0NOWHERE');
  slack.removeBot(CHANNEL);
  const outside = [await attempt(CHANNEL), await errorOf(client.conversations.history({ channel: CHANNEL }))];
  await client.conversations.join({ channel: CHANNEL });
  const joined = await attempt(CHANNEL);
  slack.archive(CHANNEL);
  const archived = [await attempt(CHANNEL), await errorOf(client.chat.update({ ...HELLO, ts }))];

  expect(unknown).toBe('channel_not_found');
  expect(outside).toEqual(['not_in_channel', 'not_in_channel']);
  expect(joined).toBe('ok');
  expect(archived).toEqual(['is_archived', 'is_inactive']);
});

test('an edit takes 4,000 bytes after escaping, a new message 40,000 characters', async () => {
  await using slack = await aSlack();
  const client = aClient(slack);
  const { ts } = await aCardOf(slack);
  const update = (text: string) => errorOf(client.chat.update({ channel: CHANNEL, ts, text }));

  const edits = [
    await update('x'.repeat(4_000)),
    await update('ü'.repeat(2_001)),
    await update('&'.repeat(801)),
  ];
  const posted = await errorOf(post(client, { ...HELLO, text: 'ü'.repeat(30_000) }));

  expect(edits).toEqual(['ok', 'msg_too_long', 'msg_too_long']);
  expect(posted).toBe('ok');
});

test('a chart, for which the SDK has no type, is shown in a message', async () => {
  await using slack = await aSlack();
  const segments = [{ label: 'Open', value: 3 }];
  const chart = { type: 'data_visualization', title: 'Issues', chart: { type: 'pie', segments } };

  await post(aClient(slack), { ...HELLO, blocks: [chart] });

  expect(onlyMessage(slack.channel(CHANNEL).messages).blocks).toMatchObject([chart]);
});

test('what Slack would not show is refused with what is wrong and where', async () => {
  await using slack = await aSlack();
  const client = aClient(slack);
  const blocks = [{ type: 'header' as const, text: plain('x'.repeat(151)) }];

  const refused = post(client, { ...HELLO, blocks });

  await expect(refused).rejects.toMatchObject({
    data: {
      error: 'invalid_blocks',
      response_metadata: {
        messages: ['[ERROR] must be less than 151 characters [json-pointer:/blocks/0/text/text]'],
      },
    },
  });
  expect(slack.channel(CHANNEL).messages).toEqual([]);
});

test('12,000 characters over all blocks are too long, each block for itself being short enough', async () => {
  await using slack = await aSlack();
  const section = { type: 'section' as const, text: plain('x'.repeat(2_500)) };

  const refused = post(aClient(slack), { ...HELLO, blocks: [1, 2, 3, 4, 5].map(() => section) });

  expect(await errorOf(refused)).toBe('msg_blocks_too_long');
});

test('the edit window closes when the workspace says so', async () => {
  await using slack = await aSlack({ editWindowMs: 60_000 });
  const { ts } = await aCardOf(slack);
  slack.clock.advance(60_001);

  const refused = aClient(slack).chat.update({ ...HELLO, ts });

  expect(await errorOf(refused)).toBe('edit_window_closed');
});

test('at Slack’s pace a second message within a second is told to wait', async () => {
  await using slack = await aSlack({ pace: true });
  const client = aClient(slack);
  await post(client, HELLO);

  const early = await fetch(`${slack.url}chat.postMessage`, {
    method: 'POST',
    headers: { authorization: `Bearer ${slack.botToken}`, 'content-type': 'application/json' },
    body: JSON.stringify(HELLO),
  });
  slack.clock.advance(1_000);
  const inTime = await errorOf(post(client, HELLO));

  expect([early.status, early.headers.get('retry-after')]).toEqual([429, '1']);
  expect(inTime).toBe('ok');
});
