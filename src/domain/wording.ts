/** The words and icons that people know each status and code by, and how times are said. */
import type { Instant } from './appointment.ts';
import type { ErrorCode } from './judge.ts';
import type { Action } from './offers.ts';
import type { Absence } from './pair.ts';
import type { SyncStatus } from './pair-state.ts';

/** In the order in which they are told. */
export const STATUSES: readonly SyncStatus[] = [
  'synced',
  'pending',
  'verification_pending',
  'failed',
  'orphaned_local',
  'orphaned_calcom',
  'data_mismatch',
];

const STATUS_WORDS: Record<SyncStatus, { icon: string; label: string }> = {
  synced: { icon: '✅', label: 'Synced' },
  pending: { icon: '⏳', label: 'Pending' },
  verification_pending: { icon: '🔍', label: 'Verifying' },
  failed: { icon: '❌', label: 'Failed' },
  orphaned_local: { icon: '⚠️', label: 'Orphaned Local' },
  orphaned_calcom: { icon: '🔄', label: 'Orphaned Cal.com' },
  data_mismatch: { icon: '🔀', label: 'Data Mismatch' },
};

export function statusIcon(status: SyncStatus): string {
  return STATUS_WORDS[status].icon;
}

export function statusLabel(status: SyncStatus): string {
  return STATUS_WORDS[status].label;
}

/** What the code means, as a sentence about the appointment. */
export function codeMeaning(code: ErrorCode): string {
  switch (code) {
    case 'ORPHANED_LOCAL':
      return 'Appointment exists in database but not in Cal.com';
    case 'ORPHANED_CALCOM':
      return 'Booking exists in Cal.com but not in database';
    case 'DATA_MISMATCH':
      return 'Time or status differ between database and Cal.com';
    case 'VERIFICATION_ERROR':
      return 'Could not be verified';
    case 'CIRCUIT_OPEN':
      return 'Cal.com is down';
  }
}

const ACTION_LABELS: Record<Action, string> = {
  retry: 'Retry Verification',
  create: 'Create',
  link: 'Link',
  use_database: 'Use Database',
  use_calcom: 'Use Cal.com',
  resolve: 'Mark as Resolved',
  cancel: 'Cancel Appointment',
};

export function actionLabel(action: Action): string {
  return ACTION_LABELS[action];
}

export function surfaceLabel(surface: string): string {
  if (surface === 'email') return 'E-mail';
  return surface === 'terminal' ? 'the terminal' : surface.charAt(0).toUpperCase() + surface.slice(1);
}

/** `no_show` of either side as `No show`. */
export function sideStatus(status: string): string {
  return status.charAt(0).toUpperCase() + status.slice(1).replaceAll('_', ' ');
}

/** Why a row stands without a booking. */
export function absenceInWords(absence: Absence | null, heldBy: string | null): string {
  switch (absence) {
    case 'no_uid':
      return 'no booking is stored with it';
    case 'not_found':
      return 'its booking is not found in Cal.com';
    case 'no_occurrence':
      return 'its series has no booking at that time';
    case 'no_seat':
      return 'it has no seat in its class';
    case 'second_claimant':
      return `its booking belongs to appointment #${heldBy}`;
    case 'unread':
    case null:
      return 'no booking in Cal.com';
  }
}

/** Where the company is, and how it writes. */
export interface Wording {
  readonly locale: string;
  readonly timeZone: string;
}

/** `13 Oct 2025, 10:00` in the company's zone. */
export function sayInstant(at: Instant, { locale, timeZone }: Wording): string {
  return new Intl.DateTimeFormat(locale, { timeZone, dateStyle: 'medium', timeStyle: 'short' }).format(at);
}

/** `10:00`, for what was today. */
export function sayTime(at: Instant, { locale, timeZone }: Wording): string {
  return new Intl.DateTimeFormat(locale, { timeZone, timeStyle: 'short' }).format(at);
}

