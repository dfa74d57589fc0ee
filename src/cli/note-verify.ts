/** That a person had it verified is kept like everything else that people do. */
import type { App } from '../app.ts';
import type { Command } from '../domain/parse-command.ts';
import type { Asker } from '../resolve/resolution.ts';
import { writeAudit } from '../store/audit-store.ts';

/** A uid is a secret, so a single booking is not named. */
export function whatIsVerified({ options }: Command): string {
  const { appointment, booking } = options;
  if (appointment) return `appointment ${String(appointment)}`;
  if (booking) return 'one booking';
  return options['full'] ? 'full' : 'pending';
}

export async function noteVerify(
  { database, clock }: App,
  { id, name, surface }: Asker,
  detail: string,
): Promise<void> {
  await writeAudit(database.sql, [{ action: 'verify', by: { id, name, surface }, detail }], clock.now());
}
