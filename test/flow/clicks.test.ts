import { describe, expect } from 'vitest';
import { until, type Company } from '../support/calsync-process.ts';
import { untoldNotices, test, type ShownCard, type Salon } from '../support/two-chats.ts';

const HOUR = 60 * 60_000;
const TOMORROW = Math.floor(Date.now() / HOUR) * HOUR + 24 * HOUR;
const LABEL = 'Create in Cal.com';

const liveBookings = ({ calcom }: Company) =>
  calcom.world.all().filter(({ status }) => status === 'accepted');

function cardsOnBoth({ chats }: Salon, issueId: number): Promise<ShownCard[]> {
  return until(
    () => {
      const cards = chats.cards(issueId);
      return cards.length === 2 && cards;
    },
    () => `two cards of issue #${issueId}: ${JSON.stringify(chats.cards())}`,
  );
}

/** What both say of the end, without what only one of them can say. */
function storyOf({ text }: ShownCard): string | undefined {
  return text.split('\n').find((line) => / by .+ on (Slack|Discord)/.test(line));
}

describe('one card', { timeout: 90_000 }, () => {
  test('clicked twenty times at once by four people on both chats is done once, and everyone else is told who was faster', async ({
    salon,
  }) => {
    const { company, chats } = salon;
    company.calcom.world.remove(await company.agree('1', TOMORROW));
    const daemon = await salon.start();
    await chats.connected();
    await cardsOnBoth(salon, 1);
    const people = [chats.ada, chats.bo, chats.dora, chats.emil];
    const clicks = await inTurn(
      people.flatMap((who) => Array.from({ length: 5 }, () => who)),
      (who) => chats.prepare(who, 1, LABEL),
    );
    const refused = await chats.prepare(chats.guest, 1, LABEL);
    await chats.press(chats.visitor, 1, LABEL);

    await Promise.all([...clicks, refused].map((click) => click()));

    const answers = await until(
      () => {
        const told = people.flatMap((who) => chats.toldInPrivate(who));
        return told.length === 20 && told;
      },
      () => `twenty answers: ${JSON.stringify(people.map((who) => chats.toldInPrivate(who)))}`,
    );
    await until(() => chats.cards(1).every(({ text }) => text.includes('agree again')), 'the end on both');
    expect(await untoldNotices(company)).toEqual([]);
    const [resolution] = await company.sql<{ name: string }>(
      'select requested_name as name from calsync.resolution',
    );
    const faster = answers.filter((text) => text.includes(`by ${resolution?.name}`));
    const [first, second] = chats.cards(1).map(storyOf);
    expect(answers.filter((text) => text.includes('It is being done'))).toHaveLength(1);
    expect(faster).toHaveLength(19);
    expect(await company.sql('select state from calsync.resolution')).toEqual([{ state: 'done' }]);
    expect(liveBookings(company)).toHaveLength(1);
    expect(bookingsAskedFor(company)).toBe(1);
    expect(first).toContain(`Create by ${resolution?.name} on`);
    expect(second).toBe(first);
    expect(chats.cards()).toHaveLength(2);
    await until(() => chats.toldInPrivate(chats.guest).length > 0, 'the refusal');
    for (const who of [chats.guest, chats.visitor])
      expect(chats.toldInPrivate(who)).toEqual([expect.stringContaining('Only calsync’s admins')]);
    expect(daemon.logged.filter(({ message }) => /failed/.test(message))).toEqual([]);
  });
});

function bookingsAskedFor({ calcom }: Company): number {
  return calcom.requests.filter(({ method, path }) => method === 'POST' && path === '/v2/bookings').length;
}

async function inTurn<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  for (const item of items) results.push(await work(item));
  return results;
}
