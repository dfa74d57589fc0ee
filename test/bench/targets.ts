/** What was measured beside what it should be. */
import { clickRows } from './click-rows.ts';
import { CHANGES, inWords, type Measures, type Run } from './measure.ts';

export interface Row {
  readonly id: string;
  readonly what: string;
  readonly figure: string;
  readonly target: string;
  /** Null where no target is judged. */
  readonly met: boolean | null;
  /** What the figure says, and what it may be at most. */
  readonly values: readonly { readonly measured: number; readonly atMost: number }[];
}

/** A steady Run keeps its own record, the pace of its requests and its lease. */
const MAY_WRITE = ['run', 'request_budget', 'lease'];
const MEGABYTE = 1e6;

export function rowsOf(measures: Measures): Row[] {
  return [
    offsetRow(measures),
    cursorRow(measures),
    timeRow(measures),
    growthRow(measures),
    memoryRow(measures),
    writtenRow(measures),
    pendingRow(measures),
    loopRow(measures),
    ...clickRows(measures),
    firstCheckRow(measures),
  ];
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle)] ?? 0)) / 2;
}

function offsetRow({ small }: Measures): Row {
  const requests = median(small.full.map(({ served }) => served.requests));
  return row({
    id: 'requests-offset',
    what: `requests of a full Run over ${inWords(small.bookings)} bookings, offset mode, against one per appointment`,
    figure: share(requests, small.bookings),
    target: 'at most 1/200',
    values: [{ measured: requests / small.bookings, atMost: 1 / 200 }],
  });
}

/** Asked for and not used, cursor mode is missed whatever the figure. */
function cursorRow({ small, cursor }: Measures): Row {
  const { requests, cursorPages } = cursor.served;
  const used = cursorPages > 0 ? '' : '; read in offset mode';
  const judged = row({
    id: 'requests-cursor',
    what: `the same in cursor mode`,
    figure: share(requests, small.bookings) + used,
    target: 'at most 1/95',
    values: [{ measured: requests / small.bookings, atMost: 1 / 95 }],
  });
  return { ...judged, met: judged.met === true && cursorPages > 0 };
}

function timeRow({ small }: Measures): Row {
  const calsync = secondsOf(small.full);
  const bare = secondsOf(small.bare);
  return row({
    id: 'time-against-bare-reader',
    what: `full Run over ${inWords(small.bookings)} + ${inWords(small.bookings)} in sync, time against the bare reader`,
    figure: `${(calsync / bare).toFixed(2)} (${calsync.toFixed(2)} s, ${bare.toFixed(2)} s)`,
    target: 'at most 1.3',
    values: [{ measured: calsync / bare, atMost: 1.3 }],
  });
}

function growthRow({ small, large }: Measures): Row {
  const [few, many] = [secondsOf(small.full), secondsOf(large.full)];
  return row({
    id: 'time-at-ten-times',
    what: `the same at ${inWords(large.bookings)}: time against ${inWords(small.bookings)}`,
    figure: `${(many / few).toFixed(2)} (${many.toFixed(1)} s, ${few.toFixed(1)} s)`,
    target: 'at most 11',
    values: [{ measured: many / few, atMost: 11 }],
  });
}

function memoryRow({ small, large }: Measures): Row {
  const [few, many] = [peakOf(small.full), peakOf(large.full)];
  return row({
    id: 'peak-memory',
    what: `peak memory at ${inWords(large.bookings)} against ${inWords(small.bookings)}`,
    figure: `${(many / few).toFixed(2)} (${many.toFixed(0)} MB, ${few.toFixed(0)} MB)`,
    target: 'at most 1.25, and 350 MB',
    values: [
      { measured: many / few, atMost: 1.25 },
      { measured: many, atMost: 350 },
    ],
  });
}

function writtenRow({ small, large }: Measures): Row {
  const written = [...small.full, ...large.full].map((run) => run.written);
  const others = written.flatMap((one) =>
    Object.entries(one).filter(([table]) => !MAY_WRITE.includes(table)),
  );
  const count = others.reduce((sum, [, rows]) => sum + rows, 0);
  const judged = row({
    id: 'rows-written',
    what: 'rows written by a steady full Run, beside the Run, the budget and the lease',
    figure:
      count === 0
        ? `0 (${namesOf(written.at(0) ?? {})})`
        : `${count} (${namesOf(Object.fromEntries(others))})`,
    target: 'none',
    values: [{ measured: count, atMost: 0 }],
  });
  // A Run that seems not even to have written itself has not been counted.
  return { ...judged, met: judged.met === true && written.every((one) => (one.run ?? 0) > 0) };
}

function pendingRow({ small, pending }: Measures): Row {
  const { requests } = pending.served;
  return row({
    id: 'requests-pending',
    what: `requests of a pending cycle with ${CHANGES.cancelled + CHANGES.moved} changes among ${inWords(small.bookings)}`,
    figure: inWords(requests),
    target: 'at most 15',
    values: [{ measured: requests, atMost: 15 }],
  });
}

function loopRow({ small, large }: Measures): Row {
  const delays = [small, large].map(({ full }) => median(full.map((run) => run.loopP999Ms)));
  return row({
    id: 'event-loop-delay',
    what: `event loop delay during a full Run, p99.9, ${inWords(small.bookings)} and ${inWords(large.bookings)}`,
    figure: delays.map((delay) => `${delay.toFixed(0)} ms`).join(', '),
    target: 'at most 50 ms',
    values: delays.map((measured) => ({ measured, atMost: 50 })),
  });
}

function firstCheckRow({ small, first }: Measures): Row {
  const { issues, soon, cards, summaries, outcomes } = first;
  const judged = row({
    id: 'first-check',
    what: `messages after the first check of ${inWords(small.bookings)}, never verified, with ${inWords(issues)} old disagreements`,
    figure: `${inWords(summaries)} summary, ${inWords(cards)} cards; ${inWords(soon)} start within 24 h`,
    target: 'one summary, cards for what starts within 24 h',
    values: [
      { measured: summaries, atMost: 1 },
      { measured: cards, atMost: soon },
    ],
  });
  const whole = outcomes.every((outcome) => outcome === 'complete') && summaries === 1 && cards > 0;
  return { ...judged, met: judged.met === true && whole };
}

function row(fields: Omit<Row, 'met'>): Row {
  return { ...fields, met: fields.values.every(({ measured, atMost }) => measured <= atMost) };
}

function share(requests: number, bookings: number): string {
  return `1/${Math.floor(bookings / requests)} (${inWords(requests)})`;
}

function namesOf(written: Record<string, number>): string {
  return Object.entries(written)
    .map(([table, rows]) => `${table} ${inWords(rows)}`)
    .join(', ');
}

function secondsOf(runs: readonly { seconds: number }[]): number {
  return median(runs.map(({ seconds }) => seconds));
}

function peakOf(runs: readonly Run[]): number {
  return median(runs.map(({ peakBytes }) => peakBytes / MEGABYTE));
}
