/** Kinds of values that know nothing about their meaning: numbers, choices, patterns, lists. */
import { shown } from './shown.ts';
import { type Env, type Kind, type Reading } from './variable.ts';

/** The text itself, when it fits the pattern. */
export function matching(pattern: RegExp, expected: string): Kind<string> {
  return { expected, read: (text) => (pattern.test(text) ? { value: text } : { wrong: '' }) };
}

export function secret<T>(kind: Kind<T>): Kind<T> {
  return { ...kind, secret: true };
}

/** The strict kind against the real service, the lenient one against a stand-in named by `urlVariable`. */
export function unlessStandIn<T>(urlVariable: string, strict: Kind<T>, lenient: Kind<T>): Kind<T> {
  return { ...strict, read: (text, env) => (env[urlVariable]?.trim() ? lenient : strict).read(text, env) };
}

export function oneOf<const T extends string>(...choices: readonly T[]): Kind<T> {
  return { expected: `one of ${choices.join(', ')}`, read };

  function read(text: string): Reading<T> {
    const value = choices.find((choice) => choice === text.toLowerCase());
    return value === undefined ? { wrong: '' } : { value };
  }
}

export function wholeNumber(from: number, to: number): Kind<number> {
  return { expected: `a whole number from ${from} to ${to}`, read };

  function read(text: string): Reading<number> {
    const value = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
    return value >= from && value <= to ? { value } : { wrong: '' };
  }
}

/** One or more entries of a kind; the same entry twice counts once. */
export function listOf<T>(entry: Kind<T>, separator = /[\s,]+/): Kind<T[]> {
  return { expected: `${entry.expected}; several are separated by commas`, read };

  function read(text: string, env: Env): Reading<T[]> {
    const values = new Set<T>();
    for (const part of partsOf(text, separator)) {
      const reading = entry.read(part, env);
      if ('wrong' in reading)
        return { wrong: `entry ${shown(part)}${reading.wrong && `: ${reading.wrong}`}` };
      values.add(reading.value);
    }
    return values.size > 0 ? { value: [...values] } : { wrong: 'it has no entry' };
  }
}

/** The entries of a separated text, without blanks and empty ones. */
export function partsOf(text: string, separator: RegExp): string[] {
  return text
    .split(separator)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
