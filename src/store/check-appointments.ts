/** Looks at the company's side, `calsync.appointment`: its columns, our rights on it, and whether it is found quickly. */
import { bad, good, warning, type Check } from '../domain/check.ts';
import { checkIndexes } from './check-indexes.ts';
import type { Database } from './database.ts';
import type { Sql } from './sql.ts';

const COLUMNS = [
  'id',
  'customer_name',
  'customer_email',
  'customer_phone',
  'service',
  'starts_at',
  'ends_at',
  'time_zone',
  'status',
  'event_type_id',
  'calcom_booking_uid',
  'source',
  'created_at',
  'updated_at',
];

/** As PostgreSQL counts them: bits of what a statement may do to a relation, its triggers included. */
const CAN_UPDATE = 4;
const CAN_INSERT = 8;

interface Relation {
  readonly kind: string;
  readonly can: number;
  readonly columns: readonly string[];
  readonly select: boolean;
  readonly insert: boolean;
  readonly update: boolean;
}

/** Nothing where there is no schema yet. */
export async function checkAppointments({ sql }: Database): Promise<Check[]> {
  const [schema] = await sql(
    `select from pg_namespace where nspname = 'calsync' and has_schema_privilege(oid, 'usage')`,
  );
  if (!schema) return [];
  const relation = await findRelation(sql);
  if (!relation)
    return [bad('There is no relation calsync.appointment: make the view of your own table again.')];
  const missing = COLUMNS.filter((name) => !relation.columns.includes(name));
  if (missing.length > 0)
    return [
      bad(
        `calsync.appointment lacks the columns ${missing.join(', ')}: add them, as null where you have none.`,
      ),
    ];
  if (!relation.select)
    return [
      bad('The database user may not read calsync.appointment: grant select on calsync.appointment to it.'),
    ];
  return [...checkWriting(relation), ...(await checkIndexes(sql))];
}

async function findRelation(sql: Sql): Promise<Relation | undefined> {
  const [found] = await sql<Omit<Relation, 'columns'> & { columns: string }>(
    `select c.relkind::text as kind, pg_relation_is_updatable(c.oid::regclass, true) as can,
       (select string_agg(a.attname, ',') from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns,
       has_table_privilege(c.oid, 'select') as "select", has_any_column_privilege(c.oid, 'insert') as "insert",
       has_any_column_privilege(c.oid, 'update') as "update"
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = 'calsync' and c.relname = 'appointment'`,
  );
  return found && { ...found, columns: found.columns.split(',') };
}

function checkWriting({ kind, can, insert, update }: Relation): Check[] {
  const what = kind === 'v' || kind === 'm' ? 'view' : 'table';
  const fixed = [
    ...((can & CAN_UPDATE) === 0 ? ['update'] : []),
    ...((can & CAN_INSERT) === 0 ? ['insert'] : []),
  ];
  if (fixed.length > 0)
    return [
      warning(
        `calsync.appointment is a ${what} that takes no ${fixed.join(' and no ')}: buttons that change an appointment will fail, until it is an updatable view or has triggers.`,
      ),
    ];
  const lacking = [...(update ? [] : ['update']), ...(insert ? [] : ['insert'])];
  if (lacking.length === 0) return [good(`calsync.appointment is a ${what} that can be read and written.`)];
  return [
    bad(
      `The database user may not ${lacking.join(' and ')} calsync.appointment, so buttons that change an appointment would fail: grant ${lacking.join(', ')} on calsync.appointment to it.`,
    ),
  ];
}
