/** How soon clicks were acknowledged, beside how soon they should be. */
import { CALCOM_TAKES_MS } from './clicks.ts';
import { inWords, type Measures } from './measure.ts';
import type { Clicks } from './measured.ts';
import type { Row } from './targets.ts';

const AT_MOST_MS = 100;

export function clickRows({ small, clicks: { duringRun, whileCalcomIsSlow } }: Measures): Row[] {
  const during = `during a full Run over ${inWords(small.bookings)}`;
  const slow = `while Cal.com takes ${CALCOM_TAKES_MS / 1000} s for each answer`;
  return [
    rowOf('clicks-during-run', during, duringRun),
    rowOf('clicks-while-calcom-is-slow', slow, whileCalcomIsSlow),
  ];
}

/** The round in the middle, by its p99; one click that is missed in any of them is one too many. */
function rowOf(id: string, when: string, rounds: readonly Clicks[]): Row {
  const sorted = rounds.toSorted((one, other) => one.p99Ms - other.p99Ms);
  const { clicks, p50Ms, p99Ms, maxMs, recorded } = sorted[Math.floor(sorted.length / 2)] as Clicks;
  const missed = rounds.reduce((sum, round) => sum + round.missed, 0);
  const lost = missed > 0 ? `; ${missed} too late or never` : '';
  return {
    id,
    what: `acknowledgement of ${inWords(clicks)} clicks ${when}, p99 (p50, max)`,
    figure: `${inMs(p99Ms)} (${inMs(p50Ms)}, ${inMs(maxMs)}; ${recorded} recorded${lost})`,
    target: `less than ${AT_MOST_MS} ms, none missed`,
    values: [
      { measured: p99Ms, atMost: AT_MOST_MS },
      { measured: missed, atMost: 0 },
    ],
    met: p99Ms < AT_MOST_MS && missed === 0,
  };
}

function inMs(ms: number): string {
  return `${ms.toFixed(0)} ms`;
}
