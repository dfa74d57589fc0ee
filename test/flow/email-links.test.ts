/** An e-mail waits a moment for the card in the chat, so that it can lead there. */
import { describe, expect } from 'vitest';
import { linkToCards } from '../../src/cli/link-to-cards.ts';
import type { Card } from '../../src/domain/card.ts';
import { test } from '../support/database.ts';
import { aPairWithoutItsBooking } from '../support/issue-stories.ts';
import { openTellingSalon, type TellingSalon } from '../support/telling-salon.ts';

const CARD: Card = { icon: '⚠️', title: 'Sync Issue', tone: 'warning', sections: [] };
const ISSUE = { about: { kind: 'issue', id: 1 }, card: CARD } as const;
const { signal } = new AbortController();

/** What happens in the chat while somebody waits. */
function waiting({ app, clock }: TellingSalon, meanwhile: () => Promise<void>): TellingSalon['app'] {
  const sleep = async (ms: number) => {
    clock.pass(ms);
    await meanwhile();
  };
  return { ...app, clock: { now: () => clock.now(), sleep } };
}

describe('an e-mail about an Issue', () => {
  test('leads to the card that is posted at the same moment', async ({ databaseUrl }) => {
    await using salon = await openTellingSalon(databaseUrl);
    await aPairWithoutItsBooking(salon);
    const chats = [salon.slackIn(salon.channelId)];

    const app = waiting(salon, () => salon.deliver());
    const card = await linkToCards(app, ISSUE, { chats, signal });

    expect(card.sections).toMatchObject([
      { facts: [{ label: 'Open on Slack', value: expect.stringMatching(/^https:/) }] },
    ]);
  });

  test('waits a few seconds at most for a chat that does not get on', async ({ databaseUrl }) => {
    await using salon = await openTellingSalon(databaseUrl);
    await aPairWithoutItsBooking(salon);
    const chats = [salon.slackIn(salon.channelId)];
    const began = salon.clock.now();

    const app = waiting(salon, () => Promise.resolve());
    const card = await linkToCards(app, ISSUE, { chats, signal });

    expect(card).toEqual(CARD);
    expect(salon.clock.now() - began).toBe(3_000);
  });

  test('does not wait for a chat that has failed already', async ({ databaseUrl }) => {
    await using salon = await openTellingSalon(databaseUrl);
    await aPairWithoutItsBooking(salon);
    await salon.slack.goDown();
    await salon.deliver({ forMs: 1 });
    const chats = [salon.slackIn(salon.channelId)];
    const began = salon.clock.now();

    const app = waiting(salon, () => Promise.resolve());
    const card = await linkToCards(app, ISSUE, { chats, signal });

    expect(card).toEqual(CARD);
    expect(salon.clock.now()).toBe(began);
  });
});
