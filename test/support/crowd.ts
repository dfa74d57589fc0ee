/** A company with so many disagreements that they are counted instead of told one by one. */
import { keepClimbing } from '../../src/reconcile/keep-climbing.ts';
import { HOUR, MORNING, type Salon } from './salon.ts';

/** Visits an hour apart, of which the `wrong` ones, evenly spread, were cancelled at Cal.com; answers their uids. */
export async function fill(
  salon: Salon,
  {
    visits,
    wrong,
    from = 0,
    firstId = 0,
  }: { visits: number; wrong: number; from?: number; firstId?: number },
): Promise<string[]> {
  const every = visits / wrong;
  const starts = Array.from({ length: visits }, (_, at) => MORNING + from + HOUR + at * HOUR);
  const bookings = starts.map((start) =>
    salon.calcom.world.book({
      start,
      eventTypeId: 10,
      createdAt: MORNING - 24 * HOUR,
      updatedAt: MORNING - 24 * HOUR,
    }),
  );
  await salon.enter(
    ...bookings.map(({ uid }, at) => ({ id: `${firstId + at}`, startsAt: starts[at] ?? 0, bookingUid: uid })),
  );
  const uids = bookings.filter((_, at) => at % every === 0).map(({ uid }) => uid);
  for (const uid of uids)
    salon.calcom.world.update(uid, { status: 'cancelled', updatedAt: MORNING - 24 * HOUR });
  return uids;
}

/** The ladder's loop, until no attempt is left. */
export async function climbToTheEnd({
  app,
  clock,
  sql,
}: Pick<Salon, 'app' | 'clock' | 'sql'>): Promise<void> {
  const over = new AbortController();
  const exclusively = async (work: (signal: AbortSignal) => Promise<void>) => {
    await work(over.signal);
    return true;
  };
  const sleep = async (ms: number, signal?: AbortSignal) => {
    await clock.sleep(ms, signal);
    const [next] = await sql<{ at: number | null }>(
      'select extract(epoch from min(next_attempt_at))::float8 * 1000 as at from calsync.pair',
    );
    if (next?.at == null) over.abort();
    else clock.pass(Math.max(0, next.at - clock.now()));
  };
  await keepClimbing({ ...app.reconcile(), clock: { now: () => clock.now(), sleep } }, app.policy, {
    signal: over.signal,
    exclusively,
    exclusivelyWhole: exclusively,
    onRun: () => undefined,
    onError(error) {
      throw error;
    },
  });
  clock.pass(60_000);
}
