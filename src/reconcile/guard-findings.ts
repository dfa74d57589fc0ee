/** The last look before anything is committed: would so much change at once that a person has to look first? */
import type { MassChangeFacts, Release } from '../domain/bulletin.ts';
import type { Findings } from './findings.ts';
import { factsOf, findMassTurn, isTurningBad } from './mass-change.ts';
import type { Pass } from './pass.ts';
import type { ReconcilePorts } from './ports.ts';
import type { Sides } from './run-history.ts';
import type { RunStart } from './run-log.ts';

const HOUR_MS = 60 * 60_000;

export interface Guarded {
  readonly turnedBad: number;
  readonly turnedBadBefore: number;
  readonly sidesBefore: Sides | null;
  /** What turned bad in this Run was expected, and counts against no later one. */
  readonly exempt: boolean;
  /** Why nothing of it may be done; null: it may. */
  readonly refusal: MassChangeFacts | null;
}

/** The first complete Run of a scope has nothing to be compared with. */
export async function guardFindings(
  { history }: ReconcilePorts,
  { scope, policy, now }: Pass,
  { findings, start }: { findings: Findings; start: RunStart },
): Promise<Guarded> {
  const { changes, counts } = findings;
  const turnedBad = changes.filter(isTurningBad).length;
  const full = start.kind === 'full';
  const nothing = { exempt: false, refusal: null };
  if (!full && turnedBad === 0) return { turnedBad, turnedBadBefore: 0, sidesBefore: null, ...nothing };
  const sidesBefore = (await history.sidesBefore(scope)) ?? null;
  const release = full ? await findRelease(history) : null;
  const turnedBadBefore = await history.turnedBadSince(now - HOUR_MS);
  const figures = { turnedBad, turnedBadBefore, sidesBefore };
  if (sidesBefore === null) return { ...figures, exempt: true, refusal: null };
  if (release) return { ...figures, exempt: true, refusal: findBeyond(release, findings) };
  const pairs = full
    ? Object.values(counts).reduce((sum, count) => sum + count, 0)
    : Math.max(await history.countPairs(), turnedBad);
  const turned = { now: turnedBad, before: turnedBadBefore, pairs };
  return { ...figures, exempt: false, refusal: findMassTurn(changes, turned, policy.massChange) ?? null };
}

export async function findRelease(history: ReconcilePorts['history']): Promise<Release | null> {
  const { mass_change: stop } = await history.openBulletins();
  return stop?.released ?? null;
}

/** A person has allowed what was shown, and no more. */
function findBeyond({ changes: allowed }: Release, { changes }: Findings): MassChangeFacts | null {
  const facts = factsOf('', changes);
  if (facts.changes <= allowed) return null;
  return { ...facts, reason: `By now ${facts.changes} changes would be made, and ${allowed} were released.` };
}
