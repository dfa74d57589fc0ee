/** Schedules, time zones and locales, tried out rather than guessed at. */
import { Cron } from 'croner';
import { type Kind, type Reading } from './variable.ts';

const LONG_AGO = new Date(0);

/** A cron expression that has a next run, whatever the date is. */
export const cron: Kind<string> = {
  expected: 'a cron expression of five fields (minute hour day month weekday)',
  read: readCron,
};

/** An IANA time zone. */
export const timeZone: Kind<string> = { expected: 'the name of a time zone', read: readTimeZone };

/** A BCP 47 locale, in its canonical spelling. */
export const locale: Kind<string> = {
  expected: 'a language, with a country after a hyphen',
  read: readLocale,
};

function readCron(text: string): Reading<string> {
  // croner takes a date for a schedule that runs once.
  if (!/^@|\s/.test(text)) return { wrong: '' };
  const next = attempt(() => new Cron(text, { mode: '5-or-6-parts', timezone: 'UTC' }).nextRun(LONG_AGO));
  if (next === null) return { wrong: 'it never runs' };
  return next === undefined ? { wrong: '' } : { value: text };
}

function readTimeZone(text: string): Reading<string> {
  if (/^[+-]/.test(text)) return { wrong: 'an offset knows no summer time' };
  const zone = attempt(() => new Intl.DateTimeFormat('en', { timeZone: text }));
  // croner says only now that it cannot use a zone.
  const next = zone && attempt(() => new Cron('* * * * *', { timezone: text }).nextRun(LONG_AGO));
  return next ? { value: text } : { wrong: '' };
}

function readLocale(text: string): Reading<string> {
  const [value] = attempt(() => Intl.DateTimeFormat.supportedLocalesOf(text)) ?? [];
  return value === undefined ? { wrong: '' } : { value };
}

function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
