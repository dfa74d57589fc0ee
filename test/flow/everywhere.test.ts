/** What one admin does on one chat stands on every other within ten seconds, whatever becomes of the chats beside it. */
import { describe, expect } from 'vitest';
import { until } from '../support/calsync-process.ts';
import { test, untoldNotices, type Person, type Salon } from '../support/two-chats.ts';

const HOUR = 60 * 60_000;
const LATER = Math.floor(Date.now() / HOUR) * HOUR + 72 * HOUR;
const WITHIN_MS = 10_000;

/** Their bookings are gone; a card of each stands on both. */
async function openIssues({ company, chats }: Salon, ...numbers: number[]): Promise<void> {
  for (const n of numbers) {
    await company.lose(String(n), LATER + n * HOUR);
    await until(() => chats.cards(n).length === 2, `a card of issue #${n} on both`);
  }
}

/** How long it takes, after a click, until the card there says who did it and where. */
async function told(
  { chats }: Salon,
  { issueId, on, words }: { issueId: number; on: readonly Person['chat'][]; words: string },
): Promise<number> {
  const began = performance.now();
  const missing = () =>
    chats.cards(issueId).filter(({ chat, text }) => on.includes(chat) && !text.includes(words));
  await until(
    () => missing().length === 0,
    () => `"${words}": ${JSON.stringify(missing())}`,
  );
  return performance.now() - began;
}

const BOTH = ['slack', 'discord'] as const;

describe('what is done on one chat', { timeout: 90_000 }, () => {
  test('is on both within ten seconds, with who and where, at the pace that the platforms ask for', async ({
    salon,
  }) => {
    const { company, chats } = salon;
    await salon.start({}, { sends: 'at_its_pace' });
    await chats.connected();
    await openIssues(salon, 1, 2, 3);

    await chats.press(chats.dora, 1, "I'm on it");
    const took = [await told(salon, { issueId: 1, on: BOTH, words: 'Dora, on Discord, is on it' })];
    await chats.press(chats.ada, 2, 'Mark as Resolved');
    took.push(await told(salon, { issueId: 2, on: BOTH, words: 'by Ada on Slack' }));
    await chats.press(chats.dora, 3, 'Create in Cal.com');
    took.push(await told(salon, { issueId: 3, on: BOTH, words: 'by Dora on Discord' }));

    expect(took.filter((ms) => ms > WITHIN_MS)).toEqual([]);
    expect(await untoldNotices(company)).toEqual([]);
  });

  test('is on Discord within ten seconds while Slack takes nothing and answers nothing', async ({
    salon,
  }) => {
    const { chats } = salon;
    await salon.start();
    await chats.connected();
    await openIssues(salon, 1, 2);
    chats.slack.faults.add({ when: { method: /^chat\./ }, times: Infinity, fault: { kind: 'hang' } });

    await chats.press(chats.ada, 1, 'Mark as Resolved');
    const first = await told(salon, { issueId: 1, on: ['discord'], words: 'by Ada on Slack' });
    await chats.press(chats.dora, 2, 'Mark as Resolved');
    const second = await told(salon, { issueId: 2, on: ['discord'], words: 'by Dora on Discord' });

    expect([first, second].filter((ms) => ms > WITHIN_MS)).toEqual([]);
    expect(
      chats.cards().filter(({ chat, text }) => chat === 'slack' && /on (Slack|Discord)/.test(text)),
    ).toEqual([]);
  });

  test('is on Slack within ten seconds while Discord was never reached', async ({ salon }) => {
    const { company, chats } = salon;
    await chats.discord.goDown();
    await salon.start();
    await company.lose('1', LATER);
    await until(() => chats.slack.connections > 0, 'the connection to Slack');
    await until(() => chats.cards(1).length === 1, 'its card on Slack');

    await chats.press(chats.ada, 1, 'Mark as Resolved');
    const took = await told(salon, { issueId: 1, on: ['slack'], words: 'by Ada on Slack' });

    expect(took).toBeLessThan(WITHIN_MS);
    await chats.discord.comeBack();
  });
});
