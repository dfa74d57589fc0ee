/** The upright axis of a chart of percentages: where it begins and ends, and its round numbers. */

export interface Scale {
  readonly from: number;
  readonly to: number;
  /** The lowest first, both ends among them. */
  readonly ticks: readonly number[];
}

const STEPS = [0.5, 1, 2, 5, 10, 20, 25, 50];
/** More lines than these are no help to the eye. */
const MOST_STEPS = 4;

/** Not from nothing: what changes lies close below a hundred, and would look all the same. */
export function scaleFor(values: readonly number[]): Scale {
  const lowest = Math.min(...values, 100);
  const highest = Math.max(...values, 0);
  const step = STEPS.find((one) => stepsBetween(lowest, highest, one) <= MOST_STEPS) ?? 50;
  const to = Math.min(100, Math.max(Math.ceil(highest / step), 2) * step);
  const from = Math.max(0, Math.min(Math.floor(lowest / step - 0.001) * step, to - 2 * step));
  const count = Math.round((to - from) / step);
  return { from, to, ticks: Array.from({ length: count + 1 }, (_, at) => rounded(from + at * step)) };
}

function stepsBetween(lowest: number, highest: number, step: number): number {
  return Math.ceil(highest / step) - Math.floor(lowest / step - 0.001);
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}
