import { describe, expect } from 'vitest';
import { readReviewOf } from '../../src/cli/review.ts';
import { composeReview } from '../../src/query/review.ts';
import { composeExplanation } from '../../src/query/why.ts';
import { findSubject } from '../../src/store/outbox-store.ts';
import { webhookStore } from '../../src/store/webhook-store.ts';
import { renderCard } from '../../src/surfaces/terminal/render-card.ts';
import { test } from '../support/database.ts';
import { everyEvidence, explain, ISSUE, latestEvidence } from '../support/evidence.ts';
import {
  anna,
  aPairWhoseBookingMoved,
  aPairWithoutItsBooking,
  climb,
  DAY,
  MINUTE,
  pairOf,
  TOMORROW,
} from '../support/issue-stories.ts';
import { HOUR, MORNING, openSalon, type Salon } from '../support/salon.ts';

/** As the stand-in names its answers. */
const REQUEST = /^[0-9a-f-]{36}$/;

/** As the terminal prints it into a pipe. */
async function why(salon: Salon, target = ISSUE): Promise<string> {
  const { policy, config } = salon.app;
  return renderCard(composeExplanation(await explain(salon, target), policy, config), {
    rich: false,
    width: 100,
  });
}

describe('the evidence', () => {
  test('of a booking that is gone names the request that said so, at each of the three attempts', async ({
    databaseUrl,
  }) => {
    await using salon = await openSalon(databaseUrl);
    const uid = await aPairWithoutItsBooking(salon);

    const { attempts } = await explain(salon);
    const told = await why(salon);

    const requests = attempts.map(({ evidence }) => evidence?.calcom[0]);
    expect(requests).toEqual(
      [MORNING, MORNING + MINUTE, MORNING + 6 * MINUTE].map((at) => ({
        uid,
        answer: 'absent',
        read: { at, how: 'uid', requestId: expect.stringMatching(REQUEST) },
      })),
    );
    expect(new Set(requests.map((one) => JSON.stringify(one))).size).toBe(3);
    expect(attempts.map(({ evidence }) => evidence?.database)).toMatchObject(
      [MORNING, MORNING + MINUTE, MORNING + 6 * MINUTE].map((readAt) => ({
        readAt,
        row: { id: '1', status: 'scheduled', startsAt: TOMORROW, bookingUid: uid },
      })),
    );
    expect(attempts.map(({ judged }) => judged)).toEqual(
      Array.from({ length: 3 }, () => ({ code: 'ORPHANED_LOCAL', fields: [] })),
    );
    expect(told).toMatch(/attempt 3: ORPHANED_LOCAL\. Judged once more from what is kept here: the same/);
    expect(told.match(/404, does not exist \(asked for by uid, .+, request [0-9a-f-]{36}\)/g)).toHaveLength(
      3,
    );
    expect(told).toContain('Read: Database 8 Oct 2026, 10:06:00, Cal.com 8 Oct 2026, 10:06:00');
    expect(told).toMatch(/Webhooks about it\nnone came/);
  });

  test('of a moved booking shows both times, first from a page and then by uid', async ({ databaseUrl }) => {
    await using salon = await openSalon(databaseUrl);
    await aPairWhoseBookingMoved(salon);

    const { attempts } = await explain(salon);
    const told = await why(salon);

    expect(attempts.map(({ evidence }) => evidence?.calcom.at(-1))).toMatchObject([
      { read: { how: 'page', at: MORNING } },
      { read: { how: 'uid', at: MORNING + MINUTE } },
      { read: { how: 'uid', at: MORNING + 6 * MINUTE }, startsAt: TOMORROW + HOUR },
    ]);
    expect(told).toContain('≠ Start: Database 9 Oct 2026, 10:00:00, Cal.com 9 Oct 2026, 11:00:00');
    expect(told).toContain('≠ End: Database 9 Oct 2026, 10:30:00, Cal.com 9 Oct 2026, 11:30:00');
    expect(told).toMatch(/^Status: Database scheduled, Cal\.com accepted$/m);
    expect(told).toMatch(/attempt 3: DATA_MISMATCH \(startsAt, endsAt\)/);
  });

  test('of a cancelled booking shows both statuses, and each webhook about it', async ({ databaseUrl }) => {
    await using salon = await openSalon(databaseUrl);
    const { uid } = salon.calcom.world.book({ start: TOMORROW, eventTypeId: 10, attendee: anna });
    await salon.enter({ id: '1', startsAt: TOMORROW, bookingUid: uid, ...anna });
    salon.calcom.world.cancel(uid);
    await webhookStore(salon.sql).record({
      digest: 'one',
      receivedAt: MORNING - MINUTE,
      trigger: 'BOOKING_CANCELLED',
      bookingUid: uid,
      requestReschedule: false,
    });
    await climb(salon);

    const { webhooks } = await explain(salon);
    const told = await why(salon);

    expect(webhooks).toEqual([
      { receivedAt: MORNING - MINUTE, trigger: 'BOOKING_CANCELLED', bookingUid: uid },
    ]);
    expect(told).toContain('≠ Status: Database scheduled, Cal.com cancelled');
    expect(told).toContain(`8 Oct 2026, 09:59:00: BOOKING_CANCELLED, booking ${uid}`);
  });

  test('of a booking that no appointment carries says which appointments were looked for', async ({
    databaseUrl,
  }) => {
    await using salon = await openSalon(databaseUrl);
    const { uid } = salon.calcom.world.book({ start: TOMORROW, eventTypeId: 10, attendee: anna });
    await salon.enter({ id: '7', startsAt: TOMORROW, name: 'Bo', email: 'bo@example.com' });
    await salon.verify();

    const [evidence] = (await everyEvidence(salon)).filter(({ code }) => code === 'ORPHANED_CALCOM');

    expect(evidence?.evidence).toMatchObject({
      database: { readAt: MORNING, row: null },
      calcom: [{ uid, answer: 'booking', status: 'accepted', read: { how: 'page' } }],
      searches: [
        { for: 'row', carrying: [uid], by: [], found: null },
        { for: 'twin', side: 'database', by: ['email'], startsAt: TOMORROW, among: 1, found: null },
      ],
    });
  });

  test('of a twin says by what it was found, and among how many', async ({ databaseUrl }) => {
    await using salon = await openSalon(databaseUrl);
    const { uid } = salon.calcom.world.book({ start: TOMORROW, eventTypeId: 10, attendee: anna });
    salon.calcom.world.book({ start: TOMORROW, eventTypeId: 10 });
    await salon.enter({ id: '1', startsAt: TOMORROW, phone: '+49 151 2345678', ...anna });
    await salon.verify();

    const { searches } = await latestEvidence(salon, { kind: 'appointment', id: '1' });
    const told = await why(salon, { kind: 'appointment', id: '1' });

    expect(searches).toEqual([
      {
        for: 'twin',
        side: 'calcom',
        by: ['email', 'phone'],
        startsAt: TOMORROW,
        eventTypeId: null,
        among: 2,
        found: uid,
      },
    ]);
    expect(told).toContain(
      `A booking that no appointment carries, on 9 Oct 2026, 10:00:00, by e-mail or phone: ${uid}, among 2 such bookings`,
    );
  });

  test('of a seat says in which class it was looked for', async ({ databaseUrl }) => {
    await using salon = await openSalon(databaseUrl);
    const { uid } = salon.calcom.world.book({ start: TOMORROW, eventTypeId: 11, attendee: anna });
    salon.calcom.world.addSeat(uid, { name: 'Bo', email: 'bo@example.com' });
    const endsAt = TOMORROW + HOUR;
    await salon.enter(
      { id: '1', startsAt: TOMORROW, endsAt, bookingUid: uid, name: 'Cleo', email: 'cleo@example.com' },
      { id: '2', startsAt: TOMORROW, endsAt, bookingUid: uid, ...anna },
    );
    await salon.verify();

    const { calcom, searches } = await latestEvidence(salon, { kind: 'appointment', id: '1' });

    expect(calcom).toMatchObject([{ uid, answer: 'booking', status: 'accepted', seats: 'shown' }]);
    expect(searches).toEqual([{ for: 'seat', uid, by: ['email'], among: 2, found: null }]);
  });

  test('of a chain of three reschedules follows it uid by uid', async ({ databaseUrl }) => {
    await using salon = await openSalon(databaseUrl);
    const { world } = salon.calcom;
    const uids = [world.book({ start: TOMORROW, eventTypeId: 10, attendee: anna }).uid];
    for (const days of [1, 2, 3]) uids.push(world.reschedule(uids.at(-1) ?? '', TOMORROW + days * DAY).uid);
    await salon.enter({ id: '1', startsAt: TOMORROW, bookingUid: uids[0] ?? '', ...anna });
    await climb(salon);

    const { attempts } = await explain(salon);
    const told = await why(salon);

    const [first, , last] = attempts.map(({ evidence }) => evidence?.calcom ?? []);
    expect(first?.map(({ uid }) => uid)).toEqual(uids);
    expect(first?.at(-1)).toMatchObject({ startsAt: TOMORROW + 3 * DAY, status: 'accepted' });
    expect(last).toMatchObject([{ uid: uids[0] }, { uid: uids[3], answer: 'booking', read: { how: 'uid' } }]);
    expect(told).toContain(`Booking ${uids[0]}: cancelled, 9 Oct 2026, 10:00:00, rescheduled to ${uids[1]}`);
  });

  test('of an occurrence says in which series it was looked for', async ({ databaseUrl }) => {
    await using salon = await openSalon(databaseUrl);
    for (const weeks of [0, 1])
      salon.calcom.world.book({
        start: TOMORROW + weeks * 7 * DAY,
        eventTypeId: 10,
        recurringBookingUid: 'series',
        attendee: anna,
      });
    await salon.enter({ id: '1', startsAt: TOMORROW + HOUR, bookingUid: 'series', ...anna });
    await salon.verify();

    const { calcom, searches } = await latestEvidence(salon, { kind: 'appointment', id: '1' });

    expect(calcom).toMatchObject([{ uid: 'series', answer: 'series', read: { how: 'uid' } }]);
    expect(searches[0]).toEqual({
      for: 'occurrence',
      uid: 'series',
      startsAt: TOMORROW + HOUR,
      among: 2,
      found: null,
    });
  });

  test('of a booking that Cal.com could not answer for names the request that failed', async ({
    databaseUrl,
  }) => {
    await using salon = await openSalon(databaseUrl);
    await salon.enter({ id: '1', startsAt: TOMORROW, bookingUid: 'failing', ...anna });
    salon.calcom.faults.add({
      when: { path: '/bookings/failing' },
      times: Infinity,
      fault: { kind: 'status', status: 500, headers: { 'X-Request-Id': 'request-that-failed' } },
    });
    await salon.verify();

    const { attempts } = await explain(salon, { kind: 'appointment', id: '1' });
    const told = await why(salon, { kind: 'appointment', id: '1' });

    expect(attempts).toMatchObject([
      {
        code: 'VERIFICATION_ERROR',
        judged: { code: 'VERIFICATION_ERROR' },
        evidence: {
          calcom: [
            {
              uid: 'failing',
              answer: 'unread',
              why: expect.stringContaining('HTTP 500'),
              read: { how: 'uid', requestId: 'request-that-failed' },
            },
          ],
        },
      },
    ]);
    expect(told).toMatch(/^Request: Database –, Cal\.com request-that-failed$/m);
  });

  test('of a booking that was put back says by what the two agree', async ({ databaseUrl }) => {
    await using salon = await openSalon(databaseUrl);
    const uid = await aPairWithoutItsBooking(salon);
    salon.calcom.world.restore(uid);
    salon.clock.pass(HOUR);
    await salon.verify();

    const { attempts } = await explain(salon);
    const told = await why(salon);

    expect(attempts.at(-1)).toMatchObject({
      event: 'closed',
      judged: null,
      evidence: { calcom: [{ uid, answer: 'booking', startsAt: TOMORROW }] },
    });
    expect(told).toMatch(/closed: both sides agree\. Judged once more from what is kept here: the same/);
  });

  test('outlives a Pair of which both sides are gone', async ({ databaseUrl }) => {
    await using salon = await openSalon(databaseUrl);
    await aPairWithoutItsBooking(salon);
    await salon.sql('delete from calsync.appointment');
    salon.clock.pass(HOUR);
    await salon.verify();

    const { pair, attempts } = await explain(salon);
    const told = await why(salon);

    expect(pair).toBeNull();
    expect(attempts.at(-1)).toMatchObject({
      event: 'closed',
      detail: 'gone',
      judged: null,
      evidence: { database: { readAt: MORNING + 6 * MINUTE + HOUR, row: null } },
    });
    expect(told).toContain('It is over since 8 Oct 2026, 11:06');
  });

  test('is kept of nothing that agrees', async ({ databaseUrl }) => {
    await using salon = await openSalon(databaseUrl);
    const { uid } = salon.calcom.world.book({ start: TOMORROW, eventTypeId: 10, attendee: anna });
    await salon.enter({ id: '1', startsAt: TOMORROW, bookingUid: uid, ...anna });
    await salon.verify();

    expect(await everyEvidence(salon)).toEqual([]);
    expect(await why(salon, { kind: 'appointment', id: '1' })).toMatch(/It stands as Synced[^]+none came/);
  });
});

