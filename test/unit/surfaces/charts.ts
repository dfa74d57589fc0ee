/** The trend of a week with a bad day and two gaps. */
import type { Chart, ChartPoint } from '../../../src/domain/card.ts';

const good = (label: string, value: number): ChartPoint => ({
  label,
  value,
  said: `${value}%`,
  icon: '✅',
  tone: 'good',
});

export const FAILED: ChartPoint = {
  label: 'Tue',
  value: null,
  said: 'no complete check',
  icon: '⚠️',
  tone: 'warning',
};
export const NO_CHECK: ChartPoint = {
  label: 'Fri',
  value: null,
  said: 'no full check',
  icon: '–',
  tone: 'neutral',
};

export function aChart(points: readonly ChartPoint[] = WEEK): Chart {
  return { kind: 'chart', title: 'Trend (Last 7 Days)', measure: 'in sync', unit: '%', points };
}

const WEEK: readonly ChartPoint[] = [
  good('Sat', 98.7),
  good('Sun', 99.3),
  good('Mon', 100),
  FAILED,
  good('Wed', 99.1),
  { label: 'Thu', value: 94, said: '94%', icon: '⚠️', tone: 'warning' },
  NO_CHECK,
];
