/** The daily digest: written once a day, by whichever replica comes first. */
import type { App } from '../app.ts';
import { dateOf } from '../domain/days.ts';
import { readDigest } from '../query/digest.ts';
import { keepSchedules, lastTime, type ScheduleOptions } from '../runtime/schedule.ts';
import { digestStore, recordDigest } from '../store/digest-store.ts';
import { healthStore } from '../store/health-store.ts';
import { readStatusOf } from './status.ts';

const NAME = 'digest';

export interface Digesting {
  readonly stop: AbortSignal;
  /** Wraps the writing, so that only one replica does it; answers false when another one does. */
  readonly exclusively: ScheduleOptions['exclusively'];
}

/** Beside the verification, as a full Run may take longer than people wait for it. Ends at once when it is switched off. */
export async function keepDigesting(app: App, { stop, exclusively }: Digesting): Promise<void> {
  const { clock, schedules, config } = app;
  const cron = config.schedule.digest;
  if (cron === undefined) return;
  const began = clock.now();
  await keepSchedules(
    {
      jobs: [{ name: NAME, cron, run: () => writeDigest(app, cron) }],
      timeZone: config.timeZone,
      clock,
      // Whoever starts calsync for the first time has missed none.
      log: { ...schedules, lastStart: async (name) => (await schedules.lastStart(name)) ?? began },
      exclusively,
      onError: (job, error) => app.log('error', 'digest failed', { job, error }),
    },
    stop,
  );
}

/** For the date on which it was due: one that is made up belongs to the day that it was missed on. */
async function writeDigest(app: App, cron: string): Promise<void> {
  const { database, clock, config, surfaces } = app;
  const { timeZone } = config;
  const { sql } = database;
  const at = clock.now();
  const date = dateOf(lastTime(cron, timeZone, at) ?? at, timeZone);
  const source = { ...digestStore(sql), ...healthStore(sql) };
  const facts = await readDigest(source, { status: await readStatusOf(app), date, timeZone });
  const written = await recordDigest(database, facts, { surfaces, at });
  app.log('info', 'digest written', { date, written, cautions: facts.cautions.length });
}
