/** What calsync remembers, and the few steps that many stories about Issues begin with. */
import { expect } from 'vitest';
import type { PairState } from '../../src/domain/pair-state.ts';
import { pairStore } from '../../src/store/pair-store.ts';
import { HOUR, MORNING, type Salon } from './salon.ts';

export const MINUTE = 60_000;
export const DAY = 24 * HOUR;
export const TOMORROW = MORNING + DAY;
export const anna = { name: 'Anna Schmidt', email: 'anna@example.com' };

/** Verifies the Pairs whose next attempt has come, as the daemon does. */
export async function verifyDue(salon: Salon) {
  const due = await pairStore(salon.sql).recallDue(salon.clock.now(), 50);
  expect(due.length).toBeGreaterThan(0);
  return salon.verifyOnly({ pairIds: due.map(({ id }) => id) });
}

/** A full Run, and two more attempts when they are due. */
export async function climb(
  salon: Salon,
  attempt: () => ReturnType<Salon['verify']> = () => verifyDue(salon),
) {
  await salon.verify();
  salon.clock.pass(MINUTE);
  await attempt();
  salon.clock.pass(5 * MINUTE);
  return attempt();
}

/** Appointment 1, whose booking was removed, with its open Issue; answers the booking's uid. */
export async function aPairWithoutItsBooking(salon: Salon, start = TOMORROW): Promise<string> {
  const { uid } = salon.calcom.world.book({ start, eventTypeId: 10, attendee: anna });
  await salon.enter({ id: '1', startsAt: start, bookingUid: uid, ...anna });
  salon.calcom.world.remove(uid);
  await climb(salon);
  expect(await issues(salon)).toMatchObject([{ state: 'open', code: 'ORPHANED_LOCAL' }]);
  return uid;
}

/** Appointment 1, whose booking is an hour later than it, with its open Issue; answers the booking's uid. */
export async function aPairWhoseBookingMoved(salon: Salon): Promise<string> {
  const { uid } = salon.calcom.world.book({ start: TOMORROW + HOUR, eventTypeId: 10, attendee: anna });
  await salon.enter({ id: '1', startsAt: TOMORROW, bookingUid: uid, ...anna });
  await climb(salon);
  expect(await issues(salon)).toMatchObject([{ state: 'open', code: 'DATA_MISMATCH' }]);
  return uid;
}

export async function accept(salon: Salon): Promise<void> {
  const at = new Date(salon.clock.now()).toISOString();
  await salon.sql(
    `update calsync.issue set state = 'accepted', outcome = 'accepted', resolved_at = ?::timestamptz`,
    [at],
  );
}

export async function issues(salon: Salon) {
  return salon.sql('select * from calsync.issue order by id');
}

export async function pairs(salon: Salon): Promise<PairState[]> {
  return pairStore(salon.sql).recall({ startingIn: { from: 0, to: MORNING + 400 * DAY } });
}

export async function pairOf(salon: Salon, appointmentId: string): Promise<PairState> {
  const [pair] = await pairStore(salon.sql).recall({ appointmentIds: [appointmentId] });
  if (!pair) throw new Error(`no Pair of appointment ${appointmentId}`);
  return pair;
}

export async function historyOf(salon: Salon, pairId?: number): Promise<string[]> {
  const lines = await salon.sql<{ pair_id: unknown; event: string; attempt: number | null }>(
    'select pair_id, event, attempt from calsync.pair_history order by id',
  );
  return lines
    .filter(({ pair_id }) => pairId === undefined || Number(pair_id) === pairId)
    .map(({ event, attempt }) => (attempt === null ? event : `${event} ${attempt}`));
}
