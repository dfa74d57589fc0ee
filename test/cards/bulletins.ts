/** Every bulletin, while it goes on and once it is over. */
import type { Card } from '../../src/domain/card.ts';
import type { ToldBulletin } from '../../src/notify/bulletin.ts';
import { composeBulletin } from '../../src/notify/compose-bulletin.ts';
import { MINUTE } from '../support/builders.ts';
import { HOUR, OPENED, START } from './kinds.ts';
import { WORDING } from './wording.ts';

type Told = Pick<ToldBulletin, 'kind' | 'facts'> & Partial<ToldBulletin>;

const STOP = {
  reason:
    '126 of 1247 appointments and bookings turned bad within an hour: more than 20, and more than 10 %.',
  turnedBad: { ORPHANED_LOCAL: 120, VERIFICATION_ERROR: 4 },
  closing: 2,
  changes: 126,
  released: null,
} as const;
const RELEASE = { by: 'Ada', surface: 'slack', at: OPENED + 10 * MINUTE, changes: 126 };
const SUMMARY = {
  open: { ORPHANED_LOCAL: 12, DATA_MISMATCH: 3 },
  soonest: [
    { id: 3, code: 'ORPHANED_LOCAL', appointmentId: '1031', startsAt: START, claimedBy: 'Ada' },
    { id: 4, code: 'ORPHANED_CALCOM', appointmentId: null, startsAt: START + HOUR, claimedBy: null },
  ],
  tried: [
    { id: 5, action: 'retry', byName: 'Ada', state: 'done', why: null },
    { id: 6, action: 'resolve', byName: 'Ben', state: 'refused', why: 'the data has changed' },
  ],
  triedInAll: 4,
  underWay: 3,
} as const;

const DIGEST = {
  date: '2026-11-23',
  cautions: [],
  lastComplete: { at: OPENED - 2 * HOUR, appointments: 1247 },
  nextCheck: { name: 'daily check', at: OPENED + 18 * HOUR },
  open: {
    counts: { ORPHANED_LOCAL: 1, DATA_MISMATCH: 1 },
    soonest: [
      { id: 3, code: 'ORPHANED_LOCAL', appointmentId: '1031', startsAt: START },
      { id: 4, code: 'DATA_MISMATCH', appointmentId: '1032', startsAt: START + HOUR },
    ],
  },
  inDoubt: 0,
  accepted: 2,
  resolvedYesterday: 4,
} as const;

const BULLETINS: readonly { name: string; going: Told; over?: Partial<ToldBulletin> }[] = [
  {
    name: 'circuit_open',
    going: { kind: 'circuit_open', facts: { verified: null } },
    over: { facts: { verified: 5 } },
  },
  {
    name: 'needs_person',
    going: { kind: 'needs_person', facts: { why: 'Cal.com refuses the API key (401).' } },
  },
  {
    name: 'not_complete',
    going: {
      kind: 'not_complete',
      facts: { why: 'A page of bookings did not add up.', lastComplete: OPENED - 30 * HOUR },
    },
  },
  {
    name: 'not_complete, never was',
    going: { kind: 'not_complete', facts: { why: 'A page of bookings did not add up.', lastComplete: null } },
  },
  { name: 'mass_change', going: { kind: 'mass_change', facts: STOP } },
  { name: 'mass_change, released', going: { kind: 'mass_change', facts: { ...STOP, released: RELEASE } } },
  { name: 'new_issues', going: { kind: 'new_issues', facts: { issues: 15 }, summary: SUMMARY } },
  {
    name: 'new_issues, on a surface that came later',
    going: { kind: 'new_issues', facts: { issues: 15, onlyOn: 'discord' }, summary: SUMMARY },
    over: {},
  },
  {
    name: 'surface_down',
    going: {
      kind: 'surface_down',
      facts: {
        down: [
          { surface: 'discord', why: 'calsync may not send messages in the channel.', reaches: 'nobody' },
        ],
      },
    },
    over: {},
  },
  {
    name: 'surface_down, partly',
    going: {
      kind: 'surface_down',
      facts: {
        down: [
          {
            surface: 'email',
            why: 'The mail server does not take b…@example.com (550)',
            reaches: 'some',
          },
        ],
      },
    },
  },
  {
    name: 'paused',
    going: {
      kind: 'paused',
      facts: { by: 'Ada', surface: 'slack', reason: 'Cal.com moves', until: OPENED + HOUR, ended: null },
    },
    over: {
      facts: {
        by: 'Ada',
        surface: 'slack',
        reason: 'Cal.com moves',
        until: OPENED + HOUR,
        ended: { by: 'Ben', issues: 12, over: 3 },
      },
    },
  },
  { name: 'digest', going: { kind: 'digest', facts: DIGEST } },
  {
    name: 'digest, all clear',
    going: { kind: 'digest', facts: { ...DIGEST, open: { counts: {}, soonest: [] } } },
  },
  {
    name: 'digest, not complete',
    going: {
      kind: 'digest',
      facts: { ...DIGEST, cautions: ['The full check does not complete: a page did not add up.'] },
    },
  },
  {
    name: 'webhooks_silent',
    going: { kind: 'webhooks_silent', facts: { changed: 14, since: OPENED - 24 * HOUR } },
  },
];

export const BULLETIN_CARDS: readonly { state: string; card: Card }[] = BULLETINS.flatMap(
  ({ name, going, over }) => [
    { state: `${name}, going on`, card: compose(going, null) },
    ...(going.kind === 'digest'
      ? []
      : [{ state: `${name}, over`, card: compose({ ...going, ...over } as Told, OPENED + 3 * HOUR) }]),
  ],
);

function compose(told: Told, endedAt: number | null): Card {
  return composeBulletin({ id: 1, openedAt: OPENED, endedAt, summary: null, ...told }, WORDING);
}
