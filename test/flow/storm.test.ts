/** Very much to tell at once, to a Slack that does not take it: in the end every message shows how it ended. */
import { describe, expect } from 'vitest';
import { readHealthOf } from '../../src/cli/health.ts';
import { deliveryLines } from '../../src/query/delivery.ts';
import { test } from '../support/database.ts';
import { openIssues } from '../support/repairs.ts';
import { HOUR, MORNING } from '../support/salon.ts';
import { openTellingSalon, type TellingSalon, type ToldMessage } from '../support/telling-salon.ts';

const MINUTE = 60_000;
const DAY = 24 * HOUR;
const SLOW_DOWN = { kind: 'ratelimited', retryAfterS: 30 } as const;
const AWAY = { kind: 'status', status: 503 } as const;

describe('500 issues at once', { timeout: 240_000 }, () => {
  test('become one summary and ten cards, and all tell their end although Slack took nothing for five minutes and then for an hour', async ({
    databaseUrl,
  }) => {
    await using salon = await openTellingSalon(databaseUrl);
    const uids = await plant500(salon);
    const slow = salon.slack.faults.add({ when: { method: /^chat\./ }, times: Infinity, fault: SLOW_DOWN });
    await salon.deliver({ forMs: 2 * MINUTE });
    restore(salon, [...uids.slice(0, 3), ...uids.slice(100, 200)]);
    await salon.verify();
    await salon.deliver({ forMs: 3 * MINUTE });
    const during = salon.messages();
    slow.remove();
    await salon.deliver();
    const after = salon.messages();
    const standing = await openCards(salon);

    const away = salon.slack.faults.add({ times: Infinity, fault: AWAY });
    restore(salon, uids.slice(3, 8));
    await salon.verify();
    await salon.deliver({ forMs: 30 * MINUTE });
    restore(salon, [...uids.slice(8, 100), ...uids.slice(200)]);
    await salon.verify();
    await salon.deliver({ forMs: 30 * MINUTE });
    away.remove();
    const asked = salon.slack.requests.length;
    await salon.deliver();

    const edits = salon.slack.requests.slice(asked).filter(({ method }) => method === 'chat.update');
    const cards = after.filter(isCard);
    expect(during).toEqual([]);
    expect(new Set(cards.map(issueOf))).toEqual(new Set(standing));
    expect(cards).toHaveLength(10);
    expect(after.length - cards.length).toBe(1);
    expect(salon.messages().map(({ id }) => id)).toEqual(after.map(({ id }) => id));
    expect(salon.messages().filter(isCard).every(isSolved)).toBe(true);
    expect(salon.messages().find((message) => !isCard(message))?.title).toContain('all of them over');
    expect(edits).toHaveLength(11);
    await expectConservation(salon);
  });

  test('that have a card each show their end, and what changed while Slack was away becomes one edit of each', async ({
    databaseUrl,
  }) => {
    await using salon = await openTellingSalon(databaseUrl);
    const uids = await plant500(salon);
    await salon.sql(`update calsync.issue set announced = 'card'`);
    await queueForAll(salon, 'opened');
    salon.slack.faults.add({ when: { method: 'chat.postMessage' }, skip: 100, fault: SLOW_DOWN });
    salon.slack.faults.add({
      when: { method: 'chat.postMessage' },
      skip: 200,
      fault: { kind: 'cut', after: true },
    });
    await salon.deliver();
    const told = salon.messages().filter(isCard);

    const away = salon.slack.faults.add({ times: Infinity, fault: AWAY });
    for (let change = 0; change < 3; change++) await queueForAll(salon, `change ${change}`);
    restore(salon, uids);
    await salon.verify();
    await salon.deliver({ forMs: HOUR });
    away.remove();
    const asked = salon.slack.requests.length;
    await salon.deliver();

    const edits = salon.slack.requests.slice(asked).filter(({ method }) => method === 'chat.update');
    const ended = salon.messages().filter(isCard);
    expect(told).toHaveLength(500);
    expect(new Set(told.map(issueOf)).size).toBe(500);
    expect(ended.map(({ id }) => id)).toEqual(told.map(({ id }) => id));
    expect(ended.every(isSolved)).toBe(true);
    expect(edits).toHaveLength(500 + 1);
    await expectConservation(salon);
  });
});

