/** What is not as it was: Bookings by the time of their update, rows by their fingerprint, and what is in doubt. */
import type { Instant } from '../domain/appointment.ts';
import type { Booking } from '../domain/booking.ts';
import type { PairState } from '../domain/pair-state.ts';
import { contains } from '../domain/window.ts';
import { CATCH_UP_MARGIN_MS, readChangedSince } from './catch-up.ts';
import type { Pass } from './pass.ts';
import type { ReconcilePorts } from './ports.ts';

/** More rows than this are read by page, whatever they are. */
const MOST_ROWS = 5_000;

export interface Changes {
  /** Bookings that were updated, as they are now. */
  readonly bookings: readonly Booking[];
  /** Rows that are new, or that were edited. */
  readonly rowIds: readonly string[];
  /** Remembered Pairs that any of this concerns, whose row is gone, or that are in doubt. */
  readonly known: readonly PairState[];
}

/** `since`: when the last Run that followed all changes began. Undefined: so much has changed that everything is to be read. */
export async function findChanges(
  { memory, rowChanges }: ReconcilePorts,
  { bookings: source, window, now, asked, signal }: Pass,
  { since, doubts }: { since: Instant; doubts: boolean },
): Promise<Changes | undefined> {
  const question = { ...asked, since: since - CATCH_UP_MARGIN_MS };
  const bookings = await readChangedSince(source, question, signal);
  const { changed, lost } = await rowChanges.find(window, MOST_ROWS);
  const doubtful = doubts ? await memory.recallDoubts(window, now, MOST_ROWS) : [];
  if ([changed, lost, doubtful].some((found) => found.length >= MOST_ROWS)) return undefined;
  const concerned = await memory.recall({
    ids: lost,
    appointmentIds: changed,
    bookingUids: bookings.flatMap(({ uid, rescheduledFromUid }) => [uid, rescheduledFromUid ?? []].flat()),
  });
  const known = new Map([...doubtful, ...concerned].map((one) => [one.id, one]));
  return {
    bookings: bookings.filter((one) => isOurs(one, concerned) || contains(window, one.startsAt)),
    rowIds: changed,
    known: [...known.values()],
  };
}

function isOurs({ uid, rescheduledFromUid }: Booking, pairs: readonly PairState[]): boolean {
  return pairs.some(({ bookingUid }) => bookingUid === uid || bookingUid === rescheduledFromUid);
}
