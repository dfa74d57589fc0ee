/** All Bookings, rendered before anybody asks, and the few that have changed since; numbered by start, then by id. */
import { systemClock } from '../../src/runtime/clock.ts';
import type { StoredBooking } from '../../src/sandbox/calcom/stored-booking.ts';
import { accountOf, bookingOf, bytesOf, untouchedSince } from './bookings.ts';
import { uidOf } from './customers.ts';
import { firstFrom, gridOf, startOf, type Grid, type GridOptions } from './grid.ts';

const AT_ONCE = 1_000;
const WEEK = 7 * 24 * 60 * 60_000;

/** Starts from `from` to `to`, both inclusive, epoch ms. */
export interface StartSpan {
  readonly from: number;
  readonly to: number;
}

/** So many Bookings that change now. */
export interface ChangeRequest {
  readonly cancelled: number;
  readonly moved: number;
}

/** A Booking that is not as it was made; those made since have an index beyond the others. */
interface Changed {
  readonly index: number;
  readonly start: number;
  readonly updatedAt: number;
  readonly bytes: Buffer;
}

export class PageWorld {
  readonly account = accountOf();
  readonly #base: number;
  readonly #grid: Grid;
  readonly #blocks: { bytes: Buffer; ends: Uint32Array }[] = [];
  readonly #changed = new Map<number, Changed>();
  /** By start, then by index. */
  #added: Changed[] = [];

  constructor(options: GridOptions) {
    this.#base = options.base;
    this.#grid = gridOf(options);
    for (let first = 0; first < this.#grid.size; first += AT_ONCE) this.#blocks.push(this.#render(first));
  }

  has(index: number): boolean {
    return index < this.#grid.size + this.#added.length;
  }

  bytes(index: number): Buffer {
    const changed = this.#changed.get(index);
    if (changed) return changed.bytes;
    const block = this.#blocks[Math.floor(index / AT_ONCE)];
    const position = index % AT_ONCE;
    return (
      block?.bytes.subarray(position === 0 ? 0 : block.ends[position - 1], block.ends[position]) ??
      Buffer.alloc(0)
    );
  }

  count({ from, to }: StartSpan): number {
    const added = this.#added.filter(({ start }) => start >= from && start <= to).length;
    return Math.max(0, firstFrom(this.#grid, to + 1) - firstFrom(this.#grid, from)) + added;
  }

  *ascending({ from, to }: StartSpan): Generator<number> {
    const added = this.#added.filter(({ start }) => start >= from && start <= to);
    const end = firstFrom(this.#grid, to + 1);
    let next = 0;
    for (let index = firstFrom(this.#grid, from); index < end; index++) {
      if (next < added.length) {
        const start = startOf(this.#grid, index);
        for (let one = added[next]; one && one.start < start; one = added[++next]) yield one.index;
      }
      yield index;
    }
    for (const one of added.slice(next)) yield one.index;
  }

  /** From the latest start on, those of one start by descending index; `before` is the last one given so far. */
  *descending({ from, to }: StartSpan, before: number | undefined): Generator<number> {
    const limit = before === undefined ? to : Math.min(to, this.#startOf(before));
    const added = this.#added
      .filter(({ start }) => start >= from && start <= limit)
      .filter((one) => before === undefined || one.start < limit || one.index < before)
      .toReversed();
    const first = firstFrom(this.#grid, from);
    let index = firstFrom(this.#grid, limit + 1) - 1;
    if (before !== undefined && before < this.#grid.size) index = Math.min(index, before - 1);
    let next = 0;
    for (; index >= first; index--) {
      if (next < added.length) {
        const start = startOf(this.#grid, index);
        for (let one = added[next]; one && one.start >= start; one = added[++next]) yield one.index;
      }
      yield index;
    }
    for (const one of added.slice(next)) yield one.index;
  }

  /** As `descending`, only what has changed since `instant`. */
  changedDescending(span: StartSpan, before: number | undefined, instant: number): number[] {
    const limit = before === undefined ? undefined : { start: this.#startOf(before), index: before };
    return [...this.#changed.values()]
      .filter(({ start, updatedAt }) => updatedAt >= instant && start >= span.from && start <= span.to)
      .filter((one) => limit === undefined || order(one, limit) < 0)
      .toSorted((a, b) => order(b, a))
      .map(({ index }) => index);
  }

  /** By the time of the update; those that were never touched first. */
  *updatedSince(instant: number): Generator<number> {
    if (this.untouchedBefore(instant)) {
      yield* this.#changedSince(instant);
      return;
    }
    for (let index = 0; index < this.#grid.size; index++) if (!this.#changed.has(index)) yield index;
    yield* this.#changedSince(instant);
  }

  /** Whether those that have not changed since they were made were made before `instant`. */
  untouchedBefore(instant: number): boolean {
    return instant > untouchedSince(this.#base);
  }

  /** Spread over the second half of the window; a moved one is cancelled, and made anew a week later. */
  change({ cancelled, moved }: ChangeRequest): void {
    const wanted = cancelled + moved;
    for (let k = 0; k < wanted; k++) {
      const index = Math.floor(this.#grid.size * (0.5 + k / (4 * wanted)));
      if (k < cancelled) this.#keep(index, this.#cancelledOf(index));
      else this.#move(index);
    }
    this.#added.sort(order);
  }

  #move(index: number): void {
    const successor = this.#grid.size + this.#added.length;
    const start = this.#startOf(index) + WEEK;
    const now = systemClock.now();
    const made = { ...bookingOf(successor, start, this.#base), createdAt: new Date(now) };
    const { title, attendees } = bookingOf(index, start, this.#base);
    this.#keep(index, { ...this.#cancelledOf(index), rescheduledToUid: uidOf(successor) });
    this.#added.push(
      this.#keep(successor, {
        ...made,
        title,
        attendees,
        updatedAt: new Date(now),
        rescheduledFromUid: uidOf(index),
      }),
    );
  }

  #cancelledOf(index: number): StoredBooking {
    const booking = bookingOf(index, this.#startOf(index), this.#base);
    return { ...booking, status: 'cancelled', updatedAt: new Date(systemClock.now()) };
  }

  #keep(index: number, booking: StoredBooking): Changed {
    const changed = {
      index,
      start: booking.start.getTime(),
      updatedAt: booking.updatedAt?.getTime() ?? 0,
      bytes: bytesOf(this.account, booking),
    };
    this.#changed.set(index, changed);
    return changed;
  }

  *#changedSince(instant: number): Generator<number> {
    const changed = [...this.#changed.values()].filter(({ updatedAt }) => updatedAt >= instant);
    for (const { index } of changed.toSorted((a, b) => a.updatedAt - b.updatedAt || a.index - b.index))
      yield index;
  }

  #startOf(index: number): number {
    return this.#changed.get(index)?.start ?? startOf(this.#grid, index);
  }

  #render(first: number): { bytes: Buffer; ends: Uint32Array } {
    const size = Math.min(AT_ONCE, this.#grid.size - first);
    const ends = new Uint32Array(size);
    const all: Buffer[] = [];
    let end = 0;
    for (let position = 0; position < size; position++) {
      const index = first + position;
      const bytes = bytesOf(this.account, bookingOf(index, startOf(this.#grid, index), this.#base));
      all.push(bytes);
      end += bytes.length;
      ends[position] = end;
    }
    return { bytes: Buffer.concat(all), ends };
  }
}

function order(a: Pick<Changed, 'start' | 'index'>, b: Pick<Changed, 'start' | 'index'>): number {
  return a.start - b.start || a.index - b.index;
}
