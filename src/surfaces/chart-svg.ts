/** A chart as a picture, for places that draw none: on a ground of its own, so that it is read on dark and on light. Pure. */
import type { Chart, ChartPoint, Tone } from '../domain/card.ts';
import { scaleFor, type Scale } from './chart-scale.ts';

const WIDTH = 800;
const HEIGHT = 360;
const PLOT = { left: 84, right: 776, top: 92, bottom: 292 };
/** How wide a small letter is, with some room. */
const LETTER = 9;
/** Above the highest value there is room for what is written over it. */
const HEADROOM = 14;

const INK = '#1f2933';
const QUIET = '#52606d';
const LINE = '#4a6fa5';
const COLOURS: Record<Tone, string> = {
  good: '#1f8a4c',
  warning: '#c2610c',
  bad: '#c62828',
  neutral: '#7b8794',
};

interface Spot extends ChartPoint {
  readonly x: number;
  /** Null in a gap. */
  readonly y: number | null;
}

type Dot = Spot & { readonly y: number };

export function chartSvg(chart: Chart): string {
  const values = chart.points.flatMap(({ value }) => value ?? []);
  const scale = scaleFor(values);
  const spots = chart.points.map((point, at) => spotOf(point, at, { count: chart.points.length, scale }));
  const parts = [
    `<rect x="1" y="1" width="${WIDTH - 2}" height="${HEIGHT - 2}" rx="16" fill="#ffffff" stroke="#d9dee4" stroke-width="2"/>`,
    text(chart.title, { x: 28, y: 44, size: 23, colour: INK, weight: 'bold' }),
    text(`${chart.unit} ${chart.measure}`, { x: 28, y: 68, size: 15, colour: QUIET }),
    ...(values.length > 0 ? grid(scale, chart.unit) : []),
    ...gapsOf(spots).flatMap((gap) => band(gap, columnWidth(spots.length))),
    ...runsOf(spots).map(line),
    ...spots.filter(isDot).flatMap(dot),
    ...spots.map(({ x, label }) =>
      text(label, { x, y: PLOT.bottom + 32, size: 17, colour: INK, anchor: 'middle' }),
    ),
  ];
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="DejaVu Sans">${parts.join('')}</svg>`;
}

function columnWidth(count: number): number {
  return (PLOT.right - PLOT.left) / Math.max(1, count);
}

function spotOf(point: ChartPoint, at: number, { count, scale }: { count: number; scale: Scale }): Spot {
  const x = PLOT.left + columnWidth(count) * (at + 0.5);
  return { ...point, x: round(x), y: point.value === null ? null : heightOf(point.value, scale) };
}

function heightOf(value: number, { from, to }: Scale): number {
  const share = (value - from) / (to - from);
  return round(PLOT.bottom - share * (PLOT.bottom - PLOT.top - HEADROOM));
}

function isDot(spot: Spot): spot is Dot {
  return spot.y !== null;
}

function grid(scale: Scale, unit: string): string[] {
  return scale.ticks.flatMap((tick, at) => {
    const y = heightOf(tick, scale);
    const colour = at === 0 ? '#9aa5b1' : '#e4e7eb';
    return [
      `<line x1="${PLOT.left}" y1="${y}" x2="${PLOT.right}" y2="${y}" stroke="${colour}" stroke-width="${at === 0 ? 2 : 1.5}"/>`,
      text(`${tick}${unit}`, { x: PLOT.left - 12, y: y + 5, size: 15, colour: QUIET, anchor: 'end' }),
    ];
  });
}

/** Values that follow each other without a gap: only these are joined. */
function runsOf(spots: readonly Spot[]): Dot[][] {
  const runs: Dot[][] = [[]];
  for (const spot of spots) {
    if (isDot(spot)) runs.at(-1)?.push(spot);
    else runs.push([]);
  }
  return runs.filter((run) => run.length > 1);
}

function line(run: readonly Dot[]): string {
  const way = run.map(({ x, y }) => `${x},${y}`).join(' ');
  const [first, last] = [run[0]?.x ?? 0, run.at(-1)?.x ?? 0];
  return [
    `<polygon points="${first},${PLOT.bottom} ${way} ${last},${PLOT.bottom}" fill="${LINE}" fill-opacity="0.1"/>`,
    `<polyline points="${way}" fill="none" stroke="${LINE}" stroke-width="3" stroke-linejoin="round"/>`,
  ].join('');
}

/** Told apart by their shape too. */
function dot({ x, y, tone, said }: Dot): string[] {
  const style = `fill="${COLOURS[tone]}" stroke="#ffffff" stroke-width="2.5"`;
  const mark =
    tone === 'good'
      ? `<circle cx="${x}" cy="${y}" r="8" ${style}/>`
      : `<path d="M${x} ${y - 10} L${x + 10} ${y + 8} L${x - 10} ${y + 8} Z" stroke-linejoin="round" ${style}/>`;
  return [
    mark,
    text(said, { x, y: y - 18, size: 17, colour: INK, weight: 'bold', anchor: 'middle', halo: true }),
  ];
}

/** Gaps beside each other for the same reason are one. */
function gapsOf(spots: readonly Spot[]): Spot[][] {
  return spots.reduce<Spot[][]>((gaps, spot, at) => {
    if (isDot(spot)) return gaps;
    const before = spots[at - 1];
    const goesOn = before !== undefined && !isDot(before) && before.said === spot.said;
    return goesOn ? [...gaps.slice(0, -1), [...(gaps.at(-1) ?? []), spot]] : [...gaps, [spot]];
  }, []);
}

function band(gap: readonly Spot[], column: number): string[] {
  const [first, last] = [gap[0], gap.at(-1)];
  if (!first || !last) return [];
  const [left, right] = [first.x - column / 2 + 5, last.x + column / 2 - 5];
  const lines = wrapped(first.said, Math.floor((right - left) / LETTER));
  const top = (PLOT.top + PLOT.bottom) / 2 - ((lines.length - 1) * 18) / 2 + 5;
  const colour = first.tone === 'neutral' ? QUIET : COLOURS[first.tone];
  return [
    `<rect x="${round(left)}" y="${PLOT.top}" width="${round(right - left)}" height="${PLOT.bottom - PLOT.top - 5}" rx="8" fill="#f5f7fa" stroke="#cbd2d9" stroke-width="1.5" stroke-dasharray="5 5"/>`,
    ...lines.map((words, at) =>
      text(words, {
        x: round((left + right) / 2),
        y: round(top + at * 18),
        size: 13,
        colour,
        anchor: 'middle',
      }),
    ),
  ];
}

function wrapped(said: string, most: number): string[] {
  return said.split(' ').reduce<string[]>((lines, word) => {
    const last = lines.at(-1);
    return last !== undefined && last.length + word.length < most
      ? [...lines.slice(0, -1), `${last} ${word}`]
      : [...lines, word];
  }, []);
}

interface Lettering {
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly colour: string;
  readonly weight?: 'bold';
  readonly anchor?: 'middle' | 'end';
  /** Keeps what lies beneath from running into the letters. */
  readonly halo?: true;
}

function text(words: string, { x, y, size, colour, weight, anchor, halo }: Lettering): string {
  const more = [
    weight ? ` font-weight="${weight}"` : '',
    anchor ? ` text-anchor="${anchor}"` : '',
    halo ? ' stroke="#ffffff" stroke-width="5" stroke-linejoin="round" paint-order="stroke"' : '',
  ].join('');
  return `<text x="${x}" y="${y}" font-size="${size}" fill="${colour}"${more}>${escaped(words)}</text>`;
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

function escaped(words: string): string {
  // oxlint-disable-next-line no-control-regex -- XML takes none of them.
  const drawable = words.toWellFormed().replaceAll(/[\u0000-\u001F\u007F\uFFFE\uFFFF]/g, ' ');
  return drawable.replaceAll(/[&<>]/g, (character) => ENTITIES[character] ?? character);
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
