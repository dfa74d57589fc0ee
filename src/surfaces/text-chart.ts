/** A chart in letters of one width, and as plain lines. */
import stringWidth from 'string-width';
import type { Chart, ChartPoint } from '../domain/card.ts';

/** How high the highest stands above the lowest. */
const LEVELS = 5;
const GAP = 2;

type Plotted = ChartPoint & { readonly value: number };

/** `✅ Mon: 98.7%`, one line for each point. */
export function chartLines({ points }: Chart): string[] {
  return points.map(({ icon, label, said }) => `${icon} ${label}: ${said}`);
}

/** Why there is no value, each reason once: `– Tue, Wed: no complete check`. */
export function gapLines({ points }: Chart): string[] {
  const gaps = points.filter(({ value }) => value === null);
  const reasons = new Map(gaps.map(({ said, icon }) => [said, icon]));
  return [...reasons].map(([reason, icon]) => {
    const labels = gaps.filter(({ said }) => said === reason).map(({ label }) => label);
    return `${icon} ${labels.join(', ')}: ${reason}`;
  });
}

/** The plot, its two axes, the values, and what is missing; `mark` is what stands where a value is. */
export function textChart(chart: Chart, mark: (point: ChartPoint) => string): string[] {
  const plotted = chart.points.filter(isPlotted);
  const [lowest, highest] = extremes(plotted);
  if (!lowest || !highest) return gapLines(chart);
  const levels = highest.value === lowest.value ? 1 : LEVELS;
  const levelOf = ({ value }: Plotted) =>
    levels === 1 ? 0 : Math.round(((value - lowest.value) / (highest.value - lowest.value)) * (levels - 1));
  const column = Math.max(...chart.points.flatMap(cellTexts).map((text) => stringWidth(text))) + GAP;
  const margin = Math.max(stringWidth(highest.said), stringWidth(lowest.said));
  const row = (texts: readonly string[]) =>
    texts
      .map((text) => centred(text, column))
      .join('')
      .trimEnd();
  const plot = Array.from({ length: levels }, (_, down) => {
    const level = levels - 1 - down;
    const edge = level === levels - 1 ? highest.said : level === 0 ? lowest.said : '';
    const marks = chart.points.map((point) =>
      isPlotted(point) && levelOf(point) === level ? mark(point) : '',
    );
    return `${indented(edge, margin)} ${edge ? '┤' : '│'}${row(marks)}`;
  });
  const below = (text: string) => `${indented('', margin)}  ${text}`;
  return [
    ...plot,
    `${indented('', margin)} └${'─'.repeat(column * chart.points.length)}`,
    below(row(chart.points.map(({ label }) => label))),
    below(row(chart.points.map(({ value, said, icon }) => (value === null ? icon : said)))),
    ...gapLines(chart),
  ];
}

function isPlotted(point: ChartPoint): point is Plotted {
  return point.value !== null;
}

function extremes(plotted: readonly Plotted[]): [Plotted | undefined, Plotted | undefined] {
  const sorted = plotted.toSorted((one, other) => one.value - other.value);
  return [sorted[0], sorted.at(-1)];
}

function cellTexts({ label, value, said, icon }: ChartPoint): string[] {
  return [label, value === null ? icon : said];
}

function centred(text: string, width: number): string {
  const free = Math.max(0, width - stringWidth(text));
  const left = Math.floor(free / 2);
  return ' '.repeat(left) + text + ' '.repeat(free - left);
}

function indented(text: string, width: number): string {
  return ' '.repeat(Math.max(0, width - stringWidth(text))) + text;
}
