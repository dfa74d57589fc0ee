/** Tokens, people, files and faults of the stand-in Slack, with the real Web API client. */
import { expect, test } from 'vitest';
import type { Fault } from '../../src/sandbox/slack/faults.ts';
import {
  aCardOf,
  aClient,
  aSlack,
  BEN,
  CARD,
  CHANNEL,
  errorOf,
  HOME,
  MIA,
  NOTE_MODAL,
  post,
} from './sandbox-slack-fixture.ts';
import { refusedOnPurpose } from '../support/no-refused-payloads.ts';

refusedOnPurpose();

const HELLO = { channel: CHANNEL, text: 'Hello' };

test.each([
  ['no token', '', 'not_authed'],
  ['an unknown token', 'xoxb-other', 'invalid_auth'],
  ['the token of the app', 'xapp-sandbox', 'not_allowed_token_type'],
])('%s is refused', async (_name, token, error) => {
  await using slack = await aSlack();

  const refused = aClient(slack, token).auth.test();

  expect(await errorOf(refused)).toBe(error);
});

test('a revoked token and a missing scope have names of their own', async () => {
  await using slack = await aSlack({ scopes: ['chat:write'] });
  const client = aClient(slack);

  const scope = await client.usergroups.list().catch((error: unknown) => error);
  slack.revokeToken();
  const revoked = await errorOf(post(client, HELLO));

  expect(scope).toMatchObject({
    data: { error: 'missing_scope', needed: 'usergroups:read', provided: 'chat:write' },
  });
  expect(revoked).toBe('token_revoked');
});

test('people, groups and members are found', async () => {
  await using slack = await aSlack();
  const client = aClient(slack);

  const auth = await client.auth.test();
  const user = await client.users.info({ user: MIA });
  const group = await client.usergroups.users.list({ usergroup: 'S0ADMINS' });
  const groups = await client.usergroups.list({ include_users: true });
  const members = await client.conversations.members({ channel: CHANNEL });

  expect(auth).toMatchObject({ user_id: slack.botUserId, team_id: slack.teamId });
  expect(user.user).toMatchObject({ real_name: 'Mia Novak', tz: 'Europe/Berlin' });
  expect(group.users).toEqual([MIA]);
  expect(groups.usergroups).toMatchObject([{ handle: 'admins', users: [MIA] }]);
  expect(members.members).toEqual([MIA, BEN, slack.botUserId]);
  expect(await errorOf(client.users.info({ user: 'U0NOBODY' }))).toBe('user_not_found');
});

test('a permalink leads to the message', async () => {
  await using slack = await aSlack();
  const { ts } = await aCardOf(slack);

  const { permalink } = await aClient(slack).chat.getPermalink({ channel: CHANNEL, message_ts: ts });

  expect(permalink).toBe(`https://salon.slack.com/archives/${CHANNEL}/p${ts.replace('.', '')}`);
});

test('an uploaded file is shared into a thread with its content', async () => {
  await using slack = await aSlack();
  const { ts } = await aCardOf(slack);

  await aClient(slack).files.uploadV2({
    channel_id: CHANNEL,
    thread_ts: ts,
    filename: 'issues.csv',
    content: 'id,code\n7,ORPHANED_LOCAL\n',
    initial_comment: 'All issues',
  });

  const [reply] = slack.channel(CHANNEL).messages[0]?.thread ?? [];
  expect(reply).toMatchObject({ text: 'All issues', files: [{ name: 'issues.csv' }] });
  expect(reply?.files[0]?.content.toString()).toBe('id,code\n7,ORPHANED_LOCAL\n');
});

test('an image block shows an uploaded file, and no other', async () => {
  await using slack = await aSlack();
  const client = aClient(slack);
  const uploaded = await client.files.getUploadURLExternal({ filename: 'chart.png', length: 3 });
  await fetch(uploaded.upload_url ?? '', { method: 'POST', body: 'png' });
  await client.files.completeUploadExternal({ files: [{ id: uploaded.file_id ?? '', title: 'Chart' }] });
  const show = (id: string) =>
    errorOf(
      post(client, {
        ...HELLO,
        blocks: [{ type: 'image', alt_text: 'Chart', slack_file: { id } }],
      }),
    );

  const shown = [await show(uploaded.file_id ?? ''), await show('F0UNKNOWN')];

  expect(shown).toEqual(['ok', 'invalid_blocks']);
});

