/** Which of a Run's changes are also said in the thread of the card. */
import type { NewReply } from './reply-store.ts';
import type { Applied } from './commit-pairs.ts';
import type { Sql } from './sql.ts';

/** Of one Run; when more change at once, the cards alone tell the others. */
const MOST_REPLIES = 10;

/** The Booking that could be linked, by Issue: read before the changes are written. */
export type Candidates = ReadonlyMap<number, string | null>;

/** Of the Issues whose values have changed: with another candidate their buttons mean something else. */
export async function readCandidates(sql: Sql, applied: readonly Applied[]): Promise<Candidates> {
  const ids = applied.flatMap(({ change }) => {
    const refreshed = change.kind === 'update' && change.issue?.step.kind === 'refresh';
    return refreshed && change.known?.issue ? [String(change.known.issue.id)] : [];
  });
  if (ids.length === 0) return new Map();
  const rows = await sql<{ id: number; uid: string | null }>(
    `select id, candidate_uid as uid from calsync.issue
     where id in (select x::integer from jsonb_array_elements_text(?::jsonb) as list (x))`,
    [JSON.stringify(ids)],
  );
  return new Map(rows.map(({ id, uid }) => [id, uid]));
}

/** The most urgent of them. Pure. */
export function materialChanges(applied: readonly Applied[], candidates: Candidates): NewReply[] {
  return applied
    .flatMap(({ change }) => {
      const reply = replyTo(change, candidates);
      return reply ? [{ reply, startsAt: startOf(change) }] : [];
    })
    .toSorted((one, other) => one.startsAt - other.startsAt)
    .slice(0, MOST_REPLIES)
    .map(({ reply }) => reply);
}

type Change = Applied['change'];

function startOf(change: Change): number {
  return change.kind === 'remove' ? change.known.startsAt : change.identity.startsAt;
}

function replyTo(change: Change, candidates: Candidates): NewReply | undefined {
  const issue = change.known?.issue;
  if (!issue) return undefined;
  const issueId = issue.id;
  if (change.kind === 'remove') return issue.state === 'open' ? closed(issueId, change.outcome) : undefined;
  const { step, facts = null } = change.issue ?? {};
  switch (step?.kind) {
    case 'reopen':
      return { issueId, facts: { kind: 'reopened' } };
    case 'change':
      return { issueId, facts: { kind: 'changed' } };
    case 'refresh': {
      const sameBooking = candidates.get(issueId) === (facts?.candidateUid ?? null);
      const same = sameBooking && facts?.verdictHash === issue.verdictHash;
      return same ? undefined : { issueId, facts: { kind: 'values' } };
    }
    case 'close':
      return closed(issueId, step.outcome);
    case 'open':
    case 'lapse':
    case undefined:
      return undefined;
  }
}

/** That the visit is long over is no news. */
function closed(issueId: number, outcome: string): NewReply | undefined {
  return outcome === 'passed' ? undefined : { issueId, facts: { kind: 'closed', outcome } };
}
