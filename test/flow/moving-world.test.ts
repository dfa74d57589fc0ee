import { describe, expect } from 'vitest';
import type { RunReport } from '../../src/reconcile/run-report.ts';
import { test } from '../support/database.ts';
import { HOUR, MORNING, openSalon, type Salon } from '../support/salon.ts';

const MINUTE = 60_000;
const DAY = 24 * HOUR;
const TOMORROW = MORNING + DAY;
/** More than a page, so that Cal.com can change between two of them. */
const BOOKINGS = 300;
/** Listings of a quiet Run: two pages of what lies ahead, the past, and what has changed; and one to spare. */
const LISTINGS = [1, 2, 3, 4, 5];

interface Change {
  /** Someone does it on the Cal.com site. */
  happen(salon: Salon, uids: readonly string[]): () => void;
  /** What a Run says that saw it: the code and the row or booking. */
  readonly seen: string;
}

const EARLY = 20;
const LATE = 280;

const CHANGES: Record<string, Change> = {
  'made on a page read before': { happen: make(EARLY), seen: 'ORPHANED_CALCOM new' },
  'made on a page read later': { happen: make(LATE), seen: 'ORPHANED_CALCOM new' },
  'cancelled on a page read before': { happen: cancel(EARLY), seen: `DATA_MISMATCH ${EARLY}` },
  'cancelled on a page read later': { happen: cancel(LATE), seen: `DATA_MISMATCH ${LATE}` },
  'moved to a page read later': { happen: move(EARLY, LATE), seen: `DATA_MISMATCH ${EARLY}` },
  'moved to a page read before': { happen: move(LATE, EARLY), seen: `DATA_MISMATCH ${LATE}` },
  'moved out of the window': { happen: move(LATE, 200 * 24 * 60), seen: `DATA_MISMATCH ${LATE}` },
  'rescheduled to a page read later': { happen: reschedule(EARLY, LATE), seen: `DATA_MISMATCH ${EARLY}` },
  'rescheduled to a page read before': { happen: reschedule(LATE, EARLY), seen: `DATA_MISMATCH ${LATE}` },
  'rescheduled into the past': { happen: reschedule(EARLY, -3 * 24 * 60), seen: `DATA_MISMATCH ${EARLY}` },
  'deleted from a page read before': { happen: remove(EARLY), seen: `ORPHANED_LOCAL ${EARLY}` },
  'deleted from a page read later': { happen: remove(LATE), seen: `ORPHANED_LOCAL ${LATE}` },
};

describe('a booking that is', () => {
  test.for(Object.entries(CHANGES))(
    '%s while it is being read leaves the Run right or honestly incomplete',
    async ([, change], { databaseUrl }) => {
      await using salon = await openSalon(databaseUrl);
      const uids = await fillSalon(salon);
      const outcomes: string[] = [];

      for (const at of LISTINGS) {
        const listing = new Countdown(at);
        let undo: (() => void) | undefined;
        salon.calcom.onRequest((_n, { path }) => {
          if (path === '/v2/bookings' && listing.isNow()) undo = change.happen(salon, uids);
        });
        const during = await salon.verify({ dryRun: true });
        listing.stop();
        const after = await salon.verify({ dryRun: true });
        undo?.();
        salon.clock.pass(HOUR);

        expect(during.result.problem === null).toBe(during.result.outcome === 'complete');
        expect(['', change.seen]).toContain(told(during));
        expect(told(after)).toBe(listing.hasStruck ? change.seen : '');
        outcomes.push(during.result.outcome);
      }

      expect(outcomes).toContain('complete');
    },
  );
});

