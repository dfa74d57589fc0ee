import { describe, expect } from 'vitest';
import { until } from '../support/calsync-process.ts';
import { untoldNotices, test, type ShownCard, type Salon } from '../support/two-chats.ts';

const HOUR = 60 * 60_000;
const TOMORROW = Math.floor(Date.now() / HOUR) * HOUR + 24 * HOUR;
const LABEL = 'Create in Cal.com';

/** Rows whose bookings were deleted; the n-th becomes issue n. */
async function deleteBookings({ company }: Salon, ...numbers: number[]): Promise<void> {
  for (const n of numbers) company.calcom.world.remove(await company.agree(String(n), TOMORROW + n * HOUR));
}

function cardsOn({ chats }: Salon, chat: ShownCard['chat']): ShownCard[] {
  return chats.cards().filter((card) => card.chat === chat);
}

async function waitForCards(salon: Salon, chat: ShownCard['chat'], count: number): Promise<ShownCard[]> {
  return until(
    () => cardsOn(salon, chat).length >= count && cardsOn(salon, chat),
    () => `${count} cards on ${chat}: ${JSON.stringify(cardsOn(salon, chat))}`,
  );
}

const issueOf = ({ text }: ShownCard) => Number(/#(\d+):/.exec(text)?.[1]);
const isSolved = ({ text }: ShownCard) => /^\S* ?Solved/.test(text);

/** What each chat shows in the end: the numbers of the open and of the solved Issues. */
function standing(salon: Salon, chat: ShownCard['chat']): { open: number[]; solved: number[] } {
  const numbers = (solved: boolean) =>
    cardsOn(salon, chat)
      .filter((card) => isSolved(card) === solved)
      .map(issueOf)
      .toSorted((a, b) => a - b);
  return { open: numbers(false), solved: numbers(true) };
}

async function solvedOn(salon: Salon, chat: ShownCard['chat'], issueId: number): Promise<unknown> {
  return until(
    () => cardsOn(salon, chat).some((card) => issueOf(card) === issueId && isSolved(card)),
    () => `the end of issue #${issueId} on ${chat}: ${JSON.stringify(cardsOn(salon, chat))}`,
  );
}

describe.concurrent('a chat that is down', { timeout: 90_000 }, () => {
  test('holds up no other, and shows what is true once it is back', async ({ salon }) => {
    const { company, chats } = salon;
    await deleteBookings(salon, 1, 2);
    await salon.start();
    await waitForCards(salon, 'slack', 2);
    await waitForCards(salon, 'discord', 2);
    await chats.connected();

    await chats.slack.goDown();
    await deleteBookings(salon, 3, 4, 5);
    await waitForCards(salon, 'discord', 5);
    await chats.press(chats.dora, 1, LABEL);
    await chats.press(chats.emil, 3, LABEL);
    await solvedOn(salon, 'discord', 1);
    await solvedOn(salon, 'discord', 3);
    const onSlackMeanwhile = cardsOn(salon, 'slack').filter(isSolved);
    await chats.slack.comeBack();

    // What was over before anybody on Slack had heard of it is not told there.
    expect(new Set(await untoldNotices(company))).toEqual(
      new Set(['slack: suppressed, it was over before anybody was told']),
    );
    expect(onSlackMeanwhile).toEqual([]);
    expect(standing(salon, 'discord')).toEqual({ open: [2, 4, 5], solved: [1, 3] });
    expect(standing(salon, 'slack')).toEqual({ open: [2, 4, 5], solved: [1] });
  });

  test('at the start, as the other is, gets its cards and its clicks once both are back', async ({
    salon,
  }) => {
    const { company, chats } = salon;
    await Promise.all([chats.slack.goDown(), chats.discord.goDown()]);
    await deleteBookings(salon, 1);
    const daemon = await salon.start();
    await until(
      () => daemon.logged.filter(({ message }) => message === 'card not delivered').length >= 2,
      'both in vain',
    );

    await Promise.all([chats.slack.comeBack(), chats.discord.comeBack()]);
    await waitForCards(salon, 'slack', 1);
    await waitForCards(salon, 'discord', 1);
    await chats.connected();
    await chats.press(chats.ada, 1, LABEL);
    await solvedOn(salon, 'discord', 1);

    expect(await untoldNotices(company)).toEqual([]);
    expect(standing(salon, 'slack')).toEqual({ open: [], solved: [1] });
    expect(chats.cards()).toHaveLength(2);
  });

  test('or asks to slow down is not asked meanwhile, and gets every card once', async ({ salon }) => {
    const { company, chats } = salon;
    const slowDown = { kind: 'ratelimited', retryAfterS: 1 } as const;
    chats.slack.faults.add({ when: { method: 'chat.postMessage' }, times: 3, fault: slowDown });
    chats.discord.faults.add({ when: { method: 'POST', path: /\/messages$/ }, times: 2, fault: slowDown });
    await deleteBookings(salon, 1, 2);
    await salon.start();

    await waitForCards(salon, 'slack', 2);
    await waitForCards(salon, 'discord', 2);

    const posts = chats.slack.requests.filter(({ method }) => method === 'chat.postMessage');
    const [first, second, third, fourth] = posts.map(({ at }) => at) as [number, number, number, number];
    expect(await untoldNotices(company)).toEqual([]);
    expect(standing(salon, 'slack')).toEqual({ open: [1, 2], solved: [] });
    expect(standing(salon, 'discord')).toEqual({ open: [1, 2], solved: [] });
    expect(posts).toHaveLength(5);
    for (const pause of [second - first, third - second, fourth - third]) expect(pause).toBeGreaterThan(950);
  });
});

describe.concurrent('a message', { timeout: 90_000 }, () => {
  test('that was deleted by hand is posted anew when there is something to tell', async ({ salon }) => {
    const { company, chats } = salon;
    await deleteBookings(salon, 1);
    await salon.start();
    await waitForCards(salon, 'slack', 1);
    const [before] = await waitForCards(salon, 'discord', 1);
    for (const { chat, id } of chats.cards()) {
      if (chat === 'slack') chats.slack.deleteMessage(chats.slackChannel, id);
      else chats.discord.deleteMessage({ channelId: chats.discordChannel, id });
    }

    await company.sql(`update calsync.appointment set customer_name = 'Anna Kaya'`);
    const [onSlack] = await waitForCards(salon, 'slack', 1);
    const [onDiscord] = await waitForCards(salon, 'discord', 1);
    expect(await untoldNotices(company)).toEqual([]);

    expect(onSlack?.text).toContain('Anna Kaya');
    expect(onDiscord?.text).toContain('Anna Kaya');
    expect(onDiscord?.id).not.toBe(before?.id);
    expect(chats.cards()).toHaveLength(2);
  });

  test('that cannot be edited any more is followed by one that tells the end', async ({ salon }) => {
    const { company, chats } = salon;
    await deleteBookings(salon, 1);
    await salon.start();
    await waitForCards(salon, 'slack', 1);
    await waitForCards(salon, 'discord', 1);
    await chats.connected();
    const click = await chats.prepare(chats.dora, 1, LABEL);
    chats.slack.faults.add({
      when: { method: 'chat.update' },
      times: 2,
      fault: { kind: 'error', error: 'edit_window_closed' },
    });
    chats.discord.faults.add({
      when: { method: 'PATCH', path: /\/messages\// },
      times: 2,
      fault: { kind: 'error', status: 429, code: 30046 },
    });

    await click();

    await solvedOn(salon, 'slack', 1);
    await solvedOn(salon, 'discord', 1);
    expect(await untoldNotices(company)).toEqual([]);
    expect(standing(salon, 'slack').solved).toEqual([1]);
    expect(standing(salon, 'discord').solved).toEqual([1]);
  });

  test('that Slack never takes holds up neither the next one nor Discord', async ({ salon }) => {
    const { company, chats } = salon;
    chats.slack.faults.add({
      when: { method: 'chat.postMessage' },
      fault: { kind: 'error', error: 'invalid_blocks' },
    });
    await deleteBookings(salon, 1, 2);
    await salon.start();

    await waitForCards(salon, 'slack', 1);
    await waitForCards(salon, 'discord', 2);

    expect(await untoldNotices(company)).toEqual([expect.stringMatching(/^slack: failed, .*invalid_blocks/)]);
    expect(standing(salon, 'slack')).toEqual({ open: [2], solved: [] });
  });

  test('that Slack stumbles over waits while the next one is posted', async ({ salon }) => {
    const { company, chats } = salon;
    await chats.slack.goDown();
    await deleteBookings(salon, 1, 2);
    chats.slack.faults.add({
      when: { method: 'chat.postMessage' },
      fault: { kind: 'error', error: 'fatal_error' },
    });
    await salon.start();
    await waitForCards(salon, 'discord', 2);

    await chats.slack.comeBack();
    const cards = await waitForCards(salon, 'slack', 2);

    expect(await untoldNotices(company)).toEqual([]);
    expect(cards).toHaveLength(2);
    const posts = chats.slack.requests.filter(({ method }) => method === 'chat.postMessage');
    const tried = posts.map(({ body }) => /#(\d+):/.exec(JSON.stringify(body))?.[1]);
    expect(posts.map(({ error }) => error)).toEqual(['fatal_error', undefined, undefined]);
    expect(new Set(tried.slice(0, 2))).toEqual(new Set(['1', '2']));
  });
});
