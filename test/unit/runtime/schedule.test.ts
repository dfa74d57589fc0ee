import { describe, expect, test } from 'vitest';
import {
  keepSchedules,
  lastTime,
  nextTime,
  type Job,
  type ScheduleOptions,
} from '../../../src/runtime/schedule.ts';
import { createManualClock, settled, type ManualClock } from './manual-clock.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** A Thursday. */
const MIDNIGHT = Date.UTC(2026, 9, 8);
const HALF_PAST = MIDNIGHT + 30 * MINUTE;

interface Process {
  readonly clock: ManualClock;
  readonly ran: string[];
  readonly errors: [string, unknown][];
  readonly options: ScheduleOptions;
  readonly lastStarts: Map<string, number>;
  readonly stop: AbortController;
  readonly start: () => Promise<void>;
}

interface Setup {
  readonly lastStarts?: Record<string, number>;
  readonly at?: number;
  readonly run?: (name: string, signal: AbortSignal) => Promise<void>;
  readonly options?: Partial<ScheduleOptions>;
}

const CRONS = [
  ['daily', '0 0 * * *', ['pending', 'near']],
  ['pending', '0 */6 * * *', ['near']],
  ['near', '*/15 * * * *', []],
] as const;

function aProcess({ lastStarts = {}, at = HALF_PAST, run, options }: Setup = {}): Process {
  const clock = createManualClock(at);
  const ran: string[] = [];
  const errors: [string, unknown][] = [];
  const starts = new Map(Object.entries(lastStarts));
  const stop = new AbortController();
  const jobs: Job[] = CRONS.map(([name, cron, includes]) => ({
    name,
    cron,
    includes,
    async run(signal) {
      ran.push(`${name} ${new Date(clock.now()).toISOString().slice(11, 16)}`);
      await run?.(name, signal);
    },
  }));
  const all: ScheduleOptions = {
    jobs,
    timeZone: 'UTC',
    clock,
    log: {
      lastStart: async (name) => starts.get(name),
      recordStart: async (name, time) => void starts.set(name, time),
    },
    exclusively: async (work) => {
      await work(stop.signal);
      return true;
    },
    onError: (job, error) => errors.push([job, error]),
    ...options,
  };
  return {
    clock,
    ran,
    errors,
    options: all,
    lastStarts: starts,
    stop,
    start: () => keepSchedules(all, stop.signal),
  };
}

const UP_TO_DATE = { daily: MIDNIGHT, pending: MIDNIGHT, near: HALF_PAST };

describe('schedules', () => {
  test('that never ran are made up at the start, the larger one for the smaller', async () => {
    const { clock, ran, start } = aProcess();

    void start();
    await clock.advance(0);

    expect(ran).toEqual(['daily 00:30']);
  });

  test('that were missed for days are made up once', async () => {
    const long = MIDNIGHT - 72 * HOUR;
    const { clock, ran, start } = aProcess({ lastStarts: { daily: long, pending: long, near: long } });

    void start();
    await clock.advance(10 * MINUTE);

    expect(ran).toEqual(['daily 00:30']);
  });

  test('run when they are due, and what a larger one covers does not run beside it', async () => {
    const { clock, ran, start } = aProcess({ lastStarts: UP_TO_DATE });

    void start();
    await clock.advance(24 * HOUR);

    expect(ran.filter((line) => !line.startsWith('near'))).toEqual([
      'pending 06:00',
      'pending 12:00',
      'pending 18:00',
      'daily 00:00',
    ]);
    expect(ran.filter((line) => line.startsWith('near'))).toHaveLength(24 * 4 - 4);
    expect(ran.slice(0, 2)).toEqual(['near 00:45', 'near 01:00']);
  });

  test('do not run again at the next start what ran before it', async () => {
    const first = aProcess();
    void first.start();
    await first.clock.advance(0);
    const second = aProcess({ lastStarts: Object.fromEntries(first.lastStarts), at: HALF_PAST + MINUTE });

    void second.start();
    await second.clock.advance(MINUTE);

    expect(second.ran).toEqual([]);
  });

  test('wait for the one under way, and never overlap', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const { clock, ran, start } = aProcess({ run: () => promise });

    void start();
    await clock.advance(HOUR);
    const during = [...ran];
    resolve();
    await clock.advance(0);

    expect(during).toEqual(['daily 00:30']);
    expect(ran).toEqual(['daily 00:30', 'near 01:30']);
  });

  test('go on after a job that failed, which is tried again only at its next time', async () => {
    const failure = new Error('broken');
    const { clock, ran, errors, start } = aProcess({
      lastStarts: UP_TO_DATE,
      run: () => Promise.reject(failure),
    });

    void start();
    await clock.advance(31 * MINUTE);

    expect(ran).toEqual(['near 00:45', 'near 01:00']);
    expect(errors).toEqual([
      ['near', failure],
      ['near', failure],
    ]);
  });

  test('go on after the database could not be asked', async () => {
    const starts = new Map(Object.entries(UP_TO_DATE));
    let down = true;
    const log = {
      lastStart: async (name: string) => (down ? Promise.reject(new Error('away')) : starts.get(name)),
      recordStart: async (name: string, at: number) => void starts.set(name, at),
    };
    const { clock, ran, errors, start } = aProcess({ options: { log } });

    const running = start();
    await clock.advance(MINUTE);
    down = false;
    await clock.advance(15 * MINUTE);

    expect(ran).toEqual(['near 00:45']);
    expect(errors.length).toBeGreaterThan(1);
    expect(errors.length).toBeLessThan(20);
    await expect(Promise.race([running, Promise.resolve('still running')])).resolves.toBe('still running');
  });

  test('leave to another replica what it does, and look again after a minute at the latest', async () => {
    let asked = 0;
    const exclusively = async () => {
      asked += 1;
      return false;
    };
    const { clock, ran, start } = aProcess({ options: { exclusively } });

    void start();
    await clock.advance(5 * MINUTE);

    expect(ran).toEqual([]);
    expect(asked).toBe(6);
  });

  test('do not run what another replica did while they waited for their turn', async () => {
    const starts = new Map<string, number>();
    const log = { lastStart: async (name: string) => starts.get(name), recordStart: async () => {} };
    const exclusively: ScheduleOptions['exclusively'] = async (work) => {
      for (const [name] of CRONS) starts.set(name, HALF_PAST);
      await work(new AbortController().signal);
      return true;
    };
    const { clock, ran, start } = aProcess({ options: { log, exclusively } });

    void start();
    await clock.advance(0);

    expect(ran).toEqual([]);
  });

  test('end with the process, after the job under way', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const { clock, ran, stop, start } = aProcess({ run: () => promise });
    const running = start();
    await clock.advance(0);

    stop.abort(new Error('stopped'));
    resolve();
    await running;

    expect(ran).toEqual(['daily 00:30']);
  });

  test('end with the process while they wait', async () => {
    const { clock, stop, start } = aProcess({ lastStarts: UP_TO_DATE });
    const running = start();
    await settled();

    stop.abort(new Error('stopped'));

    await expect(running).resolves.toBeUndefined();
    expect(clock.sleepers()).toBe(0);
  });

  test('count a job that was cut short as missed', async () => {
    const cut = new AbortController();
    const exclusively: ScheduleOptions['exclusively'] = async (work) => {
      await work(cut.signal);
      return true;
    };
    const { clock, lastStarts, stop, start } = aProcess({
      options: { exclusively },
      run: async () => {
        cut.abort();
        stop.abort(new Error('stopped'));
      },
    });

    await Promise.all([start(), clock.advance(0)]);

    expect(lastStarts.size).toBe(0);
  });
});

