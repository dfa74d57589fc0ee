/** Opens, refreshes and ends bulletins, and queues what is to be told of them, within a transaction. */
import { isDeepStrictEqual } from 'node:util';
import type { Instant } from '../domain/appointment.ts';
import type { BulletinFacts, Release } from '../domain/bulletin.ts';
import type { BulletinStep } from '../reconcile/bulletins-after.ts';
import { queueBulletins, type Told } from './notices.ts';
import { INSTANT, type Sql } from './sql.ts';

export async function commitBulletins(sql: Sql, steps: readonly BulletinStep[], told: Told): Promise<void> {
  const changed: number[] = [];
  for (const step of steps) {
    const id = step.kind === 'tell' ? await tell(sql, step, told.at) : await end(sql, step, told.at);
    if (id !== undefined) changed.push(id);
  }
  await queueBulletins(sql, changed, told);
}

/** The bulletin's id, when people are to see it anew. */
async function tell(
  sql: Sql,
  { bulletin, facts }: BulletinStep & { kind: 'tell' },
  at: Instant,
): Promise<number | undefined> {
  const [open] = await sql<{ id: number; facts: OpenFacts }>(
    `select id, facts from calsync.bulletin where kind = ? and state = 'open' for update`,
    [bulletin],
  );
  const told = keepRelease(facts, open?.facts);
  if (open && isDeepStrictEqual(open.facts, told)) return undefined;
  const [written] = open
    ? await sql<{ id: number }>(
        `update calsync.bulletin set facts = ?::jsonb, changed_at = ${INSTANT} where id = ? returning id`,
        [JSON.stringify(told), at, open.id],
      )
    : await sql<{ id: number }>(
        `insert into calsync.bulletin (kind, state, facts, opened_at, changed_at)
         values (?, 'open', ?::jsonb, ${INSTANT}, ${INSTANT}) on conflict do nothing returning id`,
        [bulletin, JSON.stringify(told), at, at],
      );
  return written?.id;
}

type ToldFacts = BulletinFacts[keyof BulletinFacts];
type OpenFacts = { readonly released?: Release | null };

/** A release given while this Run was under way, or before a smaller one, stands until more is found than it allows. */
function keepRelease(facts: ToldFacts, open: OpenFacts | undefined): ToldFacts {
  const release = open?.released ?? null;
  return release && 'changes' in facts && facts.changes <= release.changes
    ? { ...facts, released: release }
    : facts;
}

async function end(
  sql: Sql,
  { bulletin, facts }: BulletinStep & { kind: 'end' },
  at: Instant,
): Promise<number | undefined> {
  const [ended] = await sql<{ id: number }>(
    `update calsync.bulletin set state = 'ended', facts = coalesce(?::jsonb, facts), changed_at = ${INSTANT},
       ended_at = ${INSTANT} where kind = ? and state = 'open' returning id`,
    [facts ? JSON.stringify(facts) : null, at, at, bulletin],
  );
  return ended?.id;
}
