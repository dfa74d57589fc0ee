import { describe, expect, test } from 'vitest';
import { offersFor, type OfferFacts } from '../../../src/domain/offers.ts';
import { anAppointment, MINUTE, NOON } from '../../support/builders.ts';
import { CANCELLED, MISSING, MOVED, UNREADABLE } from '../../support/climber.ts';

const BEFORE = NOON - 60 * MINUTE;
const AFTER = NOON + MINUTE;
const BEGUN = { status: 'accepted', startsAt: NOON, endsAt: NOON + 30 * MINUTE };
const LIVE = { status: 'accepted', startsAt: NOON + 60 * MINUTE, endsAt: NOON + 90 * MINUTE };

function facts(fields: Partial<OfferFacts>): OfferFacts {
  return {
    finding: MISSING,
    absence: null,
    candidateUid: null,
    appointment: anAppointment(),
    booking: null,
    startsAt: NOON,
    ...fields,
  };
}

const actions = (fields: Partial<OfferFacts>, now = BEFORE) =>
  offersFor(facts(fields), now).map(({ action }) => action);
const offer = (fields: Partial<OfferFacts>, wanted: string) =>
  offersFor(facts(fields), BEFORE).find(({ action }) => action === wanted);

describe('before the visit', () => {
  test('an appointment without a booking can be created in Cal.com or cancelled', () => {
    expect(actions({ absence: 'not_found' })).toEqual(['retry', 'create', 'resolve', 'cancel']);
    expect(offer({}, 'create')).toMatchObject({
      label: 'Create in Cal.com',
      customerNotices: expect.stringContaining('confirmation'),
    });
  });

  test('an appointment with a booking that fits is linked to it, and gets no second one', () => {
    expect(actions({ candidateUid: 'twin' })).toEqual(['retry', 'link', 'resolve', 'cancel']);
  });

  test('a booking without an appointment can be taken into the database, unnoticed by the customer', () => {
    const stranger = {
      finding: { code: 'ORPHANED_CALCOM', fields: [] },
      appointment: null,
      booking: LIVE,
    } as const;

    expect(actions(stranger)).toEqual(['retry', 'create', 'resolve', 'cancel']);
    expect(offer(stranger, 'create')).toMatchObject({ label: 'Create in Database', customerNotices: null });
  });

  test('a moved booking can be moved back, or the appointment can follow it', () => {
    expect(actions({ finding: MOVED, booking: LIVE })).toEqual([
      'retry',
      'use_database',
      'use_calcom',
      'resolve',
      'cancel',
    ]);
    expect(offer({ finding: MOVED, booking: LIVE }, 'use_database')?.plan).toContain('Move the booking');
    expect(offer({ finding: MOVED, booking: LIVE }, 'use_calcom')?.plan).toContain('times');
  });

  test('a booking of another length cannot be moved, as Cal.com keeps the length', () => {
    const longer = { ...LIVE, endsAt: LIVE.endsAt + 15 * MINUTE };

    expect(actions({ finding: MOVED, booking: longer })).toEqual([
      'retry',
      'use_calcom',
      'resolve',
      'cancel',
    ]);
  });

  test('a cancelled booking can be made anew, or the appointment cancelled after it', () => {
    const dead = { finding: CANCELLED, booking: { ...LIVE, status: 'cancelled' } };

    expect(offer(dead, 'use_database')?.plan).toContain('new booking');
    expect(offer(dead, 'use_calcom')?.plan).toBe('Set the appointment to cancelled.');
  });

  test('a cancelled appointment can be carried over to Cal.com, or taken up again', () => {
    const kept = { finding: CANCELLED, booking: LIVE, appointment: anAppointment({ status: 'cancelled' }) };

    expect(offer(kept, 'use_database')).toMatchObject({
      plan: expect.stringContaining('Cancel the booking'),
      customerNotices: expect.stringContaining('cancellation'),
    });
    expect(offer(kept, 'use_calcom')?.plan).toBe('Set the appointment to scheduled.');
  });

  test('what could not be verified can only be tried again or accepted', () => {
    expect(actions({ finding: UNREADABLE })).toEqual(['retry', 'resolve']);
  });
});

describe('once the visit has begun', () => {
  test.for([
    ['an orphan of the database', { candidateUid: 'twin' }, ['retry', 'link', 'resolve']],
    [
      'an orphan of Cal.com',
      { finding: { code: 'ORPHANED_CALCOM', fields: [] }, appointment: null, booking: BEGUN },
      ['retry', 'resolve'],
    ],
    ['a mismatch', { finding: MOVED, booking: LIVE }, ['retry', 'use_calcom', 'resolve']],
  ] as const)('nothing is created or cancelled any more: %s', ([, fields, offered]) => {
    expect(actions(fields, AFTER)).toEqual(offered);
    expect(actions(fields, NOON)).toEqual(offered);
  });
});

test('every offer that changes something at the customer says what they will notice', () => {
  for (const finding of [MISSING, MOVED, CANCELLED]) {
    const offered = offersFor(facts({ finding, booking: LIVE }), BEFORE);
    const writesToCalcom = offered.filter(({ plan }) => /booking in Cal\.com/.test(plan));

    expect(writesToCalcom.every(({ customerNotices }) => customerNotices !== null)).toBe(true);
  }
});

test('a live booking can still be cancelled when only the cancelled row’s own time has passed', () => {
  const row = anAppointment({ status: 'cancelled' });

  expect(actions({ finding: CANCELLED, appointment: row, booking: LIVE }, AFTER)).toContain('use_database');
});