test('an App Home is published to one person, and a stale hash conflicts', async () => {
  await using slack = await aSlack();
  const client = aClient(slack);

  const first = await client.views.publish({ user_id: MIA, view: HOME });
  const hash = first.view?.hash ?? '';
  await client.views.publish({ user_id: MIA, view: HOME, hash });
  const stale = await errorOf(client.views.publish({ user_id: MIA, view: HOME, hash }));

  expect(slack.as(MIA).home()?.blocks).toMatchObject(HOME.blocks);
  expect(slack.as(BEN).home()).toBeUndefined();
  expect(stale).toBe('hash_conflict');
  expect(await errorOf(client.views.publish({ user_id: MIA, view: NOTE_MODAL }))).toBe('invalid_arguments');
});

test('a fault strikes the calls it is meant for, after those it lets pass', async () => {
  await using slack = await aSlack();
  const client = aClient(slack);
  slack.faults.add({
    when: { method: /^chat\./ },
    skip: 1,
    fault: { kind: 'error', error: 'fatal_error' },
  });

  const outcomes = [];
  for (const call of [post(client, HELLO), client.auth.test()]) outcomes.push(await errorOf(call));
  for (const _ of [1, 2]) outcomes.push(await errorOf(post(client, HELLO)));

  expect(outcomes).toEqual(['ok', 'ok', 'fatal_error', 'ok']);
});

test.each<[string, Fault]>([
  ['the connection breaks', { kind: 'cut', after: true }],
  ['a proxy answers', { kind: 'status', status: 503, after: true }],
])(
  'when only the answer is lost because %s, the client posts again and the message is there twice',
  async (_name, fault) => {
    await using slack = await aSlack();
    slack.faults.add({ when: { method: 'chat.postMessage' }, fault });

    await post(aClient(slack, slack.botToken, 1), CARD);

    expect(slack.channel(CHANNEL).messages).toHaveLength(2);
    expect(slack.requests.map(({ status }) => status)).toEqual([fault.kind === 'cut' ? 0 : 503, 200]);
  },
);

test('each rate limit costs the client one of its retries', async () => {
  await using slack = await aSlack();
  slack.faults.add({ times: 2, fault: { kind: 'ratelimited', retryAfterS: 0 } });

  const outcome = await errorOf(post(aClient(slack, slack.botToken, 1), CARD));

  expect(outcome).toContain('A rate limit was exceeded');
  expect(slack.channel(CHANNEL).messages).toEqual([]);
});

test('a rate limit says how long to wait', async () => {
  await using slack = await aSlack();
  slack.faults.add({ fault: { kind: 'ratelimited', retryAfterS: 30 } });

  const answer = await fetch(`${slack.url}auth.test`, { method: 'POST' });

  expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, '30']);
  expect(await answer.json()).toEqual({ ok: false, error: 'ratelimited' });
});

test('a delay passes on the clock of the stand-in, and a call that hangs ends with it', async () => {
  const slack = await aSlack();
  const client = aClient(slack);
  slack.faults.add({ fault: { kind: 'delay', ms: 60_000 } });
  slack.faults.add({ fault: { kind: 'hang' } });
  const before = slack.clock.now();
  await post(client, HELLO);

  const hanging = errorOf(post(client, HELLO));
  await expect.poll(() => slack.requests.length).toBe(2);
  await slack[Symbol.asyncDispose]();

  expect(slack.clock.now() - before).toBe(60_000);
  expect(await hanging).toContain('A request error');
  expect(slack.channel(CHANNEL).messages).toHaveLength(1);
});

test('while Slack is down every call is refused, and afterwards everything is as it was', async () => {
  await using slack = await aSlack();
  const client = aClient(slack);
  await post(client, CARD);

  await slack.goDown();
  const down = await errorOf(client.auth.test());
  await slack.comeBack();
  const back = await errorOf(client.auth.test());

  expect([down, back]).toEqual([expect.stringContaining('A request error'), 'ok']);
  expect(slack.channel(CHANNEL).messages).toHaveLength(1);
});
