/** The stand-in's gateway, as discord.js meets it. */
import { Events, GatewayIntentBits } from 'discord.js';
import { expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { startDiscord } from '../../src/sandbox/discord/start-discord.ts';
import {
  aClient,
  aStage,
  online,
  only,
  post,
  refusal,
  type Stage,
  until,
} from './sandbox-discord-fixture.ts';

function identify(data: object): string {
  return JSON.stringify({ op: 2, d: { intents: 1, ...data } });
}

function answerClicks({ client }: Stage): void {
  client.on(Events.InteractionCreate, (interaction) => {
    if (interaction.isButton()) void interaction.reply('seen');
  });
}

test.each([
  ['a dropped connection', (stage: Stage) => stage.discord.gateway.drop()],
  ['op 7', (stage: Stage) => stage.discord.gateway.reconnect()],
  ['close 1001', (stage: Stage) => stage.discord.gateway.close(1001)],
  ['close 4000', (stage: Stage) => stage.discord.gateway.close(4000)],
  ['close 4009', (stage: Stage) => stage.discord.gateway.close(4009)],
])('after %s the session is resumed, and a click of the gap arrives', async (_name, hurt) => {
  await using stage = await aStage();
  const card = await post(stage);
  answerClicks(stage);

  hurt(stage);
  await until(() => stage.discord.gateway.connections === 0);
  const ack = await stage.ana.press(card, 'Retry');

  expect(ack).toMatchObject({ acknowledged: true, kind: 'reply' });
  expect(stage.discord.gateway).toMatchObject({ identifies: 1, resumes: 1 });
});

test.each([
  ['op 9', (stage: Stage) => stage.discord.gateway.invalidSession(false)],
  ['close 1000', (stage: Stage) => stage.discord.gateway.close(1000)],
])('after %s the bot begins anew, and a click of the gap is lost', async (_name, hurt) => {
  await using stage = await aStage();
  const card = await post(stage);
  answerClicks(stage);

  hurt(stage);
  const lost = await stage.ana.press(card, 'Retry');
  await until(() => stage.discord.gateway.identifies === 2);
  const later = await stage.ana.press(card, 'Retry');

  expect(lost).toEqual({ acknowledged: false, afterMs: 0, late: false });
  expect(later.acknowledged).toBe(true);
  expect(stage.discord.gateway.resumes).toBe(0);
});

test('a resumable op 9 is resumed on the same connection', async () => {
  await using stage = await aStage();

  stage.discord.gateway.invalidSession(true);
  await until(() => stage.discord.gateway.resumes === 1);

  expect(stage.discord.gateway).toMatchObject({ identifies: 1, connections: 1 });
});

test('a zombie connection is noticed by the missing ack and resumed with what it did not bring', async () => {
  await using stage = await aStage({ heartbeatMs: 40 });
  const card = await post(stage);
  answerClicks(stage);

  stage.discord.gateway.silence();
  const ack = await stage.ana.press(card, 'Retry');

  expect(ack.acknowledged).toBe(true);
  expect(stage.discord.gateway).toMatchObject({ identifies: 1, resumes: 1 });
});

test('a token that was reset ends the connection, and lets neither calls nor logins in until it is accepted', async () => {
  await using stage = await aStage();
  const ended = Promise.withResolvers<number>();
  stage.client.on(Events.ShardDisconnect, (event) => ended.resolve(event.code));
  stage.client.on(Events.ShardError, () => undefined);

  stage.discord.gateway.revokeToken();
  const code = await ended.promise;
  const call = await refusal(stage.channel.send('x'));
  const login = await refusal(aClient(stage.discord).login(stage.discord.token));
  stage.discord.gateway.acceptToken();
  const later = aClient(stage.discord);
  await online(later, stage.discord.token);
  await later.destroy();

  expect([code, call['status'], login['code']]).toEqual([4004, 401, 'TokenInvalid']);
  expect(stage.discord.gateway.identifies).toBe(2);
});

test.each([4004, 4014])('close %i is the end of it', async (code) => {
  await using stage = await aStage();
  const ended = Promise.withResolvers<number>();
  stage.client.on(Events.ShardDisconnect, (event) => ended.resolve(event.code));
  stage.client.on(Events.ShardError, () => undefined);

  stage.discord.gateway.close(code);

  expect(await ended.promise).toBe(code);
});

test('intents that have to be switched on in the portal are disallowed', async () => {
  await using discord = await startDiscord();
  const client = aClient(discord, { intents: [GatewayIntentBits.Guilds, GatewayIntentBits.MessageContent] });

  const refused = await refusal(client.login(discord.token));

  expect(refused['message']).toBe('Used disallowed intents');
});

test('without a session nobody hears a click', async () => {
  await using stage = await aStage();
  const card = await post(stage);

  await stage.client.destroy();
  const ack = await stage.ana.press(card, 'Retry');

  expect(ack).toEqual({ acknowledged: false, afterMs: 0, late: false });
});

test('of two processes the one that came last hears the click', async () => {
  await using stage = await aStage();
  const card = await post(stage);
  const second = aClient(stage.discord);
  await online(second, stage.discord.token);
  const heard: string[] = [];
  stage.client.on(Events.InteractionCreate, () => heard.push('first'));
  second.on(Events.InteractionCreate, (interaction) => {
    heard.push('second');
    if (interaction.isButton()) void interaction.deferUpdate();
  });

  await stage.ana.press(card, 'Retry');
  await second.destroy();

  expect(heard).toEqual(['second']);
});

test('Discord goes down and comes back on the same port, and the bot begins anew', async () => {
  await using stage = await aStage();
  const card = await post(stage);
  answerClicks(stage);

  await stage.discord.goDown();
  const call = await refusal(stage.channel.send('x'));
  const click = await stage.ana.press(card, 'Retry');
  await stage.discord.comeBack();
  await until(() => stage.discord.gateway.resumes + stage.discord.gateway.identifies === 2);
  const later = await stage.ana.press(card, 'Retry');

  expect(call['code']).toBe('ECONNREFUSED');
  expect(click.acknowledged).toBe(false);
  expect(later.acknowledged).toBe(true);
});

test('login is rejected at once while the API cannot be reached', async () => {
  await using discord = await startDiscord();
  const client = aClient(discord);
  await discord.goDown();

  const refused = await refusal(client.login(discord.token));

  expect(refused['code']).toBe('ECONNREFUSED');
});

test('what does not speak the protocol is closed with the code that says why', async () => {
  await using discord = await startDiscord();
  const url = discord.url.replace('http', 'ws').replace('/api', '');
  const closedWith = (path: string, text: string) =>
    new Promise<number>((resolve) => {
      const socket = new WebSocket(url + path);
      socket.on('open', () => socket.send(text));
      socket.on('close', resolve);
    });

  const codes = await Promise.all([
    closedWith('/?v=10', 'no json'),
    closedWith('/?v=10', JSON.stringify({ op: 99 })),
    closedWith('/?v=10', JSON.stringify({ op: 3, d: {} })),
    closedWith('/?v=10', identify({ token: 'wrong' })),
    closedWith('/?v=10', identify({ token: discord.token, intents: 'all' })),
    closedWith('/?v=10', identify({ token: discord.token, shard: [1, 1] })),
    closedWith('/?v=6', identify({ token: discord.token })),
  ]);

  expect(codes).toEqual([4002, 4001, 4003, 4004, 4013, 4010, 4012]);
});

test('a channel and a role that come later are told', async () => {
  await using stage = await aStage();

  const { id } = stage.discord.addChannel({ name: 'later' });
  const role = stage.discord.addRole({ name: 'night shift' });
  await until(() => stage.client.channels.cache.has(id));

  const guild = only(stage.client.guilds.cache.first());
  expect(guild.roles.cache.get(role.id)?.name).toBe('night shift');
});
