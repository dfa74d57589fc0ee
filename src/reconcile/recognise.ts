/** Recognises a Pair that we have met before, also after its Booking was rescheduled or its row was made anew. */
import type { Booking } from '../domain/booking.ts';
import type { Pair } from '../domain/pair.ts';
import type { PairState } from '../domain/pair-state.ts';

/** What we remember, ready to be looked up; a remembered Pair is handed out once. */
export interface Acquaintances {
  recognise(pair: Pair): PairState | undefined;
  /** Those that no Pair was recognised as. */
  strangers(): PairState[];
}

/** `predecessors`: all Bookings at hand, to walk back a chain of reschedules. */
export function acquaint(
  known: Iterable<PairState>,
  predecessors: ReadonlyMap<string, Booking> = new Map(),
): Acquaintances {
  const left = new Set(known);
  const byAppointment = new Map<string, PairState>();
  const loneByBooking = new Map<string, PairState>();
  for (const state of left) {
    if (state.appointmentId !== null) byAppointment.set(state.appointmentId, state);
    if (state.bookingUid !== null) remember(loneByBooking, state);
  }

  return { recognise, strangers: () => [...left] };

  function recognise(pair: Pair): PairState | undefined {
    const state = byRow(pair) ?? byBooking(pair);
    if (!state || !left.delete(state)) return undefined;
    return state;
  }

  function byRow({ appointment }: Pair): PairState | undefined {
    const state = appointment ? byAppointment.get(appointment.id) : undefined;
    return state && left.has(state) ? state : undefined;
  }

  /** Of a Pair without a row, or whose row has just been made; never a Pair that another row still stands for. */
  function byBooking({ appointment, booking, seat }: Pair): PairState | undefined {
    for (const uid of lineage(booking, predecessors)) {
      const state = loneByBooking.get(seatKey(uid, seat?.seatUid ?? null));
      if (state && left.has(state) && (state.appointmentId === null || !appointment)) return state;
    }
    return undefined;
  }
}

/** A Pair without a row is met again by its Booking before one whose row may still be there. */
function remember(index: Map<string, PairState>, state: PairState): void {
  const key = seatKey(state.bookingUid as string, state.seatUid);
  if (state.appointmentId === null || !index.has(key)) index.set(key, state);
}

function seatKey(bookingUid: string, seatUid: string | null): string {
  return `${bookingUid}/${seatUid ?? ''}`;
}

/** The Booking's uid and those that it was rescheduled from, the newest first. */
function* lineage(booking: Booking | null, predecessors: ReadonlyMap<string, Booking>): Generator<string> {
  const seen = new Set<string>();
  let uid: string | null = booking?.uid ?? null;
  let from: string | null = booking?.rescheduledFromUid ?? null;
  while (uid && !seen.has(uid)) {
    yield uid;
    seen.add(uid);
    uid = from;
    from = uid ? (predecessors.get(uid)?.rescheduledFromUid ?? null) : null;
  }
}
