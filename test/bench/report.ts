/** The bench in words: the targets first, then each measurement. */
import { inWords, type Measures, type Reading, type Run } from './measure.ts';
import type { Row } from './targets.ts';
import { tableOf } from './table.ts';

export interface Report {
  /** A smoke test on small numbers says nothing about the targets. */
  readonly smoke: boolean;
  readonly machine: { readonly node: string; readonly processors: string; readonly load: string };
  readonly rows: readonly Row[];
  readonly measures: Measures;
}

export function inText({ smoke, machine, rows, measures }: Report): string {
  const judged = rows.map(({ what, figure, target, met }) => [what, figure, target, verdict(met)]);
  return [
    smoke ? 'SMOKE TEST on small numbers: the figures are shown, no target is judged\n' : '',
    tableOf([['', 'measured', 'target', ''], ...judged]),
    '',
    tableOf(detailsOf(measures), [1, 2, 3, 4, 5, 6, 7, 8, 9]),
    '',
    `Node ${machine.node}, ${machine.processors}, load before ${machine.load}. Each measurement is a process of its own; the page server is another.`,
  ].join('\n');
}

function verdict(met: boolean | null): string {
  if (met === null) return '–';
  return met ? 'met' : 'MISSED';
}

function detailsOf({ small, large, cursor, pending }: Measures): string[][] {
  const heading = [
    '',
    'seconds',
    'CPU s',
    'requests',
    'pages',
    'cursor',
    'rereads',
    'peak MB',
    'loop p99.9',
    'page server p99',
  ];
  return [
    heading,
    ...[small, large].flatMap(({ bookings, full, bare }) => [
      ...full.map((run) => detailOf(`full, ${inWords(bookings)}`, run)),
      ...bare.map((reading) => detailOf(`bare reader, ${inWords(bookings)}`, reading)),
    ]),
    detailOf(`full, ${inWords(small.bookings)}, asked for cursor mode`, cursor),
    detailOf(`pending, ${inWords(small.bookings)}`, pending),
  ];
}

function detailOf(name: string, one: Run | Reading): string[] {
  const { requests, offsetPages, cursorPages, rereads, p99Ms } = one.served;
  return [
    name,
    one.seconds.toFixed(2),
    one.cpuSeconds.toFixed(2),
    inWords(requests),
    inWords(offsetPages),
    inWords(cursorPages),
    inWords(rereads),
    (one.peakBytes / 1e6).toFixed(0),
    `${one.loopP999Ms.toFixed(1)} ms`,
    `${p99Ms.toFixed(2)} ms`,
  ];
}
