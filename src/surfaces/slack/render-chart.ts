/** A chart as Slack draws it, as a picture that we have drawn, or in letters. Pure. */
import { type types } from '@slack/bolt';
import type { Chart, ChartPoint } from '../../domain/card.ts';
import { chartLines, gapLines, textChart } from '../text-chart.ts';
import { CHART_AXIS, CHART_CATEGORIES, CHART_LABEL, CHART_TITLE, IMAGE_TEXT } from './limits.ts';
import { monospace, paragraph, richText, titleOf, word } from './rich-text.ts';
import { oneLine, plain } from './text.ts';

/** "Data visualization block": Bolt's types do not know it yet. */
export interface DataVisualizationBlock {
  readonly type: 'data_visualization';
  readonly title: string;
  readonly chart: {
    readonly type: 'bar';
    readonly series: readonly { readonly name: string; readonly data: readonly DataPoint[] }[];
    readonly axis_config: { readonly categories: readonly string[]; readonly y_label: string };
  };
}

interface DataPoint {
  readonly label: string;
  readonly value: number;
}

export type SlackBlock = types.KnownBlock | DataVisualizationBlock;

/** In at most `room` characters. */
export type DrawChart = (chart: Chart, room: number) => SlackBlock[];

/** In letters of one width, which every client shows. */
export function chartInLetters(chart: Chart, room: number): SlackBlock[] {
  const drawn = textChart(chart, ({ tone }) => (tone === 'good' ? '●' : '▲')).join('\n');
  const title = oneLine(chart.title, CHART_TITLE);
  return [richText([...titleOf(title), monospace(plain(drawn, Math.max(1, room - title.length)) || '–')])];
}

/**
 * Every category must have a number, so that a point without a value cannot be on the chart: it is told below. Bars,
 * since a line would run across the gap.
 */
export function nativeChart(chart: Chart, room: number): SlackBlock[] {
  const data = chart.points.slice(-CHART_CATEGORIES).flatMap(dataPoint);
  const categories = data.map(({ label }) => label);
  if (data.length === 0 || new Set(categories).size < data.length) return chartInLetters(chart, room);
  const gaps = plain(gapLines(chart).join('\n'), Math.max(1, room));
  return [
    {
      type: 'data_visualization',
      title: oneLine(chart.title, CHART_TITLE),
      chart: {
        type: 'bar',
        series: [{ name: oneLine(chart.measure, CHART_LABEL), data }],
        axis_config: { categories, y_label: oneLine(`${chart.unit} ${chart.measure}`, CHART_AXIS) },
      },
    },
    ...(gaps.trim() === '' ? [] : [richText([paragraph([word(gaps)])])]),
  ];
}

function dataPoint({ label, value }: ChartPoint): DataPoint[] {
  return value === null || !Number.isFinite(value) ? [] : [{ label: oneLine(label, CHART_LABEL), value }];
}

/** `fileId`: of the chart, uploaded to Slack. */
export function pictureOf(chart: Chart, fileId: string): types.ImageBlock {
  const alt = `${chart.title} (${chart.unit} ${chart.measure}). ${chartLines(chart).join('; ')}`;
  return { type: 'image', slack_file: { id: fileId }, alt_text: oneLine(alt, IMAGE_TEXT) };
}
