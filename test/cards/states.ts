/** Every state in which an Issue's card can stand. */
import type { Subject, SubjectResolution } from '../../src/notify/outbox.ts';
import { MINUTE } from '../support/builders.ts';
import { aResolution } from '../support/subject.ts';
import { HOUR, OPENED, SECRETS, START, type Kind } from './kinds.ts';

export interface State {
  readonly name: string;
  readonly fields: (kind: Kind) => Partial<Subject>;
  readonly now?: number;
  /** Left out, every kind is shown in it. */
  readonly of?: (kind: Kind) => boolean;
}

const CLICKED = OPENED + 21 * MINUTE;
const ENDED = OPENED + 22 * MINUTE;
const CLAIM = { byName: 'Ada', surface: 'slack', at: OPENED + 5 * MINUTE };
/** What looks alike for all of a code is kept once for each code. */
const isFirst = ({ name }: Kind): boolean => FIRST.has(name);
const FIRST = new Set(['orphaned_local', 'orphaned_calcom', 'mismatch_times', 'verification_error']);
const isFirstOrphan = (kind: Kind): boolean =>
  isFirst(kind) && kind.subject.finding.code.startsWith('ORPHANED');

/** As Cal.com may answer, with what does not belong into a channel. */
const FAILURE = `Cal.com did not do it: ${SECRETS.email} (${SECRETS.phone}) has booked ${SECRETS.bookingUid} already.`;

function tried({ remedy }: Kind, fields: Partial<SubjectResolution> = {}): Partial<Subject> {
  return { resolution: aResolution({ action: remedy, at: CLICKED, ...fields }) };
}

function over(outcome: string, fields: Partial<Subject> = {}): Partial<Subject> {
  return { state: 'resolved', outcome, resolvedAt: ENDED, ...fields };
}

export const STATES: readonly State[] = [
  { name: 'open', fields: () => ({}) },
  { name: 'soon', fields: () => ({}), now: START - 2.5 * HOUR },
  { name: 'begun', fields: () => ({}), now: START + 10 * MINUTE },
  { name: 'working', fields: (kind) => tried(kind) },
  {
    name: 'working again after a failure',
    of: isFirst,
    fields: (kind) => tried(kind, { byName: 'Dora', surface: 'discord', state: 'running', at: ENDED }),
  },
  { name: 'done, and still differing', fields: (kind) => tried(kind, { state: 'done' }) },
  {
    name: 'refused',
    of: isFirst,
    fields: (kind) =>
      tried(kind, {
        state: 'refused',
        result: 'the facts had changed, and nothing was done. Look at it again.',
      }),
  },
  { name: 'failed', of: isFirst, fields: (kind) => tried(kind, { state: 'failed', result: FAILURE }) },
  {
    name: 'accepted',
    fields: (kind) => ({
      ...tried(kind, { action: 'resolve', state: 'done' }),
      state: 'accepted',
      outcome: 'accepted',
      resolvedAt: ENDED,
    }),
  },
  {
    name: 'accepted, and over since',
    of: isFirst,
    fields: (kind) => over('accepted', tried(kind, { action: 'resolve', state: 'done' })),
  },
  {
    name: 'resolved by a click',
    fields: (kind) => over('agreed', { ...tried(kind, { state: 'done' }), appointment: kind.mended }),
  },
  { name: 'resolved by itself', fields: ({ mended }) => over('agreed', { appointment: mended }) },
  { name: 'superseded', fields: () => over('superseded'), of: isFirstOrphan },
  { name: 'gone', of: isFirst, fields: () => over('gone', { appointment: null }) },
  { name: 'passed', of: isFirst, fields: () => over('passed'), now: START + 8 * 24 * HOUR },
  { name: 're-opened', fields: () => ({ reopened: 1, reopenedAt: ENDED }) },
  { name: 'claimed', of: isFirst, fields: () => ({ claim: CLAIM }) },
  {
    name: 'snoozed',
    of: isFirst,
    fields: () => ({ claim: CLAIM, snooze: { until: OPENED + 24 * HOUR, by: 'Ada' } }),
  },
  {
    name: 'flapping',
    of: isFirst,
    fields: () => ({ reopened: 4, reopenedAt: ENDED, turns: { count: 5, last: ENDED } }),
    now: ENDED,
  },
];
