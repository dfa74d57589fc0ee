/** Checks a data_visualization block: a pie of segments, or series over shared categories. */
import { asList, asRecord, asRecords, asText, type Json } from './json.ts';
import { checkCount, checkLength, checkUnique, complain, type Spot, within } from './problems.ts';

// "Data visualization block".
const TITLE = 50;
const LABEL = 20;
const AXIS_LABEL = 50;
const SERIES = 6;
const CATEGORIES = 20;

export function checkChart(block: Json, spot: Spot): void {
  if (block['title'] === undefined) complain(within(spot, 'title'), 'missing required field');
  checkLength(block['title'], within(spot, 'title'), TITLE);
  const chart = asRecord(block['chart']);
  const at = within(spot, 'chart');
  const type = asText(chart['type']);
  if (type === 'pie') return checkPie(chart, at);
  if (['bar', 'line', 'area'].includes(type)) return checkSeries(chart, at);
  complain(within(at, 'type'), 'must be pie, bar, line or area');
}

function checkPie(chart: Json, spot: Spot): void {
  const segments = asRecords(chart['segments']);
  const at = within(spot, 'segments');
  checkCount(segments, at, { most: SERIES });
  checkPoints(segments, at);
  if (segments.some(({ value }) => !(typeof value === 'number' && value > 0)))
    complain(at, 'a segment must be more than 0');
}

function checkSeries(chart: Json, spot: Spot): void {
  const axis = asRecord(chart['axis_config']);
  const at = within(spot, 'axis_config');
  const categories = asList(axis['categories']).map(asText);
  checkCount(categories, within(at, 'categories'), { most: CATEGORIES });
  checkUnique(categories, within(at, 'categories'), 'category');
  for (const name of ['x_label', 'y_label']) checkLength(axis[name], within(at, name), AXIS_LABEL);
  const series = asRecords(chart['series']);
  checkCount(series, within(spot, 'series'), { most: SERIES });
  checkUnique(
    series.map(({ name }) => asText(name)),
    within(spot, 'series'),
    'name',
  );
  for (const [index, each] of series.entries())
    checkOneSeries(each, within(spot, `series/${index}`), categories);
}

function checkOneSeries(series: Json, spot: Spot, categories: readonly string[]): void {
  if (series['name'] === undefined) complain(within(spot, 'name'), 'missing required field');
  checkLength(series['name'], within(spot, 'name'), LABEL);
  const points = asRecords(series['data']);
  checkPoints(points, within(spot, 'data'));
  const labels = points.map(({ label }) => asText(label));
  if (labels.join('\n') !== categories.join('\n'))
    complain(within(spot, 'data'), 'must have one point for each category, in their order');
}

function checkPoints(points: readonly Json[], spot: Spot): void {
  for (const [index, point] of points.entries()) {
    const at = within(spot, index);
    if (point['label'] === undefined) complain(within(at, 'label'), 'missing required field');
    checkLength(point['label'], within(at, 'label'), LABEL);
    if (typeof point['value'] !== 'number' || !Number.isFinite(point['value']))
      complain(within(at, 'value'), 'must be a finite number');
  }
}