describe('how it was established', () => {
  test('is said in the review and told to the card', async ({ databaseUrl }) => {
    await using salon = await openSalon(databaseUrl);
    await aPairWithoutItsBooking(salon);

    const subject = await findSubject(salon.sql, 1);
    const review = await readReviewOf(salon.app, ISSUE, new AbortController().signal);
    const told = renderCard(composeReview(review, salon.app.config), { rich: false, width: 100 });

    expect(subject?.established).toEqual({ how: 'uid', attempts: 3, lastAt: MORNING + 6 * MINUTE });
    expect(told).toContain('Established: looked up by uid 3 times, last 10:06');
  });

  test('is mixed where a page told first', async ({ databaseUrl }) => {
    await using salon = await openSalon(databaseUrl);
    await aPairWhoseBookingMoved(salon);

    const subject = await findSubject(salon.sql, 1);

    expect(subject?.established).toEqual({ how: 'mixed', attempts: 3, lastAt: MORNING + 6 * MINUTE });
  });

  test('is a search where there is no uid', async ({ databaseUrl }) => {
    await using salon = await openSalon(databaseUrl);
    await salon.enter({ id: '1', startsAt: TOMORROW, ...anna });
    await climb(salon);

    const subject = await findSubject(salon.sql, 1);

    expect(subject?.established).toMatchObject({ how: 'search', attempts: 3 });
    expect((await pairOf(salon, '1')).issue?.state).toBe('open');
  });
});
