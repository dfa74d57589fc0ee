import { describe, expect, test } from 'vitest';
import { withLease, type Lease, type LeaseBook } from '../../../src/runtime/lease.ts';
import { createManualClock, settled } from './manual-clock.ts';

const SECOND = 1_000;

function aBook(): LeaseBook & { readonly leases: Map<string, Lease>; down: boolean } {
  const leases = new Map<string, Lease>();
  return {
    leases,
    down: false,
    async take(lease, now) {
      if (this.down) throw new Error('the database is away');
      const held = leases.get(lease.name);
      if (held && held.holder !== lease.holder && held.until > now) return false;
      leases.set(lease.name, lease);
      return true;
    },
    async giveBack(name, holder) {
      if (leases.get(name)?.holder === holder) leases.delete(name);
    },
    find: async (name) => leases.get(name),
  };
}

function aProcess() {
  const clock = createManualClock();
  const book = aBook();
  const stop = new AbortController();
  const request = (holder: string) => ({ book, clock, name: 'verification', holder, signal: stop.signal });
  return { clock, book, stop, request };
}

/** Work that lasts until the test ends it, and knows when it was told to stop. */
function someWork() {
  const { promise, resolve } = Promise.withResolvers<string>();
  let told: AbortSignal | undefined;
  const work = (signal: AbortSignal) => {
    told = signal;
    return promise;
  };
  return { work, end: () => resolve('done'), signal: () => told as AbortSignal };
}

describe('work under a lease', () => {
  test('is done by one holder, and by the next one once it has ended', async () => {
    const { request } = aProcess();
    const first = someWork();

    const running = withLease(request('one'), first.work);
    await settled();
    const meanwhile = await withLease(request('two'), async () => 'not this');
    first.end();
    const ended = await running;
    const afterwards = await withLease(request('two'), async () => 'mine now');

    expect(meanwhile).toEqual({ held: false });
    expect(ended).toEqual({ held: true, result: 'done' });
    expect(afterwards).toEqual({ held: true, result: 'mine now' });
  });

  test('keeps the lease for as long as it lasts', async () => {
    const { clock, request } = aProcess();
    const first = someWork();

    const running = withLease(request('one'), first.work);
    await clock.advance(600 * SECOND);
    const meanwhile = await withLease(request('two'), async () => 'not this');
    first.end();

    expect(meanwhile).toEqual({ held: false });
    expect(await running).toMatchObject({ held: true });
    expect(clock.sleepers()).toBe(0);
  });

  test('of a process that died is free after half a minute', async () => {
    const { clock, book, request } = aProcess();
    book.leases.set('verification', {
      name: 'verification',
      holder: 'dead',
      until: clock.now() + 30 * SECOND,
    });

    await clock.advance(29 * SECOND);
    const early = await withLease(request('two'), async () => 'too early');
    await clock.advance(SECOND);
    const later = await withLease(request('two'), async () => 'taken over');

    expect(early).toEqual({ held: false });
    expect(later).toEqual({ held: true, result: 'taken over' });
  });

  test('is told to stop when the lease went to another process, and leaves that one alone', async () => {
    const { clock, book, request } = aProcess();
    const first = someWork();
    const running = withLease(request('one'), first.work);
    await settled();

    book.leases.set('verification', { name: 'verification', holder: 'two', until: Infinity });
    await clock.advance(10 * SECOND);
    const told = first.signal().aborted;
    first.end();
    await running;

    expect(told).toBe(true);
    expect(book.leases.get('verification')?.holder).toBe('two');
  });

  test('is told to stop when the lease cannot be prolonged', async () => {
    const { clock, book, request } = aProcess();
    const first = someWork();
    const running = withLease(request('one'), first.work);
    await settled();

    book.down = true;
    await clock.advance(10 * SECOND);
    first.end();
    await running;

    expect(first.signal().aborted).toBe(true);
  });

  test('is told to stop with the process, and gives the lease back', async () => {
    const { book, stop, request } = aProcess();
    const first = someWork();
    const running = withLease(request('one'), first.work);
    await settled();

    stop.abort(new Error('stopped'));
    const told = first.signal().aborted;
    first.end();
    await running;

    expect(told).toBe(true);
    expect(book.leases.size).toBe(0);
  });

  test('that fails gives the lease back, and its error is the one that is thrown', async () => {
    const { clock, book, request } = aProcess();

    const failing = withLease(request('one'), async () => {
      throw new Error('the work failed');
    });

    await expect(failing).rejects.toThrow('the work failed');
    expect(book.leases.size).toBe(0);
    expect(clock.sleepers()).toBe(0);
  });

  test('that fails because the database is away tells its own error, not that of giving back', async () => {
    const { book, request } = aProcess();
    book.giveBack = async () => {
      throw new Error('cannot give back');
    };

    const failing = withLease(request('one'), async () => {
      throw new Error('the work failed');
    });

    await expect(failing).rejects.toThrow('the work failed');
  });
});
