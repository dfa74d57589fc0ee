import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ChartPoint } from '../../../src/domain/card.ts';
import { chartPng } from '../../../src/surfaces/chart-png.ts';
import { scaleFor } from '../../../src/surfaces/chart-scale.ts';
import { chartSvg } from '../../../src/surfaces/chart-svg.ts';
import { aChart, FAILED, NO_CHECK } from './charts.ts';

/** The letters of a picture, in their order. */
const lettersOf = (svg: string) =>
  [...svg.matchAll(/<text [^>]*>([^<]*)<\/text>/g)].map(([, words]) => words);
const partsOf = (svg: string, name: string) => svg.split(`<${name} `).length - 1;
const GROUND = 1;

describe('the picture of a chart', () => {
  test('says its title, what it measures, each value and each label', () => {
    const letters = lettersOf(chartSvg(aChart()));

    expect(letters.slice(0, 2)).toEqual(['Trend (Last 7 Days)', '% in sync']);
    expect(letters).toEqual(expect.arrayContaining(['92%', '100%', '98.7%', '94%', 'Sat', 'Tue', 'Fri']));
  });

  test('joins what follows each other, and nothing across a gap', () => {
    const svg = chartSvg(aChart());

    expect(partsOf(svg, 'polyline')).toBe(2);
    expect(partsOf(svg, 'circle')).toBe(4);
    expect(partsOf(svg, 'path')).toBe(1);
  });

  test('shows gaps beside each other for the same reason as one', () => {
    const apart = chartSvg(aChart([NO_CHECK, FAILED, { ...NO_CHECK, label: 'Sat' }]));
    const together = chartSvg(aChart([NO_CHECK, { ...NO_CHECK, label: 'Sat' }, FAILED]));

    expect(partsOf(apart, 'rect') - GROUND).toBe(3);
    expect(partsOf(together, 'rect') - GROUND).toBe(2);
  });

  test('has no numbers at its side when there is no value', () => {
    expect(lettersOf(chartSvg(aChart([NO_CHECK]))).join(' ')).not.toMatch(/\d%/);
  });

  test('takes any letters as letters', () => {
    const svg = chartSvg({ ...aChart(), title: '<script>"&\u0000' });

    expect(lettersOf(svg)[0]).toBe('&lt;script&gt;"&amp; ');
  });

  test('becomes a PNG, sharp and the same each time, with letters in it', async () => {
    const [one, again, wordless] = [
      await chartPng(aChart()),
      await chartPng(aChart()),
      await chartPng({ ...aChart(), title: ' ' }),
    ];

    expect(one.subarray(1, 4).toString()).toBe('PNG');
    expect([one.readUInt32BE(16), one.readUInt32BE(20)]).toEqual([1600, 720]);
    expect(one.equals(again)).toBe(true);
    expect(one.equals(wordless)).toBe(false);
  });

  test('is drawn whatever the values are', () => {
    const point = fc.record<ChartPoint>({
      label: fc.string(),
      value: fc.option(fc.integer({ min: 0, max: 1000 }).map((tenths) => tenths / 10)),
      said: fc.string(),
      icon: fc.constant('✅'),
      tone: fc.constantFrom('good', 'warning', 'neutral'),
    });

    fc.assert(
      fc.property(
        fc.array(point, { maxLength: 30 }),
        (points) =>
          !/NaN|Infinity|undefined/.test(
            chartSvg(aChart(points.map((one) => ({ ...one, said: 'x', label: 'y' })))),
          ),
      ),
    );
  });
});

describe('the scale', () => {
  test('holds all values between round numbers, and never goes beyond a hundred', () => {
    expect(scaleFor([98.7, 100, 94])).toMatchObject({ to: 100, ticks: [92, 94, 96, 98, 100] });
    expect(scaleFor([100])).toMatchObject({ ticks: [99, 99.5, 100] });
    expect(scaleFor([0, 100])).toMatchObject({ from: 0, to: 100 });
    expect(scaleFor([0])).toMatchObject({ from: 0 });
  });

  test('has at most six lines for any values', () => {
    const values = fc.array(
      fc.integer({ min: 0, max: 1000 }).map((tenths) => tenths / 10),
      { minLength: 1 },
    );

    fc.assert(
      fc.property(values, (all) => {
        const { from, to, ticks } = scaleFor(all);
        return (
          from >= 0 &&
          to <= 100 &&
          from < to &&
          ticks.length <= 6 &&
          all.every((value) => value >= from && value <= to)
        );
      }),
    );
  });
});
