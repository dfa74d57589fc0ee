/** Reads what the database and our memory hold of one page of Bookings. */
import type { Appointment } from '../domain/appointment.ts';
import type { Booking } from '../domain/booking.ts';
import type { PairState } from '../domain/pair-state.ts';
import type { Slice } from './listing.ts';
import type { ReconcilePorts } from './ports.ts';

export interface OurSide {
  readonly rows: readonly Appointment[];
  readonly known: readonly PairState[];
}

/** Uids that several rows carry, or several Pairs: of these, one that starts in the span does not tell all. */
export interface SharedUids {
  readonly rows: ReadonlySet<string>;
  readonly pairs: ReadonlySet<string>;
}

/**
 * What starts in the span, and what belongs to its Bookings wherever it starts: one indexed read of each table, and
 * more only for what these leave open. The page was read first: what the database says is the fresher of the two.
 */
export async function readOurSide(
  ports: Pick<ReconcilePorts, 'appointments' | 'memory'>,
  { span, bookings }: Slice,
  shared: SharedUids | undefined,
): Promise<OurSide> {
  const { appointments, memory } = ports;
  const [known, rows] = await Promise.all([
    memory.recall({ startingIn: span }),
    appointments.read({ startingIn: span }),
  ]);
  const elsewhere = missingPairs(bookings, known, shared?.pairs);
  const more = elsewhere.length > 0 ? await memory.recall({ bookingUids: elsewhere }) : [];
  const remembered = unique([...known, ...more]);
  const met = unique([...rows, ...(await readMore(appointments, { bookings, rows, remembered, shared }))]);
  const rowsMet = new Set(remembered.map(({ appointmentId }) => appointmentId));
  const unmet = met.filter(({ id }) => !rowsMet.has(id)).map(({ id }) => id);
  const others = unmet.length > 0 ? await memory.recall({ appointmentIds: unmet }) : [];
  return { rows: met, known: [...remembered, ...others] };
}

function missingPairs(
  bookings: readonly Booking[],
  known: readonly PairState[],
  shared: ReadonlySet<string> | undefined,
): string[] {
  const uids = bookings.map(({ uid }) => uid);
  if (!shared) return uids;
  const told = new Set(known.map(({ bookingUid }) => bookingUid));
  return uids.filter((uid) => !told.has(uid) || shared.has(uid));
}

interface Reading extends OurSide {
  readonly bookings: readonly Booking[];
  readonly shared: SharedUids | undefined;
}

/** Rows that carry one of the Bookings or its relatives, and rows of remembered Pairs, wherever they start. */
async function readMore(
  appointments: ReconcilePorts['appointments'],
  {
    bookings,
    rows,
    remembered,
    shared,
  }: Omit<Reading, 'known'> & { readonly remembered: readonly PairState[] },
): Promise<Appointment[]> {
  const read = new Set(rows.map(({ id }) => id));
  const ids = remembered.flatMap(({ appointmentId }) =>
    appointmentId !== null && !read.has(appointmentId) ? appointmentId : [],
  );
  const carried = new Set(shared ? rows.map(({ bookingUid }) => bookingUid) : []);
  const carrying = new Set<string>();
  for (const booking of bookings) {
    for (const uid of [
      booking.uid,
      booking.recurringUid,
      booking.rescheduledFromUid,
      booking.rescheduledToUid,
    ]) {
      if (uid && (!carried.has(uid) || shared?.rows.has(uid))) carrying.add(uid);
    }
  }
  if (ids.length + carrying.size === 0) return [];
  return appointments.read({ ids, carrying: [...carrying] });
}

function unique<T extends { readonly id: unknown }>(items: readonly T[]): T[] {
  return [...new Map(items.map((item) => [item.id, item])).values()];
}