describe('three hundred bookings at one start', () => {
  test('are all read, though Cal.com lists equal starts in any order', async ({ databaseUrl }) => {
    await using salon = await openSalon(databaseUrl);
    const uids = await fillSalon(salon, { apart: 0 });
    salon.calcom.world.remove(uids[150] ?? '');

    const report = await salon.verify();

    expect(report.result).toMatchObject({ outcome: 'complete', problem: null, bookingsRead: 299 });
    expect(told(report)).toBe('ORPHANED_LOCAL 150');
  });

  test('are all read among others before, after and in the past', async ({ databaseUrl }) => {
    await using salon = await openSalon(databaseUrl);
    await fillSalon(salon, { apart: 0 });
    for (const start of [MORNING - DAY, TOMORROW - MINUTE, TOMORROW + MINUTE, TOMORROW + DAY]) {
      salon.calcom.world.book({ start, eventTypeId: 10, createdAt: MORNING - 3 * DAY });
    }

    const report = await salon.verify();

    expect(report.result).toMatchObject({ outcome: 'complete', bookingsRead: 304, counts: { synced: 300 } });
    expect(report.discrepancies.map(({ code }) => code)).toEqual(Array(4).fill('ORPHANED_CALCOM'));
  });

  test('that were all made at one instant are right or honestly incomplete', async ({ databaseUrl }) => {
    await using salon = await openSalon(databaseUrl);
    await fillSalon(salon, { apart: 0, createdAt: () => MORNING - 2 * DAY });

    const report = await salon.verify();

    expect(['complete', 'incomplete']).toContain(report.result.outcome);
    expect(report.discrepancies).toEqual([]);
    expect(report.result.apiRequests).toBeLessThan(40);
  });
});

/** True once, at the n-th time it is asked. */
class Countdown {
  #left: number;

  constructor(left: number) {
    this.#left = left;
  }

  isNow(): boolean {
    return --this.#left === 0;
  }

  stop(): void {
    if (this.#left > 0) this.#left = Infinity;
  }

  get hasStruck(): boolean {
    return this.#left <= 0;
  }
}

/** Bookings and their rows, all in agreement; answers the bookings' uids. */
async function fillSalon(
  salon: Salon,
  { apart = MINUTE, createdAt = (at: number) => MORNING - 2 * DAY + at * 1000 } = {},
): Promise<string[]> {
  const seeds = Array.from({ length: BOOKINGS }, (_, at) => ({
    start: TOMORROW + at * apart,
    attendee: { name: `P${at}`, email: `p${at}@example.com` },
    createdAt: createdAt(at),
  }));
  const uids = seeds.map((seed) => salon.calcom.world.book({ eventTypeId: 10, ...seed }).uid);
  await salon.enter(
    ...seeds.map(({ start, attendee }, at) => ({
      id: String(at),
      startsAt: start,
      bookingUid: uids[at] ?? null,
      ...attendee,
    })),
  );
  return uids;
}

/** Each discrepancy as one line; empty when there is none. */
function told({ discrepancies }: RunReport): string {
  return discrepancies.map(({ code, appointmentId }) => `${code} ${appointmentId ?? 'new'}`).join(', ');
}

function make(at: number): Change['happen'] {
  return ({ calcom }) => {
    const { uid } = calcom.world.book({ start: TOMORROW + at * MINUTE + 1000, eventTypeId: 10 });
    return () => calcom.world.remove(uid);
  };
}

function cancel(at: number): Change['happen'] {
  return ({ calcom }, uids) => {
    const { uid } = calcom.world.cancel(uids[at] ?? '');
    return () => calcom.world.restore(uid);
  };
}

/** Changes its start under the same uid, as an owner's own database tool might. */
function move(from: number, to: number): Change['happen'] {
  return ({ calcom }, uids) => {
    const { uid } = calcom.world.update(uids[from] ?? '', { start: TOMORROW + to * MINUTE + 1000 });
    return () => calcom.world.update(uid, { start: TOMORROW + from * MINUTE });
  };
}

function reschedule(from: number, to: number): Change['happen'] {
  return ({ calcom }, uids) => {
    const old = uids[from] ?? '';
    const { uid } = calcom.world.reschedule(old, TOMORROW + to * MINUTE + 1000);
    return () => {
      calcom.world.remove(uid);
      calcom.world.update(old, { status: 'accepted', rescheduledToUid: undefined } as object);
    };
  };
}

function remove(at: number): Change['happen'] {
  return ({ calcom }, uids) => {
    calcom.world.remove(uids[at] ?? '');
    return () => calcom.world.restore(uids[at] ?? '');
  };
}
