/** Sees from the database's own plans whether appointments are found by an index, behind a view too. */
import { good, warning, type Check } from '../domain/check.ts';
import type { Sql } from './sql.ts';

/** Smaller tables are read whole within milliseconds. */
const LARGE_ROWS = 10_000;

/** What a Run asks for most. */
const QUESTIONS = {
  starts_at: `starts_at >= now() and starts_at < now() + interval '1 minute'`,
  calcom_booking_uid: `calcom_booking_uid = 'a uid'`,
};

interface PlanNode {
  readonly 'Node Type'?: string;
  readonly Schema?: string;
  readonly 'Relation Name'?: string;
  readonly Plans?: readonly PlanNode[];
}

export async function checkIndexes(sql: Sql): Promise<Check[]> {
  const slow: Check[] = [];
  for (const [column, question] of Object.entries(QUESTIONS)) {
    const [table] = await largeTablesRead(sql, question);
    if (!table) continue;
    slow.push(
      warning(
        `To find appointments by ${column} all ${table.rows.toLocaleString('en')} rows of ${table.name} are read: index the column behind it.`,
      ),
    );
  }
  return slow.length > 0 ? slow : [good('Appointments are found quickly by start and by booking uid.')];
}

async function largeTablesRead(sql: Sql, question: string): Promise<{ name: string; rows: number }[]> {
  const [answer] = await sql<{ 'QUERY PLAN': [{ Plan: PlanNode }] }>(
    `explain (verbose, format json) select id from calsync.appointment where ${question}`,
  );
  const read = answer ? relationsRead(answer['QUERY PLAN'][0].Plan) : [];
  return sql(
    `select r.name, greatest(c.reltuples, 0)::float8 as rows
     from (select jsonb_array_elements_text(?::jsonb) as name) as r join pg_class c on c.oid = to_regclass(r.name)
     where c.reltuples >= ?`,
    [JSON.stringify(read), LARGE_ROWS],
  );
}

/** Those that are read from their beginning to their end. */
function relationsRead(node: PlanNode): string[] {
  const { Schema: schema, 'Relation Name': name } = node;
  const own = node['Node Type'] === 'Seq Scan' && schema !== undefined && name !== undefined;
  const below = (node.Plans ?? []).flatMap(relationsRead);
  return own ? [`"${schema}"."${name}"`, ...below] : below;
}
