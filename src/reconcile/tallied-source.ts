/** Counts what is asked of Cal.com's bookings, for the certificate. */
import type { BookingSource } from './booking-source.ts';

export interface Tally {
  /** Pages of listings. */
  pages: number;
  /** Bookings asked for by uid. */
  lookedUp: number;
  absent: number;
}

export interface TalliedSource extends BookingSource {
  readonly tally: Readonly<Tally>;
}

export function talliedSource(source: BookingSource): TalliedSource {
  const tally: Tally = { pages: 0, lookedUp: 0, absent: 0 };
  return {
    tally,
    listByStart: (question, signal) => page(source.listByStart(question, signal)),
    listByCursor: (question, signal) => page(source.listByCursor(question, signal)),
    listByUpdate: (question, signal) => page(source.listByUpdate(question, signal)),
    eventTypeIds: (signal) => source.eventTypeIds(signal),
    requestsSent: () => source.requestsSent(),
    async findByUid(uid, signal) {
      tally.lookedUp += 1;
      const found = await source.findByUid(uid, signal);
      if (found.kind === 'absent') tally.absent += 1;
      return found;
    },
  };

  async function page<T>(answer: Promise<T>): Promise<T> {
    const read = await answer;
    tally.pages += 1;
    return read;
  }
}
