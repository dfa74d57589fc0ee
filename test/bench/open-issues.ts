/** Disagreements that people are told about, each by a card of its own. */
import type { App } from '../../src/app.ts';
import { verifyPairs } from '../../src/reconcile/verify-pairs.ts';

/** So many new Issues at once get a card each. */
const AT_ONCE = 10;
const ATTEMPTS = 3;

/** Cancels appointments whose bookings stand, and looks at them until they are Issues; answers their ids. */
export async function openIssues(app: App, count: number, signal: AbortSignal): Promise<string[]> {
  const rows = await app.database.sql<{ id: string }>(
    `update calsync.appointment set status = 'cancelled' where id in (
       select id from calsync.appointment where status = 'scheduled' and starts_at > now() + interval '2 days'
       order by starts_at, id limit ?) returning id`,
    [count],
  );
  const ids = rows.map(({ id }) => id);
  for (let first = 0; first < ids.length; first += AT_ONCE) {
    const targets = { appointmentIds: ids.slice(first, first + AT_ONCE) };
    for (let attempt = 0; attempt < ATTEMPTS; attempt++)
      await verifyPairs(app.reconcile(), app.policy, { signal, targets });
  }
  return ids;
}

/** Nothing of it is left open for whoever measures next. */
export async function closeIssues(app: App, ids: readonly string[], signal: AbortSignal): Promise<void> {
  await app.database.sql(
    `update calsync.appointment set status = 'scheduled' where id in (select jsonb_array_elements_text(?::jsonb))`,
    [JSON.stringify(ids)],
  );
  await verifyPairs(app.reconcile(), app.policy, { signal, targets: { appointmentIds: ids } });
}