/** `13 Oct 2025, 10:00:07`, where a second matters. */
export function saySecond(at: Instant, { locale, timeZone }: Wording): string {
  return new Intl.DateTimeFormat(locale, { timeZone, dateStyle: 'medium', timeStyle: 'medium' }).format(at);
}

/** `13 Oct, 10:00`, for lists of what lies within some weeks. */
export function sayMoment(at: Instant, { locale, timeZone }: Wording): string {
  return new Intl.DateTimeFormat(locale, {
    timeZone,
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  }).format(at);
}

/** `13 Oct 2025, 10:00 - 10:45`; both dates where it ends on another day. */
export function saySpan(from: Instant, to: Instant, wording: Wording): string {
  const { locale, timeZone } = wording;
  const day = new Intl.DateTimeFormat(locale, { timeZone, dateStyle: 'medium' });
  const time = new Intl.DateTimeFormat(locale, { timeZone, timeStyle: 'short' });
  const end = day.format(from) === day.format(to) ? time.format(to) : sayInstant(to, wording);
  return `${sayInstant(from, wording)} - ${end}`;
}

/** `Berlin time` for Europe/Berlin; `UTC` stays. */
export function sayZone({ timeZone }: Pick<Wording, 'timeZone'>): string {
  const [area, ...place] = timeZone.split('/');
  if (place.length === 0 || area === 'Etc') return place.at(-1) ?? timeZone;
  return `${(place.at(-1) ?? '').replaceAll('_', ' ')} time`;
}

/** `1st`, `2nd`, `3rd`, `11th`. */
export function sayOrdinal(value: number): string {
  const suffixes: Partial<Record<Intl.LDMLPluralRule, string>> = { one: 'st', two: 'nd', few: 'rd' };
  return `${value}${suffixes[new Intl.PluralRules('en', { type: 'ordinal' }).select(value)] ?? 'th'}`;
}

/** `45 s`, `3h 45m`, `2d 4h`. */
function sayDuration(ms: number): string {
  const seconds = Math.round(Math.abs(ms) / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return minutes % 60 === 0 ? `${hours}h` : `${hours}h ${minutes % 60}m`;
  return hours % 24 === 0 ? `${Math.floor(hours / 24)}d` : `${Math.floor(hours / 24)}d ${hours % 24}h`;
}

/** `in 3h 45m`, `2h ago`. */
export function sayDistance(at: Instant, now: Instant): string {
  return at >= now ? `in ${sayDuration(at - now)}` : `${sayDuration(now - at)} ago`;
}

/** `Mon`, in the company's language. */
export function sayWeekday(at: Instant, { locale, timeZone }: Wording): string {
  return new Intl.DateTimeFormat(locale, { timeZone, weekday: 'short' }).format(at);
}

/** `2.3s`, `4m 12s`: how long something took. */
export function sayTaken(ms: number, { locale }: Pick<Wording, 'locale'>): string {
  const seconds = Math.round(ms / 1000);
  if (ms >= 59_950) return `${Math.floor(seconds / 60)}m ${seconds % 60}s`;
  const digits = { minimumFractionDigits: 1, maximumFractionDigits: 1 };
  return `${new Intl.NumberFormat(locale, digits).format(ms / 1000)}s`;
}

/** `1,247` */
export function sayNumber(value: number, { locale }: Pick<Wording, 'locale'>): string {
  return new Intl.NumberFormat(locale).format(value);
}

/** 98.7: so many percent, to one decimal. Never rounded up to a hundred, nor down to nothing. */
export function percentOf(part: number, whole: number): number {
  const tenths = Math.round((part / whole) * 1000);
  return Math.max(Math.min(tenths, part < whole ? 999 : 1000), part > 0 ? 1 : 0) / 10;
}

/** `98.7 %` */
export function sayShare(part: number, whole: number, { locale }: Pick<Wording, 'locale'>): string {
  if (whole === 0) return '–';
  const share = percentOf(part, whole) / 100;
  return new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 }).format(share);
}
