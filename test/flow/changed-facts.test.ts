/** Cards that say something which is not so any more: whatever is pressed on them, nothing is written. */
import { describe, expect } from 'vitest';
import { test } from '../support/database.ts';
import { aPairWhoseBookingMoved, issues, TOMORROW } from '../support/issue-stories.ts';
import { ADA, messageOf, openPressingSalon, press, textOf, told } from '../support/pressing.ts';
import type { ReadingSalon } from '../support/reading-salon.ts';
import { work } from '../support/repairs.ts';
import { HOUR } from '../support/salon.ts';

const writes = ({ calcom }: ReadingSalon) => calcom.requests.filter(({ method }) => method !== 'GET').length;

interface Change {
  readonly what: string;
  /** What the outside world did since the card was drawn. */
  readonly change: (salon: ReadingSalon, uid: string) => unknown;
  /** What the card shows at last. */
  readonly shows: RegExp;
}

const shiftRow = (hours: number) => (salon: ReadingSalon) =>
  salon.sql(
    `update calsync.appointment set starts_at = starts_at + ? * interval '1 hour', ends_at = ends_at + ? * interval '1 hour'`,
    [hours, hours],
  );

const OPEN = 'Cal.com Sync Issue #1[^]*';

const CHANGES: readonly Change[] = [
  { what: 'the row moved', change: shiftRow(3), shows: new RegExp(`${OPEN}13:00`) },
  {
    what: 'the row was cancelled',
    change: ({ sql }) => sql(`update calsync.appointment set status = 'cancelled'`),
    shows: new RegExp(`${OPEN}Appointment is cancelled in the database`),
  },
  {
    what: 'the row was deleted',
    change: ({ sql }) => sql('delete from calsync.appointment'),
    shows: new RegExp(`${OPEN}exists in Cal.com but not in database|#1[^]*over`),
  },
  {
    what: 'another customer was entered',
    change: ({ sql }) => sql(`update calsync.appointment set customer_name = 'Bo Kaya'`),
    shows: new RegExp(`${OPEN}Bo Kaya`),
  },
  {
    what: 'the booking moved',
    change: ({ calcom }, uid) => calcom.world.reschedule(uid, TOMORROW + 5 * HOUR),
    shows: new RegExp(`${OPEN}15:00`),
  },
  {
    what: 'the booking was cancelled',
    change: ({ calcom }, uid) => calcom.world.cancel(uid),
    shows: new RegExp(`${OPEN}Booking is cancelled in Cal.com`),
  },
  {
    what: 'both sides agree again',
    change: ({ calcom }, uid) => calcom.world.update(uid, { start: TOMORROW }),
    shows: /Solved #1/,
  },
];

const MOMENTS = [
  { moment: 'and nobody noticed' },
  { moment: 'and the next check noticed' },
  { moment: 'right after the click' },
] as const;

const worldOf = async ({ calcom, sql }: ReadingSalon) => ({
  bookings: calcom.world.all(),
  rows: await sql('select * from calsync.appointment order by id'),
});

/** Undefined where the click was not even taken. */
async function lastOf({ sql }: ReadingSalon) {
  const [last] = await sql<{ state: string; result: string | null }>(
    'select state, result from calsync.resolution',
  );
  return last;
}

const ACTIONS = ['use_database', 'use_calcom', 'cancel'] as const;

/** Each change meets each action, and each moment. */
const STORIES = CHANGES.flatMap((change, row) =>
  MOMENTS.map((at, column) => ({ ...change, ...at, action: ACTIONS[(row + column) % 3] ?? 'cancel' })),
);

describe('a card from before', { timeout: 60_000 }, () => {
  test.for(STORIES)(
    'on which $action is pressed when $what $moment writes nothing and is redrawn',
    async ({ change, moment, action, shows }, { databaseUrl }) => {
      await using salon = await openPressingSalon(databaseUrl);
      const uid = await aPairWhoseBookingMoved(salon);
      await salon.tell();
      const on = messageOf(salon, 1);

      if (moment !== 'right after the click') await change(salon, uid);
      if (moment === 'and the next check noticed') await salon.verify();
      await press(salon, { who: ADA, on, action });
      const [answer] = await told(salon, ADA, 1);
      if (moment === 'right after the click') await change(salon, uid);
      const changed = await worldOf(salon);
      await work(salon);
      await salon.verify();
      for (let attempt = 1; attempt <= 3; attempt += 1) {
        salon.clock.pass(5 * 60_000);
        await salon.verify();
      }
      await salon.tell();

      expect(await worldOf(salon)).toEqual(changed);
      expect(writes(salon)).toBe(0);
      const { state, result } = (await lastOf(salon)) ?? { state: 'refused', result: answer };
      expect({ state, result }).toEqual({
        state: 'refused',
        result: expect.stringMatching(
          /changed meanwhile: nothing was done|Nothing was done: Both sides agree|over already/,
        ),
      });
      expect(textOf(messageOf(salon, 1))).not.toMatch(/Solved[^]* by Ada/);
      expect(textOf(messageOf(salon, 1))).toMatch(shows);
      expect(await issues(salon)).toHaveLength(1);
    },
  );
});
