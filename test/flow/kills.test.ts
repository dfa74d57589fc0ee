import { describe, expect } from 'vitest';
import { until, type CalsyncProcess, type Company } from '../support/calsync-process.ts';
import { untoldNotices, test, type ShownCard, type Salon } from '../support/two-chats.ts';

const HOUR = 60 * 60_000;
const TOMORROW = Math.floor(Date.now() / HOUR) * HOUR + 24 * HOUR;
/** Leases last for 20 to 30 s after their holder was killed: nobody may wait for that. */
const SOON_MS = 12_000;

const LABEL = 'Create in Cal.com';

const liveBookings = ({ calcom }: Company) =>
  calcom.world.all().filter(({ status }) => status === 'accepted');

function bothCards({ chats }: Salon): Promise<ShownCard[]> {
  return until(
    () => {
      const cards = chats.cards(1);
      return (
        cards.some(({ chat }) => chat === 'slack') && cards.some(({ chat }) => chat === 'discord') && cards
      );
    },
    () => `a card on each: ${JSON.stringify(chats.cards())}`,
  );
}

async function tellOfDeletedBooking(salon: Salon): Promise<CalsyncProcess> {
  const { company, chats } = salon;
  company.calcom.world.remove(await company.agree('1', TOMORROW));
  const daemon = company.launch(['start']);
  await bothCards(salon);
  await chats.connected();
  return daemon;
}

/** Whatever happened before: one booking, whose uid the row carries, and one card on each chat that says so. */
async function endsWell(salon: Salon, byWhom: string): Promise<void> {
  const { company, chats } = salon;
  await until(
    () => chats.cards(1).every(({ text }) => text.includes('agree again')),
    () => `two solved cards: ${JSON.stringify(chats.cards())}`,
  );
  expect(await untoldNotices(company)).toEqual([]);
  const [row] = await company.sql<{ uid: string }>(
    'select calcom_booking_uid as uid from calsync.appointment',
  );
  expect(liveBookings(company)).toMatchObject([{ uid: row?.uid }]);
  expect(chats.cards().map(({ chat }) => chat)).toEqual(['slack', 'discord']);
  for (const { text } of chats.cards()) expect(text).toContain(byWhom);
}

const resolutionState = async ({ sql }: Company) =>
  (
    await sql<{ state: string; sent: boolean }>(
      'select state, sent_at is not null as sent from calsync.resolution',
    )
  )[0];

/** Answers when it was ready: how long a process takes to start is not our subject. */
async function restart(company: Company): Promise<number> {
  await company.launch(['start']).logged('calsync started');
  return Date.now();
}

describe.concurrent('a daemon that is killed', { timeout: 90_000 }, () => {
  test('between card and click does what is clicked after its restart', async ({ salon }) => {
    const { company, chats } = salon;
    const first = await tellOfDeletedBooking(salon);
    const told = chats.cards();
    await first.kill('SIGKILL');
    await until(() => chats.slack.connections === 0, 'the end of the connection');

    company.launch(['start']);
    await until(() => chats.slack.connections > 0, 'a new connection');
    await chats.press(chats.ada, 1, LABEL);

    await endsWell(salon, 'Create by Ada on Slack');
    expect(chats.cards().map(({ id }) => id)).toEqual(told.map(({ id }) => id));
  });

  test('between click and write carries it out after its restart', async ({ salon }) => {
    const { company, chats } = salon;
    const first = await tellOfDeletedBooking(salon);
    const held = company.calcom.faults.add({
      when: { method: 'GET', path: /bookings/ },
      times: Infinity,
      fault: { kind: 'hang' },
    });

    await chats.press(chats.dora, 1, LABEL);
    await until(async () => (await resolutionState(company))?.state === 'running', 'the beginning');
    await first.kill('SIGKILL');
    const before = await resolutionState(company);
    held.remove();
    const restartedAt = await restart(company);

    await endsWell(salon, 'Create by Dora on Discord');
    expect(before).toEqual({ state: 'running', sent: false });
    expect(Date.now() - restartedAt).toBeLessThan(SOON_MS);
  });

  test('after a chat took the card of what is over by now finds the card and tells its end', async ({
    salon,
  }) => {
    const { company, chats } = salon;
    chats.slack.faults.add({ when: { method: 'chat.postMessage' }, fault: { kind: 'hang', after: true } });
    const first = await tellOfDeletedBooking(salon);
    await chats.press(chats.dora, 1, LABEL);
    await until(
      () => chats.cards(1).some(({ chat, text }) => chat === 'discord' && text.includes('agree again')),
      'the end on Discord',
    );
    await first.kill('SIGKILL');

    company.launch(['start']);

    await endsWell(salon, 'Create by Dora on Discord');
  });
});
