import { partsOf } from './kinds.ts';
import { shown } from './shown.ts';
import { type Kind, type Reading } from './variable.ts';

const UNITS = new Map([
  ['ms', 1],
  ['s', 1_000],
  ['m', 60_000],
  ['h', 3_600_000],
  ['d', 86_400_000],
]);
const LONGEST_LADDER = 10;

/** One duration in milliseconds, at most `longest`. */
export function duration(longest: string): Kind<number> {
  return { expected: `a duration up to ${longest}: a number with ms, s, m, h or d`, read };

  function read(text: string): Reading<number> {
    const value = millisecondsOf(text);
    if (value === undefined) return { wrong: '' };
    return value <= (millisecondsOf(longest) ?? 0) ? { value } : { wrong: 'too long' };
  }
}

/** The waits before each attempt, in milliseconds; only the first may be none. */
export function retryLadder(longest: string): Kind<number[]> {
  const wait = duration(longest);
  return { expected: `1 to ${LONGEST_LADDER} times ${wait.expected}; only the first may be 0`, read };

  function read(text: string): Reading<number[]> {
    const parts = partsOf(text, /,/);
    if (parts.length === 0 || parts.length > LONGEST_LADDER) return { wrong: `${parts.length} entries` };
    const waits = parts.map(millisecondsOf);
    const bad = waits.findIndex((ms, at) => isBadWait(ms, at, longest));
    if (bad >= 0) return { wrong: `entry ${shown(parts[bad] ?? '')}` };
    return { value: waits.filter((ms) => ms !== undefined) };
  }
}

function isBadWait(ms: number | undefined, at: number, longest: string): boolean {
  return ms === undefined || ms > (millisecondsOf(longest) ?? 0) || (ms === 0 && at > 0);
}

function millisecondsOf(text: string): number | undefined {
  if (text === '0') return 0;
  const [, amount, unit = ''] = /^(\d{1,9})\s*(ms|s|m|h|d)$/.exec(text) ?? [];
  const unitMs = UNITS.get(unit);
  return unitMs === undefined ? undefined : Number(amount) * unitMs;
}
