import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  createRequestBudget,
  inMemoryLedger,
  type Priority,
  type RequestBudget,
} from '../../../src/runtime/request-budget.ts';
import { createManualClock, settled, type ManualClock } from './manual-clock.ts';

const NEVER = new AbortController().signal;

describe('the request budget', () => {
  test('lets five leave at once after a rest and the next ones evenly', async () => {
    const { clock, send, left } = aBudget({ requestsPerMinute: 60 });

    for (const name of ['a', 'b', 'c', 'd', 'e', 'f', 'g']) send(name);
    await clock.advance(2000);

    expect(left()).toEqual(['a@0', 'b@0', 'c@0', 'd@0', 'e@0', 'f@1000', 'g@2000']);
  });

  test('has at most two under way', async () => {
    const { send, left } = aBudget({ finish: () => new Promise<void>(() => {}) });

    for (const name of ['a', 'b', 'c']) send(name);
    await settled();

    expect(left()).toEqual(['a@0', 'b@0']);
  });

  test('frees its place when a request fails', async () => {
    const { budget, send, left } = aBudget({ inFlight: 1 });

    const failed = budget.run('sweep', NEVER, () => Promise.reject(new Error('cut')));
    send('b');
    await expect(failed).rejects.toThrow('cut');
    await settled();

    expect(left()).toEqual(['b@0']);
  });

  test('lets a person take the next departure, though sweeps came first', async () => {
    const { clock, send, left } = aBudget({ requestsPerMinute: 60, burst: 1 });

    for (const name of ['a', 'b', 'c']) send(name);
    await clock.advance(500);
    send('click', 'person');
    await clock.advance(3000);

    expect(left()).toEqual(['a@0', 'click@1000', 'b@2000', 'c@3000']);
  });

  test('wakes a waiting caller at once when it gives up, and leaves nobody asleep', async () => {
    const { clock, budget, send } = aBudget({ burst: 1 });
    const giveUp = new AbortController();

    send('a');
    const waiting = budget.run('sweep', giveUp.signal, () => Promise.resolve());
    await settled();
    giveUp.abort(new Error('shutting down'));

    await expect(waiting).rejects.toThrow('shutting down');
    await settled();
    expect(clock.sleepers()).toBe(0);
  });

  test('serves those who stay when another gives up', async () => {
    const { clock, budget, send, left } = aBudget({ requestsPerMinute: 60, burst: 1 });
    const giveUp = new AbortController();

    send('a');
    const waiting = budget.run('sweep', giveUp.signal, () => Promise.resolve());
    send('b');
    await settled();
    giveUp.abort(new Error('enough'));
    await expect(waiting).rejects.toThrow('enough');
    await clock.advance(1000);

    expect(left()).toEqual(['a@0', 'b@1000']);
  });

  test('sends nothing for a caller that had given up before', async () => {
    const { budget } = aBudget({});

    const answer = budget.run('person', AbortSignal.abort(new Error('gone')), () =>
      Promise.reject(new Error('sent')),
    );

    await expect(answer).rejects.toThrow('gone');
  });

  test('makes a request that waits already look again after a pause', async () => {
    const { clock, budget, send, left } = aBudget({ requestsPerMinute: 60, burst: 1 });

    for (const name of ['a', 'b']) send(name);
    await clock.advance(500);
    await budget.pause(60_000);
    await clock.advance(61_000);

    expect(left()).toEqual(['a@0', 'b@60000']);
  });

  test('fails those who wait when the ledger fails, and serves whoever comes later', async () => {
    const ledger = inMemoryLedger();
    const clock = createManualClock();
    let broken = true;
    const reserve: typeof ledger.reserve = (now, pace) =>
      broken ? Promise.reject(new Error('no database')) : ledger.reserve(now, pace);
    const budget = createRequestBudget({ ledger: { ...ledger, reserve }, clock, requestsPerMinute: 60 });

    await expect(budget.run('sweep', NEVER, () => Promise.resolve(1))).rejects.toThrow('no database');
    broken = false;

    await expect(budget.run('sweep', NEVER, () => Promise.resolve(2))).resolves.toBe(2);
  });
});

describe('the ledger in memory', () => {
  test('never lets more leave within a minute than the pace and one burst', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(4000), { minLength: 1, maxLength: 300 }), async (gaps) => {
        const ledger = inMemoryLedger();
        const departures: number[] = [];
        let now = 0;
        for (const gap of gaps)
          departures.push(await ledger.reserve((now += gap), { intervalMs: 667, burst: 5 }));

        const busiest = Math.max(
          ...departures.map((from) => departures.filter((at) => at >= from && at < from + 60_000).length),
        );

        expect(busiest).toBeLessThanOrEqual(90 + 5);
      }),
      { numRuns: 50 },
    );
  });

  test('keeps the longer of two pauses', async () => {
    const ledger = inMemoryLedger();

    await ledger.pause(5000);
    await ledger.pause(1000);

    expect(await ledger.reserve(0, { intervalMs: 1000, burst: 5 })).toBe(5000);
  });
});

interface Setting {
  requestsPerMinute?: number;
  burst?: number;
  inFlight?: number;
  finish?: () => Promise<void>;
}

function aBudget({ requestsPerMinute = 90, finish = () => Promise.resolve(), ...rest }: Setting): {
  clock: ManualClock;
  budget: RequestBudget;
  send: (name: string, priority?: Priority) => void;
  left: () => string[];
} {
  const clock = createManualClock();
  const budget = createRequestBudget({ ledger: inMemoryLedger(), clock, requestsPerMinute, ...rest });
  const departures: string[] = [];
  const send = (name: string, priority: Priority = 'sweep'): void => {
    void budget.run(priority, NEVER, () => {
      departures.push(`${name}@${clock.now()}`);
      return finish();
    });
  };
  return { clock, budget, send, left: () => departures };
}
