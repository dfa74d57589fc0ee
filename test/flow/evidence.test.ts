import { describe, expect } from 'vitest';
import { judgeEvidence } from '../../src/query/judge-evidence.ts';
import { webhookStore } from '../../src/store/webhook-store.ts';
import { test } from '../support/database.ts';
import { everyEvidence, explain } from '../support/evidence.ts';
import { anna, DAY, MINUTE, verifyDue } from '../support/issue-stories.ts';
import { buildWorldOf, CASES } from '../support/known-truth/known-world.ts';
import { SETTINGS } from '../support/known-truth/scene.ts';
import { MORNING, openSalon, type Salon } from '../support/salon.ts';

describe('the evidence alone', () => {
  test.for(Object.entries(CASES))(
    'leads to the same verdict for %s, at every attempt, and names no customer',
    async ([, cases], { databaseUrl }) => {
      await using salon = await openSalon(databaseUrl, SETTINGS);
      const world = await buildWorldOf(salon, cases, 2);
      await salon.verify();
      for (const pause of [MINUTE, 5 * MINUTE]) {
        salon.clock.pass(pause);
        await verifyDue(salon);
      }

      const events = await everyEvidence(salon);

      expect(events.length).toBeGreaterThanOrEqual(3 * Math.min(world.discrepancies.length, 50));
      expect(events.map(({ evidence }) => findingIn(judgeEvidence(evidence)))).toEqual(
        events.map(({ code, fields }) => ({ code, fields: fields ?? '' })),
      );
      expectNobody(JSON.stringify(events), await customersOf(salon));
    },
  );

  test('leads to the same verdict while a customer may choose a new time', async ({ databaseUrl }) => {
    await using salon = await openSalon(databaseUrl);
    const start = MORNING + 5 * DAY;
    const { uid } = salon.calcom.world.book({ start, eventTypeId: 10, attendee: anna });
    await salon.enter({ id: '1', startsAt: start, bookingUid: uid, ...anna });
    salon.calcom.world.requestReschedule(uid);
    await webhookStore(salon.sql).record({
      digest: 'one',
      receivedAt: MORNING,
      trigger: 'BOOKING_CANCELLED',
      bookingUid: uid,
      requestReschedule: true,
    });
    await salon.verify();

    const { attempts } = await explain(salon, { kind: 'appointment', id: '1' });

    expect(attempts).toMatchObject([{ event: 'held', judged: null, evidence: { heldUntil: MORNING + DAY } }]);
  });
});

function findingIn(finding: { code: string; fields: readonly string[] } | null) {
  return { code: finding?.code ?? null, fields: finding?.fields.join() ?? '' };
}

async function customersOf({ sql, calcom }: Salon): Promise<string[]> {
  const rows = await sql<Record<string, string | null>>(
    'select customer_name, customer_email, customer_phone from calsync.appointment',
  );
  const attendees = calcom.world.all().flatMap(({ attendees: people }) => people);
  const all = [...rows.flatMap(Object.values), ...attendees.flatMap(({ name, email }) => [name, email])];
  return [...new Set(all.filter((one) => typeof one === 'string' && one.length > 3))] as string[];
}

function expectNobody(text: string, customers: readonly string[]): void {
  expect(customers.length).toBeGreaterThan(0);
  expect(customers.filter((one) => text.toLowerCase().includes(one.toLowerCase()))).toEqual([]);
  expect(text).not.toContain('@');
}
