/** Notices how Pairs and Issues went from one standing to another, by looking before and after. */
import type { Sql } from '../../src/store/sql.ts';

export interface Transitions {
  /** Names of what changed since the last look. */
  look(): Promise<string[]>;
}

export function watchTransitions(sql: Sql): Transitions {
  let pairs = new Map<number, string>();
  let issues = new Map<number, IssueState>();
  return {
    async look() {
      const nowPairs = new Map((await readPairs(sql)).map(({ id, status }) => [id, status]));
      const nowIssues = new Map((await readIssues(sql)).map((issue) => [issue.id, issue]));
      const names = [...pairSteps(pairs, nowPairs), ...issueSteps(issues, nowIssues)];
      pairs = nowPairs;
      issues = nowIssues;
      return names;
    },
  };
}

function pairSteps(before: ReadonlyMap<number, string>, now: ReadonlyMap<number, string>): string[] {
  const gone = [...before].flatMap(([id, status]) => (now.has(id) ? [] : [`${status} → gone`]));
  const changed = [...now].flatMap(([id, status]) => {
    const from = before.get(id) ?? 'none';
    return from === status ? [] : [`${from} → ${status}`];
  });
  return [...gone, ...changed];
}

interface IssueState {
  readonly id: number;
  readonly state: string;
  readonly finding: string;
  readonly outcome: string | null;
  readonly reopened: number;
}

function issueSteps(before: ReadonlyMap<number, IssueState>, now: ReadonlyMap<number, IssueState>): string[] {
  return [...now.values()].flatMap((issue) => {
    const was = before.get(issue.id);
    if (!was) return ['issue opened'];
    const names: string[] = [];
    if (was.state === 'accepted' && issue.state !== 'accepted')
      names.push('accepted issue lapsed or reopened');
    if (issue.reopened > was.reopened) names.push('issue reopened');
    if (was.state === 'open' && issue.state === 'open' && was.finding !== issue.finding)
      names.push('issue changed');
    if (was.state === 'open' && issue.state === 'accepted') names.push('issue accepted');
    if (was.state === 'open' && issue.state === 'resolved') names.push(`issue closed: ${issue.outcome}`);
    return names;
  });
}

function readPairs(sql: Sql): Promise<{ id: number; status: string }[]> {
  return sql('select id::float8 as id, status from calsync.pair');
}

function readIssues(sql: Sql): Promise<IssueState[]> {
  return sql(`select id, state, code || ' ' || fields as finding, outcome, reopened from calsync.issue`);
}

/** The verdicts that Issues were opened with. */
export async function verdictsOf(sql: Sql): Promise<string[]> {
  const issues = await sql<{
    code: string;
    fields: string;
    absence: string | null;
    candidate: boolean;
    seat: boolean;
    heldBy: string | null;
  }>(
    `select code, fields, absence, candidate_uid is not null as candidate, seat_uid is not null as seat, held_by as "heldBy" from calsync.issue`,
  );
  return issues.flatMap(({ code, fields, absence, candidate, seat, heldBy }) => {
    switch (code) {
      case 'ORPHANED_LOCAL':
        return [`${code} ${absence}`, ...(candidate ? [`${code} with a candidate`] : [])];
      case 'ORPHANED_CALCOM':
        return [seat ? `${code} of a seat` : code];
      case 'DATA_MISMATCH':
        return [
          `${code} ${fields}`,
          ...(heldBy && fields === 'status' ? [`${code} status, continued elsewhere`] : []),
        ];
      default:
        return [code];
    }
  });
}
