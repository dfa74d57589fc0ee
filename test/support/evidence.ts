/** What calsync kept of its attempts, as `why` reads it. */
import { readExplanationOf } from '../../src/cli/why.ts';
import type { Evidence } from '../../src/domain/evidence.ts';
import type { Target } from '../../src/domain/target.ts';
import type { Explanation } from '../../src/query/why.ts';
import type { Salon } from './salon.ts';

export const ISSUE: Target = { kind: 'issue', id: 1 };

export async function explain(salon: Salon, target = ISSUE): Promise<Explanation> {
  return readExplanationOf(salon.app, target);
}

export async function latestEvidence(salon: Salon, target = ISSUE): Promise<Evidence> {
  const { attempts } = await explain(salon, target);
  const evidence = attempts.at(-1)?.evidence;
  if (!evidence) throw new Error('nothing was kept of the latest attempt');
  return evidence;
}

export async function everyEvidence({ sql }: Salon) {
  return sql<{ event: string; code: string | null; fields: string | null; evidence: Evidence }>(
    'select event, code, fields, evidence from calsync.pair_history order by id',
  );
}
