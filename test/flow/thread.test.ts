import { describe, expect } from 'vitest';
import { until, type Company } from '../support/calsync-process.ts';
import { test, type ShownCard, type TwoChats, type Salon } from '../support/two-chats.ts';

const HOUR = 60 * 60_000;
const TOMORROW = Math.floor(Date.now() / HOUR) * HOUR + 24 * HOUR;

const liveBookings = ({ calcom }: Company) =>
  calcom.world.all().filter(({ status }) => status === 'accepted');

/** A booking that someone deleted in Cal.com, told on both. */
async function deletedBooking({ company, chats }: Salon): Promise<ShownCard[]> {
  company.calcom.world.remove(await company.agree('1', TOMORROW));
  await chats.connected();
  return until(() => {
    const cards = chats.cards(1);
    return cards.length === 2 && cards;
  }, 'two cards');
}

/** Both cards, once they tell the end. */
function solved({ chats }: Salon): Promise<ShownCard[]> {
  return until(
    () => {
      const cards = chats.cards(1);
      return cards.length === 2 && cards.every(({ text }) => /^\S* ?Solved/.test(text)) && cards;
    },
    () => `two solved cards: ${JSON.stringify(chats.cards())}`,
  );
}

/** Everything that was ever sent to either chat. */
const everSaid = ({ slack, discord }: TwoChats) =>
  JSON.stringify([...slack.requests, ...discord.requests].map(({ body }) => body));

const idsOf = (cards: readonly ShownCard[]) => cards.map(({ chat, id }) => `${chat} ${id}`);

describe('a booking deleted in Cal.com', { timeout: 60_000 }, () => {
  test.for([
    { who: 'ada', where: 'Slack' },
    { who: 'dora', where: 'Discord' },
  ] as const)(
    'is told once on both chats, made again by a click on $where, and both cards tell by whom',
    async ({ who, where }, { salon }) => {
      const { company, chats } = salon;
      await salon.start();
      const told = await deletedBooking(salon);

      await chats.press(chats[who], 1, 'Create in Cal.com');
      const ended = await solved(salon);

      const [row] = await company.sql<{ uid: string }>(
        'select calcom_booking_uid as uid from calsync.appointment',
      );
      expect(liveBookings(company)).toMatchObject([{ uid: row?.uid }]);
      expect(told.map(({ chat }) => chat)).toEqual(['slack', 'discord']);
      expect(idsOf(ended)).toEqual(idsOf(told));
      expect(chats.cards()).toHaveLength(2);
      for (const { text, buttons } of ended) {
        expect(text).toContain(`Create by ${chats[who].name} on ${where}`);
        expect(buttons).not.toContain('Create in Cal.com');
      }
      expect(everSaid(chats)).not.toContain('still differ');
    },
  );

  test('stays on its two cards over a restart of the daemon', async ({ salon }) => {
    const { company, chats } = salon;
    const first = await salon.start();
    const told = await deletedBooking(salon);
    await first[Symbol.asyncDispose]();

    await salon.start();
    await chats.connected();
    await chats.press(chats.bo, 1, 'Create in Cal.com');
    const ended = await solved(salon);

    expect(idsOf(ended)).toEqual(idsOf(told));
    expect(chats.cards()).toHaveLength(2);
    expect(liveBookings(company)).toHaveLength(1);
  });
});
