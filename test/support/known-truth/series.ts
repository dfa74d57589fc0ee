/** Recurring Bookings: every occurrence has a uid of its own, and all share the one of the series. */
import { HOUR, MORNING } from '../salon.ts';
import { DAY, EVENT_TYPES, type Scene } from './scene.ts';
import { found, mismatch, orphanedCalcom, orphanedLocal, synced, type Truth } from './truth.ts';

const LENGTH = 4;

export const seriesCases = [
  rowsCarryTheSeries,
  rowsCarryTheOccurrences,
  rowsCarrySometimesTheSeriesSometimesTheOccurrence,
  rowOfTheSeriesMoved,
  rowOfAnOccurrenceMoved,
  rowOfTheSeriesWithAnotherEnd,
  occurrenceWithoutRow,
  cancelledOccurrence,
  cancelledRowOfALiveOccurrence,
  cancelledRowOfNoOccurrence,
  moreRowsThanOccurrences,
  occurrenceMovedAndRowCarriesItsOldUid,
  occurrenceMovedAndRowNotMoved,
  occurrenceMovedAndRowOfTheSeriesMoved,
  occurrenceMovedAndRowOfTheSeriesNotMoved,
  occurrenceMovedAndItsRowCancelled,
  seriesOverTheEdgeOfTheWindow,
  rowInsideOfASeriesOutside,
  seriesOfForeignEventType,
];

export function rowsCarryTheSeries(scene: Scene): Truth {
  const { uid, starts } = series(scene);
  for (const startsAt of starts) scene.row({ startsAt, bookingUid: uid });
  return synced(LENGTH);
}

function rowsCarryTheOccurrences(scene: Scene): Truth {
  const { starts, occurrences } = series(scene);
  for (const [index, startsAt] of starts.entries())
    scene.row({ startsAt, bookingUid: occurrences[index] ?? '' });
  return synced(LENGTH);
}

function rowsCarrySometimesTheSeriesSometimesTheOccurrence(scene: Scene): Truth {
  const { uid, starts, occurrences } = series(scene);
  for (const [index, startsAt] of starts.entries()) {
    scene.row({ startsAt, bookingUid: scene.random.once(2) ? uid : (occurrences[index] ?? '') });
  }
  return synced(LENGTH);
}

function rowOfTheSeriesMoved(scene: Scene): Truth {
  const { uid, starts, occurrences } = series(scene);
  for (const startsAt of starts.slice(1)) scene.row({ startsAt, bookingUid: uid });
  const id = scene.row({ startsAt: (starts[0] ?? 0) + HOUR, bookingUid: uid });
  return {
    synced: LENGTH - 1,
    ...found(orphanedLocal(id), orphanedCalcom(occurrences[0] ?? '')),
  };
}

function rowOfAnOccurrenceMoved(scene: Scene): Truth {
  const { uid, starts, occurrences } = series(scene);
  for (const startsAt of starts.slice(1)) scene.row({ startsAt, bookingUid: uid });
  const occurrence = occurrences[0] ?? '';
  const id = scene.row({ startsAt: (starts[0] ?? 0) + HOUR, bookingUid: occurrence });
  return { synced: LENGTH - 1, ...found(mismatch([id, occurrence], ['startsAt', 'endsAt'])) };
}

function rowOfTheSeriesWithAnotherEnd(scene: Scene): Truth {
  const { uid, starts, occurrences } = series(scene);
  for (const startsAt of starts.slice(1)) scene.row({ startsAt, bookingUid: uid });
  const start = starts[0] ?? 0;
  const id = scene.row({ startsAt: start, endsAt: start + HOUR, bookingUid: uid });
  return { synced: LENGTH - 1, ...found(mismatch([id, occurrences[0] ?? ''], ['endsAt'])) };
}

function occurrenceWithoutRow(scene: Scene): Truth {
  const { uid, starts, occurrences } = series(scene);
  for (const startsAt of starts.slice(2)) scene.row({ startsAt, bookingUid: uid });
  return { synced: 2, ...found(...occurrences.slice(0, 2).map((one) => orphanedCalcom(one))) };
}

function cancelledOccurrence(scene: Scene): Truth {
  const { uid, starts, occurrences } = series(scene);
  const cancelled = occurrences[1] ?? '';
  scene.world.cancel(cancelled);
  const ids = starts.map((startsAt) => scene.row({ startsAt, bookingUid: uid }));
  return { synced: LENGTH - 1, ...found(mismatch([ids[1] ?? '', cancelled], ['status'])) };
}

function cancelledRowOfALiveOccurrence(scene: Scene): Truth {
  const { uid, starts, occurrences } = series(scene);
  for (const startsAt of starts.slice(1)) scene.row({ startsAt, bookingUid: uid });
  const id = scene.row({ startsAt: starts[0] ?? 0, status: 'cancelled', bookingUid: uid });
  return { synced: LENGTH - 1, ...found(mismatch([id, occurrences[0] ?? ''], ['status'])) };
}