/** After an instant, both in ISO 8601. */
function nextOf(cron: string, after: string): string | undefined {
  const next = nextTime(cron, 'Europe/Berlin', Date.parse(after));
  return next === undefined ? undefined : new Date(next).toISOString();
}

describe('the next time', () => {
  test('is by the clock of the company, in summer and winter', () => {
    expect(nextOf('0 0 * * *', '2026-07-01T12:00:00Z')).toBe('2026-07-01T22:00:00.000Z');
    expect(nextOf('0 0 * * *', '2026-12-01T12:00:00Z')).toBe('2026-12-01T23:00:00.000Z');
  });

  test('is not skipped in the hour that summer time leaves out, and not doubled in the one it repeats', () => {
    expect(nextOf('30 2 * * *', '2026-03-28T12:00:00Z')).toBe('2026-03-29T01:00:00.000Z');
    expect(nextOf('30 2 * * *', '2026-10-24T12:00:00Z')).toBe('2026-10-25T00:30:00.000Z');
    expect(nextOf('30 2 * * *', '2026-10-25T00:30:00Z')).toBe('2026-10-26T01:30:00.000Z');
  });

  test('is after the given one, also when that is a time itself', () => {
    expect(nextOf('*/15 * * * *', '2026-10-08T10:15:00Z')).toBe('2026-10-08T10:30:00.000Z');
  });

  test('may be each second', () => {
    expect(nextOf('* * * * * *', '2026-10-08T10:15:00Z')).toBe('2026-10-08T10:15:01.000Z');
  });

  test('is none for what lies behind', () => {
    expect(nextOf('0 0 0 1 1 * 2020', '2026-10-08T10:15:00Z')).toBeUndefined();
  });
});

describe('the last time', () => {
  test('is now when it comes now, and else the one before', () => {
    const nine = Date.UTC(2026, 9, 9, 7);

    expect(lastTime('0 9 * * *', 'Europe/Berlin', nine)).toBe(nine);
    expect(lastTime('0 9 * * *', 'Europe/Berlin', nine - 1)).toBe(nine - 24 * HOUR);
    expect(lastTime('0 9 * * *', 'Europe/Berlin', nine + 23 * HOUR)).toBe(nine);
  });

  test('that a clock change leaves out is when the clocks went on', () => {
    const afterTheChange = Date.UTC(2026, 2, 29, 10);

    expect(lastTime('30 2 * * *', 'Europe/Berlin', afterTheChange)).toBe(Date.UTC(2026, 2, 29, 1, 0));
  });
});
