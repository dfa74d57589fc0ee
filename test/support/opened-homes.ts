/** App Homes of a salon in virtual time: opened by people, and shown as the daemon does it. */
import { composeDashboardFor } from '../../src/cli/compose-dashboard.ts';
import type { Reader } from '../../src/notify/homes.ts';
import { publishHomes } from '../../src/notify/keep-homes.ts';
import { homeStore } from '../../src/store/home-store.ts';
import { PEOPLE, type GuardedSalon, type Role } from './guarded-salon.ts';

/** Everything that is to be shown by now is shown. */
export async function showHomes({ app, clock, home }: GuardedSalon): Promise<void> {
  if (!home) throw new Error('Cannot show homes without Slack');
  const ports = {
    book: homeStore(app.database.sql),
    homes: { ...home, paceMs: 0 },
    clock,
    compose: (reader: Reader) => composeDashboardFor(app, reader, home.name),
    log: () => undefined,
  };
  await publishHomes(ports, new AbortController().signal);
}

export async function openHome(salon: GuardedSalon, role: Role): Promise<void> {
  await salon.slack.as(PEOPLE[role]).openHome();
}

/** Whose homes are kept up to date. */
export async function visitors({ sql }: GuardedSalon): Promise<string[]> {
  const homes = await sql<{ id: string }>('select user_id as id from calsync.home order by user_id');
  return homes.map(({ id }) => id);
}
