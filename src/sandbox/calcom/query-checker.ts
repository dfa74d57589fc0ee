/** Reads single query parameters and collects what is wrong with them in class-validator's form. */
import type { QueryProblem } from './outcome.ts';

export interface NumberRule {
  min: number;
  max?: number;
  fallback: number;
}

export interface QueryChecker {
  text(name: string): string | undefined;
  number(name: string, rule: NumberRule): number;
  ids(name: string): number[] | undefined;
  /** Milliseconds since the epoch. */
  date(name: string): number | undefined;
  oneOf<T extends string>(name: string, allowed: readonly T[]): T | undefined;
  list<T extends string>(name: string, allowed: readonly T[]): T[];
}

const STRICT_ISO_8601 = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}([.,]\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/;

export function checker(query: URLSearchParams, problems: QueryProblem[]): QueryChecker {
  const report: Report = (property, value, constraint) =>
    problems.push({ property, value, constraints: constraint });
  return {
    text: (name) => query.get(name) ?? undefined,
    number: (name, rule) => readNumber(query.get(name), { name, rule, report }),
    ids: (name) => readIds(query.get(name), name, report),
    date: (name) => readDate(query.get(name), name, report),
    oneOf: (name, allowed) => readOneOf(query.get(name), { name, allowed, report }),
    list: (name, allowed) => readList(query.get(name), { name, allowed, report }),
  };
}

type Report = (property: string, value: unknown, constraint: Record<string, string>) => void;

function readNumber(
  raw: string | null,
  { name, rule, report }: { name: string; rule: NumberRule; report: Report },
): number {
  if (raw === null) return rule.fallback;
  const value = raw === '' ? Number.NaN : Number(raw);
  if (Number.isNaN(value)) {
    report(name, raw, {
      isNumber: `${name} must be a number conforming to the specified constraints`,
    });
  } else if (value < rule.min) {
    report(name, value, { min: `${name} must not be less than ${rule.min}` });
  } else if (rule.max !== undefined && value > rule.max) {
    report(name, value, { max: `${name} must not be greater than ${rule.max}` });
  }
  return value;
}

function readIds(raw: string | null, name: string, report: Report): number[] | undefined {
  if (raw === null) return undefined;
  const ids = raw.split(',').map((part) => Number.parseInt(part, 10));
  if (ids.some((id) => Number.isNaN(id))) {
    report(name, raw, { isNumber: `each value in ${name} must be a number` });
  }
  return ids;
}

function readDate(raw: string | null, name: string, report: Report): number | undefined {
  if (raw === null) return undefined;
  const value = STRICT_ISO_8601.test(raw) ? Date.parse(raw) : Number.NaN;
  if (Number.isNaN(value)) {
    report(name, raw, { isIso8601: `${name} must be a valid ISO 8601 date string` });
  }
  return value;
}

function readOneOf<T extends string>(
  raw: string | null,
  { name, allowed, report }: { name: string; allowed: readonly T[]; report: Report },
): T | undefined {
  if (raw === null) return undefined;
  const value = allowed.find((one) => one === raw);
  if (value === undefined) {
    report(name, raw, {
      isEnum: `${name} must be one of the following values: ${allowed.join(', ')}`,
    });
  }
  return value;
}

function readList<T extends string>(
  raw: string | null,
  { name, allowed, report }: { name: string; allowed: readonly T[]; report: Report },
): T[] {
  if (raw === null) return [];
  const parts = raw === '' ? [] : raw.split(',').map((part) => part.trim());
  const values = parts.flatMap((part) => allowed.filter((one) => one === part));
  if (parts.length === 0) report(name, parts, { arrayNotEmpty: `${name} cannot be empty.` });
  if (values.length < parts.length) {
    report(name, parts, { isEnum: `Invalid ${name}. Allowed are ${allowed.join(', ')}` });
  }
  return values;
}
