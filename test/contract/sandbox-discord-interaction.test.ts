/** Clicks in the stand-in, answered by discord.js. */
import { type ButtonInteraction, MessageFlags, type StringSelectMenuInteraction } from 'discord.js';
import { expect, test } from 'vitest';
import {
  aStage,
  BUTTONS,
  lastMessage,
  onInteraction,
  only,
  post,
  refusal,
} from './sandbox-discord-fixture.ts';

test('a button is pressed by its label and answered for its presser alone', async () => {
  await using stage = await aStage();
  const card = await post(stage);
  let seen: ButtonInteraction | undefined;
  onInteraction(stage, (click: ButtonInteraction) => {
    seen = click;
    return click.reply({ content: 'Working', flags: MessageFlags.Ephemeral });
  });

  const ack = await stage.ana.press(card, 'Retry');

  expect(ack).toEqual({ acknowledged: true, afterMs: 0, late: false, kind: 'reply', ephemeral: true });
  expect(seen).toMatchObject({ customId: 'retry:7', channelId: stage.channelId });
  expect(seen?.user.globalName).toBe('Ana');
  expect(stage.ana.messages(stage.channelId).at(-1)).toMatchObject({ content: 'Working', ephemeral: true });
  expect(stage.ben.messages(stage.channelId)).toHaveLength(1);
  expect(stage.discord.channel(stage.channelId).messages).toHaveLength(1);
});

test('the roles of the presser come with the click', async () => {
  await using stage = await aStage();
  const card = await post(stage);
  const roles: number[] = [];
  onInteraction(stage, (click: ButtonInteraction) => {
    if (click.inCachedGuild()) roles.push(click.member.roles.cache.size - 1);
    return click.deferUpdate();
  });

  await stage.ana.press(card, 'Retry');
  await stage.ben.press(card, 'Retry');

  expect(roles).toEqual([1, 0]);
});

test('an update changes the card that was clicked, and @original is that card', async () => {
  await using stage = await aStage();
  const card = await post(stage);
  const done = Promise.withResolvers<void>();
  onInteraction(stage, async (click: ButtonInteraction) => {
    await click.update({ content: 'working', components: [] });
    await click.editReply('done');
    done.resolve();
  });

  const ack = await stage.ana.press(card, 'retry:7');
  await done.promise;

  expect(ack).toMatchObject({ kind: 'update', ephemeral: false });
  expect(lastMessage(stage)).toMatchObject({ id: card.id, content: 'done', components: [] });
  expect(stage.discord.requests.at(-1)).toMatchObject({
    path: expect.stringMatching(/messages\/@original$/),
  });
  expect(only(stage.discord.requests.at(-1)).url).toContain('%40original');
  expect(only(stage.discord.requests.at(-1)).headers).not.toHaveProperty('authorization');
});

test('a promised answer is thinking until it is edited; follow-ups come after it', async () => {
  await using stage = await aStage();
  const card = await post(stage);
  const go = Promise.withResolvers<void>();
  const done = Promise.withResolvers<void>();
  onInteraction(stage, async (click: ButtonInteraction) => {
    await click.deferReply({ flags: MessageFlags.Ephemeral });
    await go.promise;
    await click.editReply('done');
    await click.followUp('everybody');
    done.resolve();
  });

  const ack = await stage.ana.press(card, 'Retry');
  const thinking = stage.ana.messages(stage.channelId).at(-1);
  go.resolve();
  await done.promise;

  expect(ack).toMatchObject({ kind: 'deferred_reply', ephemeral: true });
  expect(thinking).toMatchObject({ thinking: true, ephemeral: true, content: '' });
  expect(stage.ana.messages(stage.channelId).slice(1)).toMatchObject([
    { content: 'done', thinking: false, ephemeral: true },
    { content: 'everybody', ephemeral: false },
  ]);
});

test('an answer brings its message when asked for', async () => {
  await using stage = await aStage();
  const card = await post(stage);
  const id = Promise.withResolvers<string | undefined>();
  onInteraction(stage, async (click: ButtonInteraction) => {
    const response = await click.reply({ content: 'here', withResponse: true });
    id.resolve(response.resource?.message?.id);
  });

  await stage.ana.press(card, 'Retry');

  expect(await id.promise).toBe(lastMessage(stage).id);
});

