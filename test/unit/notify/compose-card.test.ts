import { describe, expect, test } from 'vitest';
import type { Attendee } from '../../../src/domain/booking.ts';
import type { Card } from '../../../src/domain/card.ts';
import { parsePress } from '../../../src/domain/press.ts';
import { composeCard } from '../../../src/notify/compose-card.ts';
import type { Subject } from '../../../src/notify/outbox.ts';
import { anAppointment, anAttendee, MINUTE, NOON } from '../../support/builders.ts';
import { aResolution, aSubject } from '../../support/subject.ts';

const HOUR = 60 * MINUTE;
const BEFORE = NOON - HOUR;
const AFTER = NOON + MINUTE;
const WORDING = {
  locale: 'en-GB',
  timeZone: 'Europe/Berlin',
  appointmentUrl: 'https://crm.example.com/{id}',
};
const MOVED = { status: 'accepted', startsAt: NOON + HOUR, endsAt: NOON + HOUR + 30 * MINUTE };

function compose(fields: Partial<Subject> = {}, now = BEFORE, attendee: Attendee | null = null): Card {
  return composeCard({ subject: aSubject(fields), attendee, now }, WORDING);
}

const textOf = (card: Card) => JSON.stringify(card.sections);
const actionsOf = ({ actions = [] }: Card) =>
  actions.map(({ id }) => {
    const press = parsePress(id);
    return press?.kind === 'act' ? press.action : press?.kind;
  });

const STRANGER: Partial<Subject> = {
  finding: { code: 'ORPHANED_CALCOM', fields: [] },
  appointmentId: null,
  appointment: null,
  absence: null,
  booking: { status: 'accepted', startsAt: NOON, endsAt: NOON + 30 * MINUTE },
};
const MISMATCH: Partial<Subject> = {
  finding: { code: 'DATA_MISMATCH', fields: ['startsAt', 'endsAt'] },
  absence: null,
  booking: MOVED,
};
const FAILED: Partial<Subject> = { finding: { code: 'VERIFICATION_ERROR', fields: [] }, absence: null };
/** Every kind of Issue, in every state that a card tells of. */
const KINDS = {
  'a row alone': {},
  'a booking alone': STRANGER,
  'a difference': MISMATCH,
  'a failure': FAILED,
};
const STATES: Record<string, Partial<Subject>> = {
  open: {},
  working: { resolution: aResolution() },
  refused: { resolution: aResolution({ state: 'refused', result: 'The time is taken.' }) },
  accepted: {
    state: 'accepted',
    outcome: 'accepted',
    resolution: aResolution({ action: 'resolve', state: 'done' }),
  },
  resolved: { state: 'resolved', outcome: 'agreed', resolution: aResolution({ state: 'done' }) },
  passed: { state: 'resolved', outcome: 'passed' },
};
const ALL = Object.entries(KINDS).flatMap(([kind, facts]) =>
  Object.entries(STATES).map(([state, more]) => ({ kind, state, facts: { ...facts, ...more } })),
);

describe('the buttons', () => {
  test.each([
    {
      kind: 'a row alone',
      facts: {},
      before: ['retry', 'create', 'resolve', 'cancel'],
      after: ['retry', 'resolve'],
    },
    {
      kind: 'a row with a booking that fits',
      facts: { candidateUid: 'twin' },
      before: ['retry', 'link', 'resolve', 'cancel'],
      after: ['retry', 'link', 'resolve'],
    },
    {
      kind: 'a booking alone',
      facts: STRANGER,
      before: ['retry', 'create', 'resolve', 'cancel'],
      after: ['retry', 'resolve'],
    },
    {
      kind: 'a difference',
      facts: MISMATCH,
      before: ['retry', 'use_database', 'use_calcom', 'resolve', 'cancel'],
      after: ['retry', 'use_calcom', 'resolve'],
    },
    { kind: 'a failure', facts: FAILED, before: ['retry', 'resolve'], after: ['retry', 'resolve'] },
  ])('of $kind are those that make sense before the start, and after', ({ facts, before, after }) => {
    expect(actionsOf(compose(facts))).toEqual([...before, 'claim', 'review']);
    expect(actionsOf(compose(facts, AFTER))).toEqual([...after, 'claim', 'review']);
  });

  test('are bound to the facts that the card shows, and fit on every platform', () => {
    const { actions = [] } = compose({ ...MISMATCH, id: 999_999_999, factsHash: 'x'.repeat(22) });

    for (const { id } of actions) {
      expect(id.length).toBeLessThanOrEqual(60);
      expect(parsePress(id)).toMatchObject({ issueId: 999_999_999 });
    }
    expect(actions.filter(({ id }) => id.endsWith(`:${'x'.repeat(22)}`))).toHaveLength(5);
  });

  test.each([
    { facts: {}, label: 'Create in Cal.com', notices: 'Cal.com sends a confirmation' },
    { facts: {}, label: 'Cancel Appointment', notices: 'The customer notices nothing' },
    { facts: STRANGER, label: 'Create in Database', notices: 'The customer notices nothing' },
    { facts: STRANGER, label: 'Cancel Appointment', notices: 'Cal.com sends a cancellation' },
    { facts: MISMATCH, label: 'Cancel Appointment', notices: 'Cal.com sends a cancellation' },
    { facts: MISMATCH, label: 'Use Database', notices: 'Cal.com sends the new time' },
    { facts: MISMATCH, label: 'Use Cal.com', notices: 'The customer notices nothing' },
  ])('$label asks first and says what the customer notices: $notices', ({ facts, label, notices }) => {
    const button = compose(facts).actions?.find((one) => one.label === label);

    expect(button?.confirm?.text).toContain(notices);
  });

  test('that can do no harm do not ask', () => {
    const { actions = [] } = compose({ candidateUid: 'twin' });

    const silent = actions.filter(({ confirm }) => confirm === null).map(({ label }) => label);

    expect(silent).toEqual(['Retry Verification', 'Link', 'Mark as Resolved', 'I’m on it', 'Details']);
  });

  test.each(['requested', 'running', 'unknown'] as const)('are gone while a resolution is %s', (state) => {
    const card = compose({ resolution: aResolution({ state }) });

    expect(card.actions).toEqual([]);
    expect(textOf(card)).toContain('Working: Create by Ada on Slack');
  });

  test('are gone until somebody has looked at what was done', () => {
    const card = compose({ resolution: aResolution({ state: 'done', verifying: true }) });

    expect(card.actions).toEqual([]);
    expect(textOf(card)).not.toContain('still differ');
  });

  test('come back with a note when it did not help', () => {
    const card = compose({ resolution: aResolution({ state: 'done' }) });

    expect(actionsOf(card)).toContain('create');
    expect(textOf(card)).toContain(
      'Create by Ada on Slack, 9 Oct 2026, 13:30: done, and the two sides still differ.',
    );
  });

  test.each(['failed', 'refused'] as const)('come back with the reason when it %s', (state) => {
    const card = compose({ resolution: aResolution({ state, result: 'The time is taken in Cal.com.' }) });

    expect(actionsOf(card)).toContain('create');
    expect(textOf(card)).toContain('The time is taken in Cal.com.');
  });

  test.each(['accepted', 'resolved', 'passed'])('are none once it is %s', (state) => {
    expect(compose(STATES[state]).actions).toEqual([]);
  });
});

