/** The process is killed right before and right after each of its named steps; whoever goes on ends the story as if nothing had been. */
import { fileURLToPath } from 'node:url';
import { describe, expect } from 'vitest';
import { STEPS } from '../../src/cli/steps.ts';
import {
  PLACES,
  standingMessages,
  standingReplies,
  strayMessages,
  type Place,
} from '../support/kill-cards.ts';
import type { KillPoint } from '../support/kill-point.ts';
import { killStage, type KillStage } from '../support/kill-stage.ts';
import { STORIES } from '../support/kill-stories.ts';
import type { StoryEnd } from '../support/kill-story.ts';
import { test, untoldNotices } from '../support/two-chats.ts';

const ENTRY = fileURLToPath(new URL('../support/killed-calsync.ts', import.meta.url));
/** Longer than any story needs to come to its step. */
const PATIENCE_MS = 60_000;

const POINTS: KillPoint[] = STEPS.flatMap((step) => [
  { step, when: 'before' as const },
  { step, when: 'after' as const },
]);

test('every step has a name of its own and a story in which it happens', () => {
  expect(new Set(STEPS).size).toBe(STEPS.length);
  expect(Object.keys(STORIES).toSorted()).toEqual(STEPS.toSorted());
});

describe.concurrent('a process that is killed', { timeout: 120_000 }, () => {
  test.for(POINTS)('$when "$step" loses nothing and does nothing twice', async (point, { salon }) => {
    const { prepare, provoke, heal, end } = STORIES[point.step];
    const stage = killStage(salon);
    await prepare(stage);

    await killAt(point, stage, provoke);
    await heal?.(stage);
    await stage.goOn(() => isAsItShouldEnd(stage, end));

    expect(new Set(await untoldNotices(stage.company, 'issue'))).toEqual(new Set(end.otherwise));
    expect((await untoldNotices(stage.company, 'bulletin')).filter(isLost)).toEqual([]);
    expect(bookingsOf(stage)).toEqual(end.bookings);
    expect(writesOf(stage)).toBe(end.writes);
    for (const place of PLACES)
      expect(cardsIn(place, stage)).toEqual(end.cards[place].map((text) => expect.stringMatching(text)));
    expect(await strayMessages(stage)).toEqual([]);
    expect(await standingReplies(stage)).toHaveLength(end.replies);
    expect(await carriedUids(stage)).toEqual(end.bookings.includes('accepted') ? [true] : []);
    expect(await openTroubles(stage)).toEqual([]);
  });
});

/** What went wrong and was mended before anybody could be told of it need not be told. */
const isLost = (notice: string) => !notice.endsWith('suppressed, it was over before anybody was told');

async function killAt(
  point: KillPoint,
  stage: KillStage,
  provoke?: (stage: KillStage) => Promise<void>,
): Promise<void> {
  const victim = stage.company.launch([JSON.stringify(point), 'start'], stage.settings, ENTRY);
  const late = setTimeout(() => void victim.kill('SIGTERM'), PATIENCE_MS);
  const [{ code, stderr }] = await Promise.all([victim.ended, provoke?.(stage)]);
  clearTimeout(late);
  if (code !== null) throw new Error(`Cannot kill it: it ended with ${code}\n${stderr}`);
}

/** Issue 1's, as people read them, with their buttons. */
function cardsIn(place: Place, stage: KillStage): string[] {
  const about1 = standingMessages(stage).filter((one) => one.place === place && one.text.includes('#1:'));
  return about1.map(({ text }) => text);
}

function isAsItShouldEnd(stage: KillStage, end: StoryEnd): boolean {
  return PLACES.every((place) => {
    const cards = cardsIn(place, stage);
    return end.cards[place].every((wanted) => cards.some((card) => wanted.test(card)));
  });
}

function bookingsOf({ company }: KillStage): string[] {
  return company.calcom.world
    .all()
    .map(({ status }) => status)
    .toSorted();
}

function writesOf({ company }: KillStage): number {
  return company.calcom.requests.filter(({ method }) => method === 'POST').length;
}

/** Whether the row carries each booking that stands. */
async function carriedUids({ company }: KillStage): Promise<boolean[]> {
  const rows = await company.sql<{ uid: string }>(
    'select calcom_booking_uid as uid from calsync.appointment',
  );
  const standing = company.calcom.world.all().filter(({ status }) => status === 'accepted');
  return standing.map(({ uid }) => rows.some((row) => row.uid === uid));
}

async function openTroubles({ company }: KillStage): Promise<object[]> {
  return company.sql(`select surface from calsync.surface_trouble
    union all select kind from calsync.bulletin where state = 'open'`);
}