function cancelledRowOfNoOccurrence(scene: Scene): Truth {
  const { uid, starts } = series(scene);
  for (const startsAt of starts) scene.row({ startsAt, bookingUid: uid });
  scene.row({ startsAt: (starts[0] ?? 0) + 2 * HOUR, status: 'cancelled', bookingUid: uid });
  return synced(LENGTH + 1);
}

/** An occurrence belongs to the row with its own uid; the row with the uid of the series finds none left. */
function moreRowsThanOccurrences(scene: Scene): Truth {
  const { uid, starts, occurrences } = series(scene);
  for (const [index, startsAt] of starts.entries())
    scene.row({ startsAt, bookingUid: occurrences[index] ?? '' });
  const id = scene.row({ startsAt: starts[0] ?? 0, bookingUid: uid });
  return { synced: LENGTH, ...found(orphanedLocal(id)) };
}

function occurrenceMovedAndRowCarriesItsOldUid(scene: Scene): Truth {
  const { old, start, synced: others } = movedOccurrence(scene);
  scene.row({ startsAt: start, bookingUid: old });
  return synced(others + 1);
}

function occurrenceMovedAndRowNotMoved(scene: Scene): Truth {
  const { old, next, before, synced: others } = movedOccurrence(scene);
  const id = scene.row({ startsAt: before, bookingUid: old });
  return { synced: others, ...found(mismatch([id, next], ['startsAt', 'endsAt'])) };
}

function occurrenceMovedAndRowOfTheSeriesMoved(scene: Scene): Truth {
  const { uid, start, synced: others } = movedOccurrence(scene);
  scene.row({ startsAt: start, bookingUid: uid });
  return synced(others + 1);
}

function occurrenceMovedAndRowOfTheSeriesNotMoved(scene: Scene): Truth {
  const { uid, next, before, synced: others } = movedOccurrence(scene);
  const id = scene.row({ startsAt: before, bookingUid: uid });
  return { synced: others, ...found(mismatch([id, next], ['startsAt', 'endsAt'])) };
}

function occurrenceMovedAndItsRowCancelled(scene: Scene): Truth {
  const { old, next, before, synced: others } = movedOccurrence(scene);
  const id = scene.row({ startsAt: before, bookingUid: old, status: 'cancelled' });
  return { synced: others, ...found(mismatch([id, next], ['status'])) };
}

function seriesOverTheEdgeOfTheWindow(scene: Scene): Truth {
  const { uid, starts } = seriesFrom(scene, MORNING + 80 * DAY + scene.random.below(8) * HOUR);
  for (const startsAt of starts) scene.row({ startsAt, bookingUid: uid });
  return synced(2);
}

function rowInsideOfASeriesOutside(scene: Scene): Truth {
  const { uid } = seriesFrom(scene, MORNING + 92 * DAY);
  return found(orphanedLocal(scene.row({ startsAt: scene.slot(), bookingUid: uid })));
}

function seriesOfForeignEventType(scene: Scene): Truth {
  const { uid, starts } = seriesFrom(scene, MORNING + 10 * DAY, EVENT_TYPES.elsewhere);
  for (const startsAt of starts.slice(1)) scene.row({ startsAt, bookingUid: uid });
  return synced(LENGTH - 1);
}

interface MovedOccurrence {
  readonly uid: string;
  readonly old: string;
  readonly before: number;
  readonly next: string;
  readonly start: number;
  /** The other occurrences, each with its row. */
  readonly synced: number;
}

/** Cal.com does not say of a recurring Booking what it was rescheduled to: only the new one names the old. */
function movedOccurrence(scene: Scene): MovedOccurrence {
  const { uid, starts, occurrences } = series(scene);
  const [before = 0, ...others] = starts;
  for (const startsAt of others) scene.row({ startsAt, bookingUid: uid });
  const start = before + scene.random.pick([-2 * DAY, 30 * DAY + HOUR]);
  const old = occurrences[0] ?? '';
  return { uid, old, before, next: scene.move(old, start), start, synced: others.length };
}

interface Series {
  readonly uid: string;
  readonly starts: number[];
  readonly occurrences: string[];
}

function series(scene: Scene): Series {
  const monday = MORNING - (MORNING % DAY) + 4 * DAY;
  return seriesFrom(scene, monday + scene.random.below(40) * DAY + (9 + scene.random.below(8)) * HOUR);
}

/** A week apart. */
function seriesFrom(scene: Scene, first: number, eventTypeId = EVENT_TYPES.weekly): Series {
  const uid = `series-${scene.person().phone.slice(-8)}`;
  const starts = Array.from({ length: LENGTH }, (_, week) => first + week * 7 * DAY);
  const occurrences = starts.map((start) => scene.book({ start, eventTypeId, recurringBookingUid: uid }));
  return { uid, starts, occurrences };
}
