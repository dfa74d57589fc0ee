/** After a pause: up to ten of the held cards come, more become one summary. What is over by now is told by nobody. */
import { type Told } from './notices.ts';
import { INSTANT, type Sql } from './sql.ts';
import { summariseIssues } from './summarise-issues.ts';

export async function releaseHeld(sql: Sql, told: Told): Promise<void> {
  const untold = await sql<{ id: number }>(
    `select distinct i.id from calsync.notification n join calsync.issue i on i.id = n.issue_id
     where n.state in ('held', 'due') and n.reply_id is null and i.state = 'open' and i.announced = 'card'
       and not exists (select from calsync.card c where c.issue_id = i.id and c.message_id is not null)`,
  );
  await summariseIssues(
    sql,
    untold.map(({ id }) => ({ id, reason: 'held' })),
    told,
  );
  await sql(
    `update calsync.notification n set state = 'suppressed', detail = 'counted in a summary', finished_at = ${INSTANT}
     from calsync.issue i where i.id = n.issue_id and n.state in ('held', 'due') and i.announced = 'summary'
       and i.id in (select x::integer from jsonb_array_elements_text(?::jsonb) as list (x))`,
    [told.at, JSON.stringify(untold.map(({ id }) => String(id)))],
  );
  await sql(`update calsync.notification set state = 'due', due_at = ${INSTANT} where state = 'held'`, [
    told.at,
  ]);
}
