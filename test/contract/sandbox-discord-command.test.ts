/** Slash commands in the stand-in, registered and answered by discord.js. */
import { type ChatInputCommandInteraction, MessageFlags } from 'discord.js';
import { expect, test } from 'vitest';
import { aStage, onInteraction } from './sandbox-discord-fixture.ts';

const COMMANDS = [
  {
    name: 'calsync',
    description: 'Appointments and bookings',
    options: [
      { type: 1, name: 'status', description: 'All counts' },
      {
        type: 1,
        name: 'use',
        description: 'One side wins',
        options: [
          { type: 3, name: 'target', description: 'Issue', required: true, max_length: 20 },
          {
            type: 3,
            name: 'side',
            description: 'Which side',
            required: true,
            choices: [
              { name: 'calcom', value: 'calcom' },
              { name: 'database', value: 'db' },
            ],
          },
        ],
      },
      {
        type: 1,
        name: 'pause',
        description: 'Be quiet',
        options: [
          { type: 4, name: 'hours', description: 'How long', required: true, min_value: 1, max_value: 24 },
          { type: 6, name: 'by', description: 'Who' },
          { type: 3, name: 'reason', description: 'Why' },
        ],
      },
    ],
  },
];

test('a slash command is typed as its definition allows', async () => {
  await using stage = await aStage();
  await stage.client.application?.commands.set(COMMANDS, stage.discord.guildId);
  const heard: unknown[] = [];
  onInteraction(stage, (command: ChatInputCommandInteraction) => {
    const { options } = command;
    const told = options.data
      .map(({ options: given = [] }) => given.map(({ name, value }) => [name, value]))
      .flat();
    heard.push([options.getSubcommand(), ...told]);
    return command.reply({ content: 'ok', flags: MessageFlags.Ephemeral });
  });

  await stage.ana.command('/calsync status', stage.channelId);
  await stage.ana.command('/calsync use 7 calcom', stage.channelId);
  await stage.ana.command('/calsync use side:database target:a:1236', stage.channelId);
  await stage.ana.command('/calsync pause 2 by:Ben reason:the printer is on fire', stage.channelId);

  const ben = expect.stringMatching(/^\d{19}$/) as string;
  expect(heard).toEqual([
    ['status'],
    ['use', ['target', '7'], ['side', 'calcom']],
    ['use', ['target', 'a:1236'], ['side', 'db']],
    ['pause', ['hours', 2], ['by', ben], ['reason', 'the printer is on fire']],
  ]);
});

test.each([
  ['/other', 'registered are /calsync'],
  ['/calsync', 'there are status, use, pause'],
  ['/calsync verify', 'there are status, use, pause'],
  ['/calsync status now', 'takes no more'],
  ['/calsync use 7', 'side required'],
  ['/calsync use 7 nobody', 'the choices are calcom, database'],
  [`/calsync use ${'7'.repeat(21)} calcom`, 'it takes 0 to 20 characters'],
  ['/calsync pause soon', 'it takes a number'],
  ['/calsync pause 25', 'it takes 1 to 24'],
  ['/calsync pause 1 by:Zoe', 'Cannot find the user "Zoe"'],
])('%s is not sent', async (text, why) => {
  await using stage = await aStage();
  await stage.client.application?.commands.set(COMMANDS, stage.discord.guildId);

  await expect(stage.ana.command(text, stage.channelId)).rejects.toThrow(why);
  expect(stage.discord.commands()).toMatchObject([{ name: 'calsync', guild_id: stage.discord.guildId }]);
});

test('a command that asks for permissions is not shown to those without', async () => {
  await using stage = await aStage();
  const command = { name: 'calsync', description: 'x', default_member_permissions: '32' };
  await stage.client.rest.put(`/applications/${stage.discord.applicationId}/commands`, { body: [command] });
  const boss = stage.discord.as(stage.discord.addMember({ name: 'Boss', permissions: 8n }).id);
  onInteraction(stage, (typed: ChatInputCommandInteraction) => typed.reply('ok'));

  await expect(stage.ana.command('/calsync', stage.channelId)).rejects.toThrow('default_member_permissions');
  await expect(boss.command('/calsync', stage.channelId)).resolves.toMatchObject({ kind: 'reply' });
});
