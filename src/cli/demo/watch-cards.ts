/** Tells what happens in the two channels: every new card, every card that changes. */
import type { Clock } from '../../runtime/clock.ts';
import type { Stage } from './open-stage.ts';
import { readMessage, type ReadMessage } from './read-message.ts';

export interface StandingMessage extends ReadMessage {
  readonly surface: 'Slack' | 'Discord';
  readonly id: string;
}

const LOOK_EVERY_MS = 100;

/** The cards as they stand now, in the order in which they were posted; without what is said in their threads. */
export function standingCards({ slack, slackChannel, discord, discordChannel }: Stage): StandingMessage[] {
  const onSlack = slack.channel(slackChannel).messages.filter(({ ephemeral }) => !ephemeral);
  const onDiscord = discord
    .channel(discordChannel)
    .messages.filter(({ deleted, ephemeral, reference }) => !deleted && !ephemeral && !reference);
  return [
    ...onSlack.map((message) => ({
      surface: 'Slack' as const,
      id: message.ts,
      ...readMessage(message.blocks),
    })),
    ...onDiscord.map((message) => ({
      surface: 'Discord' as const,
      id: message.id,
      ...readMessage(message.components),
    })),
  ];
}

/** Every line and button of an Issue's cards, or of all. */
export function wholeCards(stage: Stage, issueId?: number): string[] {
  const wanted = standingCards(stage).filter(
    ({ lines }) => issueId === undefined || lines[0]?.includes(`#${issueId}:`),
  );
  return wanted.flatMap(({ surface, lines, buttons }) => [
    `── ${surface} ${'─'.repeat(60 - surface.length)}`,
    ...lines.map((line) => `  ${line}`),
    ...(buttons.length > 0 ? [`  ${buttons.map((label) => `[${label}]`).join(' ')}`] : []),
  ]);
}

/** Runs until the signal is aborted; what is said is one line for each change. */
export async function watchCards(
  stage: Stage,
  clock: Clock,
  options: { signal: AbortSignal; say: (line: string) => void; width?: number },
): Promise<void> {
  const { signal, say, width = 160 } = options;
  const seen = new Map<string, string>();
  while (!signal.aborted) {
    for (const card of standingCards(stage)) {
      const key = `${card.surface} ${card.id}`;
      const now = summary(card);
      if (seen.get(key) === now) continue;
      say(cut(`${card.surface.padEnd(8)}${seen.has(key) ? 'changed' : 'new    '}  ${now}`, width));
      seen.set(key, now);
    }
    await clock.sleep(LOOK_EVERY_MS, signal).catch(() => undefined);
  }
}

/** One line each, also for those who read along in a narrow window. */
function cut(line: string, width: number): string {
  return line.length < width - 2 ? line : `${line.slice(0, width - 4)}…`;
}

/** The title, and either what is going on or what can be pressed. */
function summary({ lines, buttons }: StandingMessage): string {
  const news = lines.find(
    (line) => /Working…|^✅|^🕘|⚠️ .* by |^🙋|still differ/.test(line) && line !== lines[0],
  );
  const pressable = buttons.map((label) => `[${label}]`).join(' ');
  return [lines[0], news, pressable].filter(Boolean).join('  ·  ');
}
