/** Bookings of several pages, and what may happen to one of them between two pages. */
import type { RunReport } from '../../src/reconcile/run-report.ts';
import { HOUR, MORNING, type Salon } from './salon.ts';

const MINUTE = 60_000;
const DAY = 24 * HOUR;
export const TOMORROW = MORNING + DAY;
/** More than a page, so that Cal.com can change between two of them. */
const BOOKINGS = 300;

export interface Change {
  /** Someone does it on the Cal.com site. */
  happen(salon: Salon, uids: readonly string[]): () => void;
  /** What a Run says that saw it: the code and the row or booking. */
  readonly seen: string;
}

const EARLY = 20;
const LATE = 280;

export const CHANGES: Record<string, Change> = {
  'made at an early start': { happen: make(EARLY), seen: 'ORPHANED_CALCOM new' },
  'made at a late start': { happen: make(LATE), seen: 'ORPHANED_CALCOM new' },
  'cancelled at an early start': { happen: cancel(EARLY), seen: `DATA_MISMATCH ${EARLY}` },
  'cancelled at a late start': { happen: cancel(LATE), seen: `DATA_MISMATCH ${LATE}` },
  'moved to a later start': { happen: move(EARLY, LATE), seen: `DATA_MISMATCH ${EARLY}` },
  'moved to an earlier start': { happen: move(LATE, EARLY), seen: `DATA_MISMATCH ${LATE}` },
  'moved out of the window': { happen: move(LATE, 200 * 24 * 60), seen: `DATA_MISMATCH ${LATE}` },
  'rescheduled to a later start': { happen: reschedule(EARLY, LATE), seen: `DATA_MISMATCH ${EARLY}` },
  'rescheduled to an earlier start': { happen: reschedule(LATE, EARLY), seen: `DATA_MISMATCH ${LATE}` },
  'rescheduled into the past': { happen: reschedule(EARLY, -3 * 24 * 60), seen: `DATA_MISMATCH ${EARLY}` },
  'deleted at an early start': { happen: remove(EARLY), seen: `ORPHANED_LOCAL ${EARLY}` },
  'deleted at a late start': { happen: remove(LATE), seen: `ORPHANED_LOCAL ${LATE}` },
};

/** True once, at the n-th time it is asked. */
export class Countdown {
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
export async function fillSalon(
  salon: Salon,
  { count = BOOKINGS, apart = MINUTE, createdAt = (at: number) => MORNING - 2 * DAY + at * 1000 } = {},
): Promise<string[]> {
  const seeds = Array.from({ length: count }, (_, at) => ({
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
export function told({ discrepancies }: RunReport): string {
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
