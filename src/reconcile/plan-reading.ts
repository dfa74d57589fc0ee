/** By page or by uid, whichever is cheaper: decides which spans are read page by page. */
import type { Span } from '../domain/window.ts';
import { contains } from '../domain/window.ts';
import type { Changes } from './find-changes.ts';
import { pageSizeOf } from './read-span.ts';
import type { Pass } from './pass.ts';
import type { ReconcilePorts } from './ports.ts';

/** A listing's first and last page, and the one that catches up. */
const LISTING_OVERHEAD = 3;

/**
 * The spans to be read by page, besides those that are read anyway; undefined: the whole window. What is left is read
 * by uid.
 */
export async function planReading(
  { appointments, memory }: ReconcilePorts,
  { window, asked }: Pass,
  { changes, spans }: { changes: Changes; spans: readonly Span[] },
): Promise<readonly Span[] | undefined> {
  const starts = await startsOf();
  const dense = spanOf(starts);
  if (!dense || starts.length <= LISTING_OVERHEAD) return spans;
  if (starts.length > (await pagesOf(window))) return undefined;
  return starts.length > (await pagesOf(dense)) ? [...spans, dense] : spans;

  /** Of everything that would have to be looked up by itself. */
  async function startsOf(): Promise<number[]> {
    const atHand = new Set(changes.bookings.map(({ uid }) => uid));
    const rows = changes.rowIds.length > 0 ? await appointments.read({ ids: changes.rowIds }) : [];
    const ids = new Set(changes.rowIds);
    const lookedUp = [
      ...rows.filter(({ bookingUid }) => bookingUid === null || !atHand.has(bookingUid)),
      ...changes.known.filter(
        ({ appointmentId, bookingUid }) =>
          !ids.has(appointmentId ?? '') && (bookingUid === null || !atHand.has(bookingUid)),
      ),
    ].map(({ startsAt }) => startsAt);
    return lookedUp.filter((at) => contains(window, at) && !spans.some((span) => contains(span, at)));
  }

  /** There are about as many Bookings as Pairs, and some that are new. */
  async function pagesOf(span: Span): Promise<number> {
    const within = starts.filter((at) => contains(span, at)).length;
    return Math.ceil(((await memory.countIn(span)) + within) / pageSizeOf(asked.listMode)) + LISTING_OVERHEAD;
  }
}

function spanOf(starts: readonly number[]): Span | undefined {
  if (starts.length === 0) return undefined;
  const [from, last] = starts.reduce(
    ([min, max], at) => [Math.min(min, at), Math.max(max, at)],
    [Infinity, -Infinity],
  );
  return { from, to: last + 1 };
}
