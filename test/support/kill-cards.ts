/** What stands on both chats after a story, and what of it calsync does not know. */
import { readMessage } from '../../src/cli/demo/read-message.ts';
import type { KillStage } from './kill-stage.ts';

/** `left behind`: in the Slack channel that is not used any more. */
export const PLACES = ['slack', 'discord', 'left behind'] as const;

export type Place = (typeof PLACES)[number];

export interface StandingMessage {
  readonly place: Place;
  readonly id: string;
  /** As people read it, with its buttons. */
  readonly text: string;
}

export function standingMessages({ chats, settings }: KillStage): StandingMessage[] {
  const { slack, discord, slackChannel, discordChannel } = chats;
  const used = settings['SLACK_CHANNEL_ID'] ?? '';
  const onSlack = (channelId: string, place: Place) =>
    slack
      .channel(channelId)
      .messages.filter(({ ephemeral, deleted }) => !ephemeral && !deleted)
      .map(({ ts, blocks }) => ({ place, id: ts, text: inFull(blocks) }));
  const onDiscord = discord.channel(discordChannel).messages.filter(({ deleted }) => !deleted);
  return [
    ...onSlack(used, 'slack'),
    ...(used === slackChannel ? [] : onSlack(slackChannel, 'left behind')),
    ...onDiscord.map(({ id, components }) => ({ place: 'discord' as const, id, text: inFull(components) })),
  ];
}

/** Whatever was posted twice is one that no card is known to stand in. */
export async function strayMessages(stage: KillStage): Promise<StandingMessage[]> {
  const noted = await stage.company.sql<{ id: string }>(
    `select message_id as id from calsync.card where message_id is not null
     union all select earlier -> 'at' ->> 'messageId' from calsync.card where earlier is not null
     union all select message_id from calsync.reply where message_id is not null`,
  );
  const known = new Set(noted.map(({ id }) => id));
  return [...standingMessages(stage), ...threadMessages(stage)].filter(({ id }) => !known.has(id));
}

/** What was said about cards, in Slack's threads and in answer to them on Discord. */
export async function standingReplies(stage: KillStage): Promise<StandingMessage[]> {
  const noted = await stage.company.sql<{ id: string }>('select message_id as id from calsync.reply');
  const known = new Set(noted.map(({ id }) => id));
  return [...standingMessages(stage), ...threadMessages(stage)].filter(({ id }) => known.has(id));
}

function threadMessages({ chats, settings }: KillStage): StandingMessage[] {
  const used = settings['SLACK_CHANNEL_ID'] ?? '';
  return chats.slack
    .channel(used)
    .messages.flatMap(({ thread }) => thread)
    .map(({ ts, blocks }) => ({ place: 'slack', id: ts, text: inFull(blocks) }));
}

function inFull(parts: readonly unknown[]): string {
  const { lines, buttons } = readMessage(parts);
  return [...lines, ...buttons.map((label) => `[${label}]`)].join('\n');
}
