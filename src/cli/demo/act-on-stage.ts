/** What people do on the demo's stage: type commands, press buttons, read the private answers. */
import type { Stage } from './open-stage.ts';
import { readMessage } from './read-message.ts';
import { standingCards } from './watch-cards.ts';

export type Chat = 'Slack' | 'Discord';

const ANSWER_WITHIN_MS = 20_000;

/** Types `/calsync …` as an admin, and answers the lines of the private reply. */
export async function typeCommand(stage: Stage, chat: Chat, words: string): Promise<readonly string[]> {
  const before = privateAnswers(stage, chat);
  const text = `/calsync ${words}`;
  await (chat === 'Slack'
    ? stage.ada.command(text, stage.slackChannel)
    : stage.dora.command(asFields(text), stage.discordChannel));
  return nextAnswer(stage, chat, before);
}

/** Discord's client fills in fields where others type options: `--yes` is `yes:true`, `--note x` is `note:x`. */
function asFields(text: string): string {
  return text.replaceAll(/--(note|appointment|booking) /g, '$1:').replaceAll(/--([\w-]+)/g, '$1:true');
}

/** Presses a button on an Issue's card, says yes where it is asked, and answers the private reply. */
export async function pressButton(
  stage: Stage,
  chat: Chat,
  press: { issueId: number; label: string },
): Promise<readonly string[]> {
  const card = await waitFor(stage, () =>
    standingCards(stage).find(
      ({ surface, lines }) => surface === chat && lines[0]?.includes(`#${press.issueId}:`),
    ),
  );
  const before = privateAnswers(stage, chat);
  if (chat === 'Slack') {
    const message = stage.slack.channel(stage.slackChannel).messages.find(({ ts }) => ts === card.id);
    if (message) await stage.ada.press(message, press.label);
  } else {
    await stage.dora.press({ id: card.id, channelId: stage.discordChannel }, press.label);
    await confirmOnDiscord(stage, before);
  }
  return nextAnswer(stage, chat, before);
}

/** Discord has no dialog of its own: the question comes as a private message. */
async function confirmOnDiscord(stage: Stage, before: ReadonlyMap<string, string>): Promise<void> {
  const asked = await waitFor(stage, () =>
    stage.dora
      .messages(stage.discordChannel)
      .findLast(
        (message) =>
          message.ephemeral && !message.thinking && before.get(message.id) !== textOf(message.components),
      ),
  );
  const [yes] = readMessage(asked.components).buttons;
  if (yes) await stage.dora.press(asked, yes);
}

/** By message, so that an answer that replaces an earlier one counts as new. */
function privateAnswers({ ada, slackChannel, dora, discordChannel }: Stage, chat: Chat): Map<string, string> {
  const slack = () =>
    ada
      .messages(slackChannel)
      .map(({ ts, ephemeral, blocks }) => ({ id: ts, ephemeral, text: textOf(blocks) }));
  const discord = () =>
    dora.messages(discordChannel).map(({ id, ephemeral, thinking, components }) => ({
      id,
      ephemeral: ephemeral && !thinking,
      text: textOf(components),
    }));
  const messages = chat === 'Slack' ? slack() : discord();
  return new Map(messages.filter(({ ephemeral }) => ephemeral).map(({ id, text }) => [id, text]));
}

async function nextAnswer(
  stage: Stage,
  chat: Chat,
  before: ReadonlyMap<string, string>,
): Promise<readonly string[]> {
  const answer = await waitFor(stage, () =>
    [...privateAnswers(stage, chat)].findLast(([id, text]) => before.get(id) !== text),
  );
  return answer[1].split('\n');
}

function textOf(parts: readonly unknown[]): string {
  const { lines, buttons } = readMessage(parts);
  const pressable = buttons.length > 0 ? [buttons.map((label) => `[${label}]`).join(' ')] : [];
  return [...lines, ...pressable].join('\n');
}

/** Polls; throws when it does not come. */
export async function waitFor<T>(
  { app }: Stage,
  find: () => T | undefined | Promise<T | undefined>,
  withinMs = ANSWER_WITHIN_MS,
): Promise<T> {
  for (const giveUpAt = app.clock.now() + withinMs; ; ) {
    const found = await find();
    if (found !== undefined) return found;
    if (app.clock.now() > giveUpAt) throw new Error('the demo waited in vain');
    await app.clock.sleep(50);
  }
}
