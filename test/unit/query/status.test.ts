import { describe, expect, test } from 'vitest';
import { composeStatus, judgeHealth, readStatus } from '../../../src/query/status.ts';
import type { RecordedRun, StatusSource } from '../../../src/query/sources.ts';
import { MINUTE, NOON } from '../../support/builders.ts';

const HOUR = 60 * MINUTE;

function aRun(fields: Partial<RecordedRun> = {}): RecordedRun {
  return {
    id: 1,
    kind: 'full',
    startedAt: NOON - HOUR,
    finishedAt: NOON - HOUR + MINUTE,
    outcome: 'complete',
    problem: null,
    appointmentsRead: 0,
    bookingsRead: 0,
    apiRequests: 0,
    certificate: null,
    ...fields,
  };
}

const incomplete = aRun({ outcome: 'incomplete', problem: 'Cal.com is in trouble' });

/** `runs`: the latest first. */
function healthOf(...runs: RecordedRun[]) {
  const lastComplete = runs.find(({ kind, outcome }) => kind === 'full' && outcome === 'complete') ?? null;
  return judgeHealth({ runs, lastComplete, now: NOON });
}

describe('health', () => {
  test('is unknown before the first Run has ended', () => {
    expect(healthOf().state).toBe('unknown');
    expect(healthOf(aRun({ outcome: 'running' })).state).toBe('unknown');
  });

  test('is good after a complete full Run of the last day', () => {
    expect(healthOf(aRun()).state).toBe('healthy');
    expect(healthOf(aRun({ kind: 'pending' }), aRun()).state).toBe('healthy');
    expect(healthOf(aRun({ outcome: 'running' }), aRun()).state).toBe('healthy');
  });

  test('is not good without any complete full Run, however many small ones were', () => {
    expect(healthOf(aRun({ kind: 'pending' }), aRun({ kind: 'pending' })).state).toBe('stale');
  });

  test('is stale when the last complete full Run is more than a day and an hour old', () => {
    expect(healthOf(aRun({ startedAt: NOON - 25 * HOUR })).state).toBe('healthy');
    expect(healthOf(aRun({ startedAt: NOON - 25 * HOUR - 1 })).state).toBe('stale');
  });

  test('names why the last Run was not complete, and is trouble from the second one on', () => {
    expect(healthOf(incomplete, aRun())).toEqual({
      state: 'stale',
      why: 'the last check was not complete: Cal.com is in trouble',
    });
    expect(healthOf(incomplete, incomplete, aRun())).toEqual({
      state: 'trouble',
      why: 'Cal.com is in trouble',
    });
    expect(healthOf(incomplete)).toEqual({ state: 'trouble', why: 'Cal.com is in trouble' });
  });

  test.for(['partial', 'incomplete', 'refused'] as const)(
    'is never good after a Run that is %s',
    (outcome) => {
      expect(healthOf(aRun({ outcome }), aRun()).state).not.toBe('healthy');
    },
  );
});

function sourceOf(runs: RecordedRun[]): StatusSource {
  return {
    countPairs: async () => ({ synced: 1247, orphaned_local: 5, pending: 1 }),
    countUnverified: async () => 22,
    countIssues: async () => ({ open: 5, accepted: 2 }),
    latestRuns: async (limit) => runs.slice(0, limit),
    findPause: async () => undefined,
    lastComplete: async () => runs.find(({ kind, outcome }) => kind === 'full' && outcome === 'complete'),
  };
}

const QUESTION = {
  now: NOON,
  window: { from: NOON, to: NOON + HOUR },
  nextCheck: { name: 'Check', at: NOON + 225 * MINUTE },
  underWay: false,
};

describe('the status', () => {
  test('counts rows that were never verified as pending', async () => {
    const report = await readStatus(sourceOf([aRun()]), QUESTION);

    expect(report.counts).toMatchObject({ synced: 1247, pending: 23, orphaned_local: 5, failed: 0 });
  });

  test('passes over any number of Runs that were never finished, unless one is under way', async () => {
    const killed = Array.from({ length: 10 }, (_, at) =>
      aRun({ id: 10 - at, outcome: 'running', finishedAt: null }),
    );
    const runs = [...killed, aRun({ id: 0 })];

    const quiet = await readStatus(sourceOf(runs), QUESTION);
    const busy = await readStatus(sourceOf(runs), { ...QUESTION, underWay: true });

    expect(quiet).toMatchObject({ lastRun: { id: 0 }, health: { state: 'healthy' } });
    expect(busy).toMatchObject({ lastRun: { id: 10, outcome: 'running' }, health: { state: 'healthy' } });
  });

  test('is shown with a tile for what waits for a review, the share in sync, and the next check', async () => {
    const report = await readStatus(sourceOf([aRun()]), QUESTION);

    const card = composeStatus(report, { locale: 'en-GB', timeZone: 'Europe/Berlin' });

    expect(card.tone).toBe('good');
    expect(card.sections[0]).toMatchObject({
      tiles: expect.arrayContaining([
        { icon: '✅', label: 'Synced', value: '1,247', note: '97.8% sync' },
        { icon: '⚠️', label: 'Review', value: '5', note: 'see "issues"' },
      ]),
    });
    expect(card.sections[1]).toMatchObject({
      facts: [
        { label: 'Last verification', value: '9 Oct 2026, 13:00 (full, complete)' },
        { label: 'Next check', value: 'in 3h 45m (Check)' },
        { label: 'Status', value: '✅ Healthy' },
        { label: 'Accepted', value: '2 as they are' },
      ],
    });
  });

  test('says of when the counts are while the last check is not to be relied on', async () => {
    const report = await readStatus(sourceOf([incomplete, aRun({ startedAt: NOON - 2 * HOUR })]), QUESTION);

    const card = composeStatus(report, { locale: 'en-GB', timeZone: 'UTC' });

    expect(card.tone).toBe('warning');
    expect(JSON.stringify(card)).toContain('{"label":"Counts as of","value":"9 Oct 2026, 10:00"}');
  });
});
