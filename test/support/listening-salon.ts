/** A salon that listens to Cal.com's webhooks. */
import { openHttp } from '../../src/cli/open-http.ts';
import { hearOnce, type Hearing } from '../../src/reconcile/keep-hearing.ts';
import type { RunReport } from '../../src/reconcile/run-report.ts';
import { webhookStore } from '../../src/store/webhook-store.ts';
import { anna, TOMORROW } from './issue-stories.ts';
import { openSalon, type Salon } from './salon.ts';
import { post, SECRET } from './webhooks.ts';

/** As long as Cal.com may take to finish the write that it has announced. */
const SETTLED_MS = 3_000;

export interface ListeningSalon extends Salon {
  /** Of its own HTTP server. */
  readonly url: string;
  /** Of all hearing so far. */
  readonly runs: readonly RunReport[];
  readonly hearing: Hearing;
  /** Cal.com's webhook arrives, and is answered by 200. */
  tell(body: string): Promise<void>;
  /** Waits until webhooks have settled, and looks once where they point. */
  hear(): ReturnType<typeof hearOnce>;
}

export async function openListeningSalon(databaseUrl: string): Promise<ListeningSalon> {
  await using opening = new AsyncDisposableStack();
  const salon = opening.use(await openSalon(databaseUrl, { CALCOM_WEBHOOK_SECRET: SECRET }));
  const server = opening.use(await openHttp(salon.app));
  const url = `http://127.0.0.1:${server?.port}`;
  const { app, clock } = salon;
  const runs: RunReport[] = [];
  const hearing: Hearing = {
    webhooks: webhookStore(salon.sql),
    signal: new AbortController().signal,
    async exclusively(work) {
      await work(new AbortController().signal);
      return true;
    },
    onRun: (report) => void runs.push(report),
    onError(error) {
      throw error;
    },
  };
  const parts = opening.move();
  return {
    ...salon,
    url,
    runs,
    hearing,
    async tell(body) {
      const status = await post(url, body);
      if (status !== 200) throw new Error(`Cannot tell "${body}": ${status}`);
    },
    hear() {
      clock.pass(SETTLED_MS);
      return hearOnce(app.reconcile(), app.policy, hearing);
    },
    [Symbol.asyncDispose]: () => parts.disposeAsync(),
  };
}

/** All webhooks, in the order in which they came. */
export const recorded = ({ sql }: ListeningSalon) =>
  sql<{ trigger: string; uid: string | null; asked: boolean; heard: boolean }>(
    `select trigger, booking_uid as uid, request_reschedule as asked, heard_at is not null as heard
     from calsync.webhook order by id`,
  );

export const unheard = async (salon: ListeningSalon) =>
  (await recorded(salon)).filter(({ heard }) => !heard).length;

export const book = ({ calcom }: ListeningSalon, start = TOMORROW) =>
  calcom.world.book({ start, eventTypeId: 10, attendee: anna });

/** An appointment with its booking, verified and in sync; answers the booking's uid. */
export async function agreed(salon: ListeningSalon, id = '1', startsAt = TOMORROW): Promise<string> {
  const { uid } = book(salon, startsAt);
  await salon.enter({ id, startsAt, bookingUid: uid, ...anna });
  await salon.verify();
  return uid;
}
