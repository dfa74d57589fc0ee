import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readWebhook } from '../../../src/http/read-webhook.ts';
import { aWebhook } from '../../support/webhooks.ts';

const UID = 'qN7dS4hSXi9zZfBX5RHgt2';
const OLD_UID = 'kR3vW8nQx2LbTg5YpZ1aHs';
const NOTHING = { trigger: 'unknown', bookingUid: null, requestReschedule: false };

const read = (body: unknown) =>
  readWebhook(Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)));

const cancelled = (requestReschedule: unknown) =>
  read(aWebhook(UID, { triggerEvent: 'BOOKING_CANCELLED', requestReschedule })).requestReschedule;

describe('a webhook', () => {
  test('speaks of the booking that it is about', () => {
    expect(read(aWebhook(UID, { triggerEvent: 'BOOKING_CREATED' }))).toEqual({
      trigger: 'BOOKING_CREATED',
      bookingUid: UID,
      requestReschedule: false,
    });
  });

  test('of a reschedule speaks of the new booking, whatever its trigger is called', () => {
    for (const triggerEvent of ['BOOKING_RESCHEDULED', 'BOOKING_REQUESTED'])
      expect(read(aWebhook(UID, { triggerEvent, rescheduleUid: OLD_UID })).bookingUid).toBe(UID);
  });

  test('of a cancellation tells whether the customer was asked to choose a new time', () => {
    expect([true, false, 'true', 1, null, undefined].map(cancelled)).toEqual([
      true,
      false,
      false,
      false,
      false,
      false,
    ]);
  });

  test('of a customer who did not come names the booking in its own way', () => {
    const body = { triggerEvent: 'BOOKING_NO_SHOW_UPDATED', payload: { bookingUid: UID, attendees: [] } };

    expect(read(body)).toMatchObject({ trigger: 'BOOKING_NO_SHOW_UPDATED', bookingUid: UID });
  });

  test('of a meeting comes without an envelope', () => {
    expect(read({ triggerEvent: 'MEETING_ENDED', uid: UID, status: 'ACCEPTED' })).toMatchObject({
      trigger: 'MEETING_ENDED',
      bookingUid: UID,
    });
  });

  test('made by a template of one’s own is read as far as it can be', () => {
    expect(read({ uid: UID, payload: 'moved' })).toEqual({ ...NOTHING, bookingUid: UID });
    expect(read({ triggerEvent: 'PING', payload: { type: 'Test' } })).toEqual({
      ...NOTHING,
      trigger: 'PING',
    });
    expect(read('uid=qN7dS4hSXi9zZfBX5RHgt2&name=Mia')).toEqual(NOTHING);
  });

  test('that names no booking as Cal.com does speaks of none', () => {
    const odd = ['', ' ', '..', 'a/b', 'a\u0000b', '%2e', 'ä', 'x'.repeat(101), 7, null, [UID], { uid: UID }];

    for (const uid of odd) expect(read({ payload: { uid } }).bookingUid).toBeNull();
  });

  test('with an endless or empty trigger has none', () => {
    for (const triggerEvent of ['', 'X'.repeat(65), 'A B', 'A\u0000', 7, null, {}])
      expect(read({ triggerEvent, payload: { uid: UID } })).toMatchObject({ ...NOTHING, bookingUid: UID });
  });

  test('of any shape is read without a failure', () => {
    const any = fc.oneof(
      fc.json(),
      fc.string(),
      fc.record({ triggerEvent: fc.anything(), payload: fc.object() }).map((body) => JSON.stringify(body)),
    );

    fc.assert(
      fc.property(any, (body) => {
        const { trigger, bookingUid } = read(body);
        return /^\w{1,64}$/.test(trigger) && (bookingUid === null || /^[\w-]{1,100}$/.test(bookingUid));
      }),
    );
  });

  test.each([
    'null',
    '[]',
    '7',
    '"text"',
    '{',
    '{"payload":null}',
    '{"__proto__":{"uid":"a"}}',
    '['.repeat(200_000),
  ])('with no more than %.40s speaks of nothing', (body) => {
    expect(read(body)).toEqual(NOTHING);
  });
});
