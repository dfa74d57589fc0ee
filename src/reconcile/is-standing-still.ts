import type { RunHistory } from './run-history.ts';

/** After a stop, or while Cal.com refuses to answer, only the schedules ask. */
export async function isStandingStill(history: RunHistory): Promise<boolean> {
  const { mass_change: stopped, needs_person: refused } = await history.openBulletins();
  return stopped !== undefined || refused !== undefined;
}