test('what starts within a day and was only counted gets its card as others are dealt with, the soonest first', async ({
  databaseUrl,
}) => {
  await using salon = await openTellingSalon(databaseUrl);
  const uids = await plant500(salon);
  const before = await openCards(salon);
  const soonest = await soonestIssues(salon, 13);

  restore(salon, uids.slice(0, 2));
  await salon.verify();
  const next = await openCards(salon);
  salon.clock.pass(4 * HOUR);
  await salon.verify();

  expect(before).toEqual(soonest.slice(0, 10));
  expect(next).toEqual(soonest.slice(2, 12));
  expect((await openCards(salon)).length).toBeGreaterThan(10);
});

/** 600 visits, 40 minutes apart, of which 500 were cancelled at Cal.com; answers their uids, the soonest first. */
async function plant500(salon: TellingSalon): Promise<string[]> {
  const starts = Array.from({ length: 600 }, (_, at) => MORNING + HOUR + at * 40 * MINUTE);
  const bookings = starts.map((start) =>
    salon.calcom.world.book({ start, eventTypeId: 10, createdAt: MORNING - DAY, updatedAt: MORNING - DAY }),
  );
  await salon.enter(
    ...bookings.map(({ uid }, at) => ({ id: `${at}`, startsAt: starts[at] ?? 0, bookingUid: uid })),
  );
  const uids = bookings.filter((_, at) => at % 6 !== 5).map(({ uid }) => uid);
  for (const uid of uids) salon.calcom.world.update(uid, { status: 'cancelled', updatedAt: MORNING - DAY });
  await openIssues(salon);
  return uids;
}

function restore({ calcom }: TellingSalon, uids: readonly string[]): void {
  for (const uid of uids) calcom.world.restore(uid);
}

async function queueForAll({ sql, clock }: TellingSalon, reason: string): Promise<void> {
  await sql(
    `insert into calsync.notification (issue_id, surface, reason, state, created_at, due_at)
     select id, 'slack', ?, 'due', to_timestamp(?), to_timestamp(?) from calsync.issue`,
    [reason, clock.now() / 1000, clock.now() / 1000],
  );
}

/** The Issues that have a card and are open, the soonest first. */
async function openCards({ sql }: TellingSalon): Promise<number[]> {
  const open = await sql<{ id: number }>(
    `select id from calsync.issue where state = 'open' and announced = 'card' order by starts_at`,
  );
  return open.map(({ id }) => id);
}

async function soonestIssues({ sql }: TellingSalon, count: number): Promise<number[]> {
  const all = await sql<{ id: number }>('select id from calsync.issue order by starts_at limit ?', [count]);
  return all.map(({ id }) => id);
}

const isCard = ({ title }: ToldMessage) => /#\d+:/.test(title);
const issueOf = ({ title }: ToldMessage) => Number(/#(\d+):/.exec(title)?.[1]);
const isSolved = ({ title }: ToldMessage) => /^\S* ?Solved/.test(title);

/** Nothing was lost: each that was ever made has ended, and health says so. */
async function expectConservation(salon: TellingSalon): Promise<void> {
  const { created, ended } = await salon.conserved();
  const { delivery } = await readHealthOf(salon.app);
  const sum = Object.values(ended).reduce((all, some) => all + some, 0);
  expect(sum).toBe(created);
  expect(ended).not.toHaveProperty('due');
  expect(ended).not.toHaveProperty('failed');
  expect(delivery.tally).toMatchObject({ ...ended, due: 0, queued: created });
  expect(deliveryLines(delivery, salon.app.config)).toEqual([
    expect.stringMatching(/, 0 due, 0 failed = [\d,]+ queued$/),
  ]);
}
