import { describe, expect, test } from 'vitest';
import type { Booking } from '../../../src/domain/booking.ts';
import type { Action } from '../../../src/domain/offers.ts';
import type { Finding } from '../../../src/domain/pair-state.ts';
import type { Pair } from '../../../src/domain/pair.ts';
import { planAction, type PlanFacts, type Planned } from '../../../src/resolve/plan-action.ts';
import type { Appointment } from '../../../src/domain/appointment.ts';
import { type OfferedEventType } from '../../../src/resolve/ports.ts';
import { aBooking, anAppointment, aPair, aSeatedBooking, MINUTE, NOON } from '../../support/builders.ts';
import { CANCELLED, MISSING, MOVED, UNREADABLE } from '../../support/climber.ts';

const HOUR = 60 * MINUTE;
const STRANGER: Finding = { code: 'ORPHANED_CALCOM', fields: [] };
const COMPANY = { timeZone: 'Europe/Berlin', eventTypeMap: { Haircut: 10 } };

type Given = Partial<Pair> & Partial<Pick<PlanFacts, 'now' | 'eventTypes' | 'eventTypeId'>>;

function plan(action: Action, finding: Finding, given: Given): Planned {
  const {
    now = NOON - HOUR,
    eventTypes = new Map([[10, offering(30)]]),
    eventTypeId = null,
    ...pair
  } = given;
  return planAction(action, { pair: aPair(pair), finding, company: COMPANY, now, eventTypes, eventTypeId });
}

function offering(...lengths: number[]): OfferedEventType {
  return { id: 10, title: 'Haircut', lengths, recurring: false };
}

/** The rows that are written once Cal.com has answered with this Booking. */
function rowsAfter(planned: Planned, answer: Booking): unknown {
  return planned.kind === 'planned' && planned.plan.kind === 'calcom' && planned.plan.thenRows(answer);
}

const refused = (why: RegExp) => ({ kind: 'refused', why: expect.stringMatching(why) });
const calling = (call: object) => ({ kind: 'planned', plan: { kind: 'calcom', call } });
const writing = (...writes: object[]) => ({ kind: 'planned', plan: { kind: 'rows', writes } });

describe('an appointment without a booking', () => {
  const row = anAppointment({ id: '7' });

  test('is created in Cal.com, and its row gets the uid', () => {
    const planned = plan('create', MISSING, { appointment: row });

    expect(planned).toMatchObject(
      calling({
        kind: 'create',
        booking: {
          eventTypeId: 10,
          startsAt: NOON,
          attendee: { name: 'Anna Schmidt', email: 'anna@example.com', timeZone: 'Europe/Berlin' },
        },
      }),
    );
    expect(rowsAfter(planned, aBooking({ uid: 'new' }))).toEqual([
      { kind: 'set', seen: row, to: { bookingUid: 'new' } },
    ]);
  });

  test('takes the twin’s uid when it is linked', () => {
    expect(plan('link', MISSING, { appointment: row, candidate: aBooking({ uid: 'twin' }) })).toEqual(
      writing({ kind: 'set', seen: row, to: { bookingUid: 'twin' } }),
    );
  });

  test('is cancelled in the database alone', () => {
    expect(plan('cancel', MISSING, { appointment: row })).toEqual(
      writing({ kind: 'set', seen: row, to: { status: 'cancelled' } }),
    );
  });

  test('says the length where the event type offers several', () => {
    const eventTypes = new Map([[10, offering(30, 60)]]);

    const planned = plan('create', MISSING, { appointment: row, eventTypes });

    expect(planned).toMatchObject(calling({ booking: { lengthInMinutes: 30 } }));
  });

  test('is booked by phone alone when there is no e-mail, with its country code', () => {
    const byPhone = anAppointment({ customerEmail: null, customerPhone: '0049 (151) 234-5678' });

    const planned = plan('create', MISSING, { appointment: byPhone });

    expect(planned).toMatchObject(calling({ booking: { attendee: { phone: '+491512345678' } } }));
    expect(JSON.stringify(planned)).not.toContain('email');
  });

  test.each<{ fields: Partial<Appointment>; why: RegExp }>([
    { fields: { customerName: null }, why: /no customer name: fill it in/ },
    { fields: { customerEmail: null }, why: /neither e-mail nor phone: fill one in/ },
    { fields: { customerEmail: null, customerPhone: '0151 2345678' }, why: /only with its country code/ },
    { fields: { service: 'Massage' }, why: /"Massage".*CALSYNC_EVENT_TYPE_MAP/ },
    { fields: { service: 'toString' }, why: /"toString"/ },
    { fields: { eventTypeId: 99 }, why: /no event type 99 for this key/ },
    { fields: { endsAt: NOON + 45 * MINUTE }, why: /offers 30 minutes, the appointment takes 45/ },
  ])('is refused in plain words: $why', ({ fields, why }) => {
    expect(plan('create', MISSING, { appointment: anAppointment(fields) })).toEqual(refused(why));
  });
});

