/** Looks at the database: reachable, our schema, the company's appointments, its clock. */
import type { Instant } from '../../domain/appointment.ts';
import { bad, good, type Check } from '../../domain/check.ts';
import { checkAppointments } from '../../store/check-appointments.ts';
import { checkSchema } from '../../store/check-schema.ts';
import type { Database } from '../../store/database.ts';
import { checkClock, readDatabaseTime } from './check-time.ts';

export async function examineDatabase(database: Database, now: Instant): Promise<Check[]> {
  const what = database.kind === 'postgres' ? 'The database' : 'The embedded database';
  const looks = [
    async () => checkClock('the database', await readDatabaseTime(database.sql), now),
    () => checkSchema(database),
    () => checkAppointments(database),
  ];
  const checks: Check[] = [good(`${what} can be reached.`)];
  for (const look of looks) checks.push(...(await look().catch(failed)));
  return checks;
}

/** Such as a view whose own table is gone; what a database says may quote rows in its further lines. */
function failed(error: unknown): Check[] {
  const why = error instanceof Error ? error.message.split(' - ').at(-1)?.split('\n')[0] : String(error);
  return [bad(`The database refuses a question: ${why}.`)];
}