test('after three seconds an answer is too late', async () => {
  await using stage = await aStage();
  const card = await post(stage);
  const failed = Promise.withResolvers<void>();
  const thrown = onInteraction(stage, async (click: ButtonInteraction) => {
    stage.clock.advance(3_001);
    await click.reply('late').finally(() => failed.resolve());
  });

  const ack = await stage.ana.press(card, 'Retry');
  await failed.promise;

  expect(ack).toEqual({ acknowledged: false, afterMs: 3_001, late: true });
  expect(thrown).toMatchObject([{ code: 10062, status: 404 }]);
  expect(stage.discord.channel(stage.channelId).messages).toHaveLength(1);
});

test('only one first answer counts', async () => {
  await using stage = await aStage();
  const card = await post(stage);
  const second = Promise.withResolvers<Record<string, unknown>>();
  onInteraction(stage, async (click: ButtonInteraction) => {
    await click.deferUpdate();
    const path = `/interactions/${click.id}/${click.token}/callback` as const;
    second.resolve(await refusal(click.client.rest.post(path, { auth: false, body: { type: 6 } })));
  });

  await stage.ana.press(card, 'Retry');

  expect(await second.promise).toMatchObject({ code: 40060, status: 400 });
});

test('the token lives for fifteen minutes, and a dead one leaves the bot its own', async () => {
  await using stage = await aStage();
  const card = await post(stage);
  const result = Promise.withResolvers<Record<string, unknown>>();
  onInteraction(stage, async (click: ButtonInteraction) => {
    await click.deferUpdate();
    stage.clock.advance(15 * 60_000 + 1);
    result.resolve(await refusal(click.editReply('x')));
  });

  await stage.ana.press(card, 'Retry');

  expect(await result.promise).toMatchObject({ code: 50027, status: 401 });
  await expect(stage.channel.send('still logged in')).resolves.toBeDefined();
});

test('before the first answer there is nothing to edit', async () => {
  await using stage = await aStage();
  const card = await post(stage);
  const result = Promise.withResolvers<Record<string, unknown>>();
  onInteraction(stage, async (click: ButtonInteraction) => {
    result.resolve(await refusal(click.webhook.editMessage('@original', 'x')));
    await click.deferUpdate();
  });

  await stage.ana.press(card, 'Retry');

  expect(await result.promise).toMatchObject({ code: 10015 });
});

test('what cannot be pressed is said', async () => {
  await using stage = await aStage();
  const card = await post(stage);

  await expect(stage.ana.press(card, 'Missing')).rejects.toThrow('"Retry", "Open", "Create"');
  await expect(stage.ana.press(card, 'Open')).rejects.toThrow('it is a link');
  await expect(stage.ana.press(card, 'Create')).rejects.toThrow('it is disabled');
});

test('buttons are found in sections and containers', async () => {
  await using stage = await aStage();
  const text = { type: 10 as const, content: 'Issue 7' };
  const accessory = { type: 2 as const, style: 2, label: 'Details', custom_id: 'details:7' };
  await stage.channel.send({
    flags: MessageFlags.IsComponentsV2,
    components: [{ type: 17, components: [{ type: 9, components: [text], accessory }, ...BUTTONS] }],
  });
  const pressed: string[] = [];
  onInteraction(stage, (click: ButtonInteraction) => {
    pressed.push(`${click.customId} ${click.component?.type}`);
    return click.deferUpdate();
  });

  await stage.ana.press(lastMessage(stage), 'Details');
  await stage.ana.press(lastMessage(stage), 'Retry');

  expect(pressed).toEqual(['details:7 2', 'retry:7 2']);
});

test('an option is chosen by its label', async () => {
  await using stage = await aStage();
  const options = [
    { label: 'Link', value: 'link' },
    { label: 'Cancel', value: 'cancel' },
  ];
  const select = { type: 3 as const, custom_id: 'more:7', placeholder: 'More', options };
  await stage.channel.send({ content: 'card', components: [{ type: 1, components: [select] }] });
  const values: string[] = [];
  onInteraction(stage, (choice: StringSelectMenuInteraction) => {
    values.push(...choice.values);
    return choice.deferUpdate();
  });

  await stage.ana.choose(lastMessage(stage), 'More', 'Cancel');

  expect(values).toEqual(['cancel']);
  await expect(stage.ana.choose(lastMessage(stage), 'more:7', 'Retry')).rejects.toThrow('"Link", "Cancel"');
});