describe('a booking without an appointment', () => {
  test('becomes a row with its customer and its service', () => {
    expect(plan('create', STRANGER, { booking: aBooking({ uid: 'b' }) })).toMatchObject(
      writing({
        kind: 'insert',
        row: {
          customerName: 'Anna Schmidt',
          customerEmail: 'anna@example.com',
          service: 'Haircut',
          startsAt: NOON,
          endsAt: NOON + 30 * MINUTE,
          status: 'scheduled',
          bookingUid: 'b',
        },
      }),
    );
  });

  test('is cancelled in Cal.com, and nothing is written to the database', () => {
    const planned = plan('cancel', STRANGER, { booking: aBooking({ uid: 'b' }) });

    expect(planned).toMatchObject(calling({ kind: 'cancel', booking: { uid: 'b' }, seatUid: null }));
    expect(rowsAfter(planned, aBooking())).toEqual([]);
  });
});

describe('a moved booking', () => {
  const appointment = anAppointment({ bookingUid: 'b' });
  const booking = aBooking({ uid: 'b', startsAt: NOON + HOUR });

  test('is moved back by its own uid, and the row gets the new one', () => {
    const planned = plan('use_database', MOVED, { appointment, booking });

    expect(planned).toMatchObject(calling({ kind: 'reschedule', booking: { uid: 'b' }, startsAt: NOON }));
    expect(rowsAfter(planned, aBooking({ uid: 'c' }))).toEqual([
      { kind: 'set', seen: appointment, to: { bookingUid: 'c' } },
    ]);
  });

  test('gives the row its times, and nothing else', () => {
    expect(plan('use_calcom', MOVED, { appointment, booking })).toEqual(
      writing({
        kind: 'set',
        seen: appointment,
        to: { startsAt: NOON + HOUR, endsAt: NOON + HOUR + 30 * MINUTE },
      }),
    );
  });

  test('of another length is not moved back', () => {
    const longer = anAppointment({ endsAt: NOON + HOUR });

    expect(plan('use_database', MOVED, { appointment: longer, booking })).toEqual(
      refused(/cannot be done any more/),
    );
  });

  test('is cancelled on both sides', () => {
    const planned = plan('cancel', MOVED, { appointment, booking });

    expect(planned).toMatchObject(calling({ kind: 'cancel', booking: { uid: 'b' } }));
    expect(rowsAfter(planned, booking)).toEqual([
      { kind: 'set', seen: appointment, to: { status: 'cancelled' } },
    ]);
  });
});

describe('sides of which one is cancelled', () => {
  const dead = aBooking({ uid: 'b', status: 'cancelled' });
  const live = aBooking({ uid: 'b' });
  const row = anAppointment();
  const deadRow = anAppointment({ status: 'cancelled' });

  test('follow the database: a new booking, or none', () => {
    expect(plan('use_database', CANCELLED, { appointment: row, booking: dead })).toMatchObject(
      calling({ kind: 'create', booking: { startsAt: NOON } }),
    );
    expect(plan('use_database', CANCELLED, { appointment: deadRow, booking: live })).toMatchObject(
      calling({ kind: 'cancel', booking: { uid: 'b' } }),
    );
  });

  test('follow Cal.com: the row is cancelled, or stands again', () => {
    expect(plan('use_calcom', CANCELLED, { appointment: row, booking: dead })).toEqual(
      writing({ kind: 'set', seen: row, to: { status: 'cancelled' } }),
    );
    expect(plan('use_calcom', CANCELLED, { appointment: deadRow, booking: live })).toEqual(
      writing({ kind: 'set', seen: deadRow, to: { status: 'scheduled' } }),
    );
  });

  test('are cancelled where they still stand', () => {
    expect(plan('cancel', CANCELLED, { appointment: row, booking: dead })).toEqual(
      writing({ kind: 'set', seen: row, to: { status: 'cancelled' } }),
    );
    const planned = plan('cancel', CANCELLED, { appointment: deadRow, booking: live });
    expect(planned).toMatchObject(calling({ kind: 'cancel' }));
    expect(rowsAfter(planned, dead)).toEqual([]);
  });
});

