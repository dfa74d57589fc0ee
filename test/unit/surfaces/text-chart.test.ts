import { describe, expect, test } from 'vitest';
import { gapLines, textChart } from '../../../src/surfaces/text-chart.ts';
import { aChart, FAILED, NO_CHECK } from './charts.ts';

describe('a chart in letters', () => {
  test('has a mark in each column at its height, gaps where there is no value, and says why', () => {
    expect(textChart(aChart(), ({ icon }) => icon)).toEqual(
      [
        ' 100% ┤         ✅     ✅',
        '      │  ✅                          ✅',
        '      │',
        '      │',
        '  94% ┤                                     ⚠️',
        '      └─────────────────────────────────────────────────',
        '         Sat    Sun    Mon    Tue    Wed    Thu    Fri',
        '        98.7%  99.3%  100%    ⚠️    99.1%   94%     –',
        '⚠️ Tue: no complete check',
        '– Fri: no full check',
      ].map((line) => line.replace(/^ /, '')),
    );
  });

  test('of one value is one level high', () => {
    const [only] = aChart().points;

    expect(textChart(aChart(only ? [NO_CHECK, only] : []), () => '●')).toEqual([
      '98.7% ┤          ●',
      '      └──────────────',
      '         Fri    Sat',
      '          –    98.7%',
      '– Fri: no full check',
    ]);
  });

  test('without any value is the reasons alone, each once', () => {
    const chart = aChart([NO_CHECK, FAILED, { ...NO_CHECK, label: 'Sat' }]);

    expect(textChart(chart, () => '●')).toEqual(gapLines(chart));
    expect(gapLines(chart)).toEqual(['– Fri, Sat: no full check', '⚠️ Tue: no complete check']);
  });
});