describe('what a card says', () => {
  test('names the appointment, what is wrong, since when and for how long it takes', () => {
    const card = compose();

    expect(card.title).toBe('Cal.com Sync Issue #3: Appointment #1');
    expect(textOf(card)).toContain('Appointment exists in database but not in Cal.com · ORPHANED_LOCAL');
    expect(textOf(card)).toContain('9 Oct 2026, 14:00 - 14:30');
    expect(card.footer).toEqual(['Issue #3 · since 9 Oct 2026, 13:00']);
  });

  test('shows both sides where they differ, and nothing else', () => {
    const comparison = compose(MISMATCH).sections.find(({ kind }) => kind === 'comparison');

    expect(comparison).toEqual({
      kind: 'comparison',
      sides: ['Database', 'Cal.com'],
      rows: [
        { label: 'Start', values: ['9 Oct 2026, 14:00', '9 Oct 2026, 15:00'] },
        { label: 'End', values: ['9 Oct 2026, 14:30', '9 Oct 2026, 15:30'] },
      ],
    });
  });

  test.each([
    { outcome: 'agreed', says: 'Both sides agree again. Create by Ada on Slack' },
    { outcome: 'gone', says: 'Both sides are gone.' },
    { outcome: 'superseded', says: 'The booking belongs to another appointment now.' },
  ])('ends as $outcome', ({ outcome, says }) => {
    const card = compose({ state: 'resolved', outcome, resolution: aResolution({ state: 'done' }) });

    expect(textOf(card)).toContain(says);
    expect(card.title).toMatch(/^Solved #3/);
  });

  test('never counts what has passed as solved', () => {
    expect(compose({ state: 'resolved', outcome: 'passed' }).title).toMatch(/^Passed #3/);
  });

  test('names nobody for an end that came by itself', () => {
    const refused = aResolution({ state: 'refused', result: 'The time is taken.' });

    const card = compose({ state: 'resolved', outcome: 'agreed', resolution: refused });

    expect(textOf(card)).toContain('Both sides agree again.');
    expect(textOf(card)).not.toContain('by Ada');
  });

  test('knows the customer from Cal.com where there is no row, and does without where Cal.com is silent', () => {
    expect(textOf(compose(STRANGER, BEFORE, anAttendee({ name: 'Ida Roth' })))).toContain(
      'Ida Roth (a…@example.com)',
    );
    expect(textOf(compose(STRANGER))).not.toContain('Customer');
  });

  test.each(ALL)('$state about $kind holds no address, no phone and no uid', ({ facts }) => {
    const row = anAppointment({
      customerEmail: 'anna.schmidt@example.com',
      customerPhone: '+49 151 2345678',
      bookingUid: 'secret-uid-of-the-booking',
    });
    const subject = { ...facts, candidateUid: 'secret-uid-of-the-twin', seatUid: 'secret-uid-of-the-seat' };
    const appointment = 'appointment' in facts && facts.appointment === null ? null : row;
    const attendee = anAttendee({ email: 'anna.schmidt@example.com', phone: '+491512345678' });

    const card = JSON.stringify(compose({ ...subject, appointment }, BEFORE, attendee));

    expect(card).not.toMatch(/anna\.schmidt|2345678|secret-uid/);
    expect(card).toContain('a…@example.com');
  });
});