describe('one of many', () => {
  const lesson = aSeatedBooking(['a@x.io', 'b@x.io'], { uid: 'class', startsAt: NOON + HOUR });
  const seat = lesson.attendees[1] ?? null;
  const appointment = anAppointment({ customerEmail: 'b@x.io', eventTypeId: 11 });

  test.each<{ action: Action; finding: Finding; pair: Partial<Pair> }>([
    { action: 'cancel', finding: STRANGER, pair: { booking: lesson, seat } },
    { action: 'cancel', finding: MOVED, pair: { appointment, booking: lesson, seat } },
    { action: 'use_database', finding: MOVED, pair: { appointment, booking: lesson, seat } },
    {
      action: 'use_database',
      finding: CANCELLED,
      pair: { appointment: { ...appointment, status: 'cancelled' }, booking: lesson, seat },
    },
  ])('seat is named by its own uid: $action about $finding.code', ({ action, finding, pair }) => {
    expect(plan(action, finding, pair)).toMatchObject(
      calling({ booking: { uid: 'class' }, seatUid: 'seat-b@x.io' }),
    );
  });

  test.each<{ action: Action; pair: Partial<Pair> }>([
    { action: 'cancel', pair: { appointment, booking: { ...lesson, seats: 'hidden' }, seat: null } },
    { action: 'use_database', pair: { appointment, booking: { ...lesson, seats: 'hidden' }, seat: null } },
    {
      action: 'cancel',
      pair: { appointment, booking: lesson, seat: { name: null, email: null, phone: null, seatUid: null } },
    },
  ])('seats that cannot be named is left alone: $action', ({ action, pair }) => {
    expect(plan(action, MOVED, pair)).toEqual(refused(/one seat of a class/));
  });

  test('seats becomes a row with that seat’s customer', () => {
    expect(plan('create', STRANGER, { booking: lesson, seat })).toMatchObject(
      writing({ kind: 'insert', row: { customerEmail: 'b@x.io', bookingUid: 'class' } }),
    );
  });

  test('occurrences is named by its own uid, never by the series', () => {
    const booking = aBooking({ uid: 'second', recurringUid: 'weekly', startsAt: NOON + HOUR });
    const row = anAppointment({ bookingUid: 'weekly' });

    const moved = plan('use_database', MOVED, { appointment: row, booking });
    const cancelled = plan('cancel', STRANGER, { booking });

    for (const planned of [moved, cancelled])
      expect(planned).toMatchObject(calling({ booking: { uid: 'second' } }));
  });
});

describe('once the visit has begun', () => {
  const after = { now: NOON + 2 * HOUR };
  const appointment = anAppointment();
  const booking = aBooking({ uid: 'b', startsAt: NOON + HOUR });

  test.each<{ action: Action; finding: Finding; pair: Partial<Pair> }>([
    { action: 'create', finding: MISSING, pair: { appointment } },
    { action: 'cancel', finding: MISSING, pair: { appointment } },
    { action: 'create', finding: STRANGER, pair: { booking } },
    { action: 'cancel', finding: STRANGER, pair: { booking } },
    { action: 'use_database', finding: MOVED, pair: { appointment, booking } },
    { action: 'cancel', finding: MOVED, pair: { appointment, booking } },
  ])('$action about $finding.code is refused', ({ action, finding, pair }) => {
    expect(plan(action, finding, { ...pair, ...after })).toEqual(refused(/begun/));
  });

  test('looking again, linking, following Cal.com and accepting still go', () => {
    expect(plan('retry', MISSING, { appointment, ...after })).toEqual({
      kind: 'planned',
      plan: { kind: 'verify' },
    });
    expect(plan('resolve', STRANGER, { booking, ...after })).toEqual({
      kind: 'planned',
      plan: { kind: 'accept' },
    });
    expect(plan('link', MISSING, { appointment, candidate: booking, ...after })).toMatchObject({
      kind: 'planned',
    });
    expect(plan('use_calcom', MOVED, { appointment, booking, ...after })).toMatchObject({ kind: 'planned' });
  });
});

describe('what could not be verified', () => {
  test.each<{ action: Action; kind: Planned['kind'] }>([
    { action: 'retry', kind: 'planned' },
    { action: 'resolve', kind: 'planned' },
    { action: 'create', kind: 'refused' },
    { action: 'link', kind: 'refused' },
    { action: 'use_database', kind: 'refused' },
    { action: 'use_calcom', kind: 'refused' },
    { action: 'cancel', kind: 'refused' },
  ])('$action is $kind', ({ action, kind }) => {
    const pair = { appointment: anAppointment(), booking: aBooking() };

    expect(plan(action, UNREADABLE, pair).kind).toBe(kind);
  });
});
