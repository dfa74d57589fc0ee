/** Every action on every kind of Issue, by those who may and those who may not: what it does to each side, and nothing else. */
import { describe, expect } from 'vitest';
import type { Action } from '../../src/domain/offers.ts';
import { test } from '../support/database.ts';
import {
  ADA,
  GUS,
  messageOf,
  offeredOn,
  openPressingSalon,
  press,
  textOf,
  told,
} from '../support/pressing.ts';
import type { ReadingSalon } from '../support/reading-salon.ts';
import { work } from '../support/repairs.ts';
import { HOUR, MORNING } from '../support/salon.ts';
import { VISIT_KINDS, type VisitKind } from '../support/visit-kinds.ts';
import { sidesOf, visitsFrom, type Visit } from '../support/visits.ts';

const NAMES: Readonly<Record<Action, string>> = {
  retry: 'Retry Verification',
  create: 'Create',
  link: 'Link',
  use_database: 'Use Database',
  use_calcom: 'Use Cal.com',
  resolve: 'Mark as Resolved',
  cancel: 'Cancel Appointment',
};
const ACTIONS = Object.keys(NAMES) as Action[];
const AFTER_THE_START: readonly Action[] = ['retry', 'link', 'use_calcom', 'resolve'];

interface Story extends VisitKind {
  readonly when: 'ahead' | 'begun';
  readonly presses: readonly Action[];
}

const STORIES: readonly Story[] = VISIT_KINDS.flatMap((kind): Story[] => [
  { ...kind, when: 'ahead', presses: ACTIONS },
  { ...kind, when: 'begun', presses: offeredBy(kind), leaves: only(kind.leaves, AFTER_THE_START) },
]);

function offeredBy({ leaves }: VisitKind): Action[] {
  return ACTIONS.filter((action) => leaves[action]);
}

function only(leaves: VisitKind['leaves'], actions: readonly Action[]): VisitKind['leaves'] {
  return Object.fromEntries(Object.entries(leaves).filter(([action]) => actions.includes(action as Action)));
}

/** A visit for each action, so that none of them stands in the way of another. */
interface Case {
  readonly action: Action;
  readonly visit: Visit;
  readonly issueId: number;
}

async function openCases(salon: ReadingSalon, { make, wobble, when, presses }: Story): Promise<Case[]> {
  const visits = visitsFrom(MORNING + (when === 'ahead' ? 24 : -36) * HOUR, presses.length);
  for (const visit of visits) await make(salon, visit);
  for (let attempt = 1; attempt <= (wobble ? 10 : 3); attempt += 1) {
    for (const visit of visits) wobble?.(salon, visit, attempt - 1);
    salon.clock.pass(5 * 60_000);
    await salon.verify();
  }
  await salon.tell();
  const issues = await salon.sql<{ id: number }>('select id from calsync.issue order by starts_at');
  expect(issues).toHaveLength(presses.length);
  return presses.map((action, at) => ({
    action,
    visit: visits[at] as Visit,
    issueId: (issues[at] as { id: number }).id,
  }));
}

async function pressAll(salon: ReadingSalon, cases: readonly Case[], who: string): Promise<string[]> {
  await Promise.all(
    cases.map(({ action, issueId }) => press(salon, { who, on: messageOf(salon, issueId), action })),
  );
  const answers = await told(salon, who, cases.length);
  await work(salon);
  await salon.tell();
  return answers;
}

const allSides = (salon: ReadingSalon, cases: readonly Case[]) =>
  Promise.all(cases.map(async ({ action, visit }) => ({ action, sides: await sidesOf(salon, visit) })));

/** What was sent to Cal.com, and what the audit says was written where. */
async function writesOf({ sql, calcom }: ReadingSalon) {
  const audited = await sql<{ side: string }>('select side from calsync.audit where side is not null');
  return {
    sent: calcom.requests.filter(({ method }) => method !== 'GET').length,
    audited: audited.map(({ side }) => side).toSorted(),
  };
}

/** Each side that differs from before was written to once. */
function writesIn({ leaves, stands }: Story): Awaited<ReturnType<typeof writesOf>> {
  const written = Object.values(leaves).map((sides) => sides.filter((side) => !stands.includes(side)));
  const of = (isRow: boolean) =>
    written.filter((sides) => sides.some((side) => side.includes('→') === isRow)).length;
  const sent = of(false);
  return {
    sent,
    audited: [...Array<string>(sent).fill('calcom'), ...Array<string>(of(true)).fill('database')],
  };
}

describe('each action', { timeout: 60_000 }, () => {
  test.for(STORIES)(
    'on $kind, with the start $when, does its own and nothing else',
    async (story, { databaseUrl }) => {
      await using salon = await openPressingSalon(databaseUrl);
      const cases = await openCases(salon, story);
      const before = await allSides(salon, cases);
      const cards = cases.map(({ issueId }) => messageOf(salon, issueId));

      const refusals = await pressAll(salon, cases, GUS);
      const afterMember = await allSides(salon, cases);
      await pressAll(salon, cases, ADA);
      const after = await allSides(salon, cases);

      const stands = story.stands.toSorted();
      expect(before).toEqual(cases.map(({ action }) => ({ action, sides: stands })));
      for (const card of cards) expect(offeredOn(card).toSorted()).toEqual(offeredBy(story).toSorted());
      expect(refusals).toEqual(cases.map(() => expect.stringContaining('Only calsync’s admins may do that')));
      expect(afterMember).toEqual(before);
      expect(after).toEqual(
        cases.map(({ action }) => ({ action, sides: (story.leaves[action] ?? stands).toSorted() })),
      );
      for (const { action, issueId } of cases)
        expect(textOf(messageOf(salon, issueId))).toMatch(endOf(action, story));
      expect(await writesOf(salon)).toEqual(writesIn(story));
    },
  );
});

const AT = String.raw`by Ada on Slack, 8 Oct 2026, 1[01]:\d\d`;

function endOf(action: Action, { leaves, kind }: Story): RegExp {
  const asked = `${NAMES[action]} ${AT}`;
  if (!leaves[action]) return new RegExp(`Cal.com Sync Issue[^]*${asked}: This cannot be done`);
  if (action === 'resolve') return new RegExp(`Accepted #[^]*${asked}`);
  if (action !== 'retry') return new RegExp(`Solved #[^]*${asked}`);
  const still = kind === 'VERIFICATION_ERROR' ? 'it still cannot be verified' : 'the two sides still differ';
  return new RegExp(`Cal.com Sync Issue[^]*${asked}: done, and ${still}`);
}
