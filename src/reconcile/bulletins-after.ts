/** What people have to be told about the whole after a Run, and what is over by now. */
import type { BulletinFacts, BulletinKind, MassChangeFacts } from '../domain/bulletin.ts';
import type { OpenBulletins, RunHistory } from './run-history.ts';
import type { RunResult, RunStart } from './run-log.ts';
import type { Trouble } from './trouble.ts';

/** `tell` opens the bulletin, or brings the open one up to date; `end` closes it, with facts where its end says more. */
export type BulletinStep = {
  [Kind in BulletinKind]:
    | { readonly kind: 'tell'; readonly bulletin: Kind; readonly facts: BulletinFacts[Kind] }
    | { readonly kind: 'end'; readonly bulletin: Kind; readonly facts?: BulletinFacts[Kind] };
}[BulletinKind];

export interface EndedRun {
  readonly start: RunStart;
  readonly result: RunResult;
  readonly massChange: MassChangeFacts | null;
  readonly trouble: Trouble | null;
}

/** Without a complete full Run for this long people are told: a day, and the time that a Run takes. */
const TOO_LONG_MS = 25 * 60 * 60_000;

export async function bulletinsAfter(run: EndedRun, history: RunHistory): Promise<BulletinStep[]> {
  const open = await history.openBulletins();
  return [
    ...afterTrouble(run, open),
    ...afterMassChange(run, open),
    ...(await afterFullRun(run, open, history)),
    ...(await afterSilence(run, open, history)),
  ];
}

function afterTrouble({ result, trouble }: EndedRun, open: OpenBulletins): BulletinStep[] {
  const { outcome, problem, appointmentsRead } = result;
  if (outcome === 'incomplete') {
    if (trouble === 'needs_person')
      return [
        { kind: 'tell', bulletin: 'needs_person', facts: { why: problem ?? 'Cal.com refuses to answer' } },
      ];
    return trouble === 'circuit_open'
      ? [{ kind: 'tell', bulletin: 'circuit_open', facts: { verified: null } }]
      : [];
  }
  const steps: BulletinStep[] = [];
  if (open.needs_person) steps.push({ kind: 'end', bulletin: 'needs_person' });
  if (open.circuit_open && outcome !== 'refused')
    steps.push({ kind: 'end', bulletin: 'circuit_open', facts: { verified: appointmentsRead } });
  return steps;
}

/** A Run that covered what was stopped, and was let through, ends the stop. */
function afterMassChange({ start, result, massChange }: EndedRun, open: OpenBulletins): BulletinStep[] {
  if (massChange) return [{ kind: 'tell', bulletin: 'mass_change', facts: massChange }];
  const covered = start.kind !== 'single' && (result.outcome === 'complete' || result.outcome === 'partial');
  return open.mass_change && covered ? [{ kind: 'end', bulletin: 'mass_change' }] : [];
}

/** Two full Runs in a row that were not complete, or none for too long; what is told already is not told twice. */
async function afterFullRun(
  { start, result, massChange }: EndedRun,
  open: OpenBulletins,
  history: RunHistory,
): Promise<BulletinStep[]> {
  const complete = start.kind === 'full' && result.outcome === 'complete';
  if (complete) return open.not_complete ? [{ kind: 'end', bulletin: 'not_complete' }] : [];
  if (start.kind === 'single' || open.needs_person || open.circuit_open || massChange) return [];
  const lastComplete = (await history.lastCompleteEnd()) ?? null;
  const [before = 'complete'] = await history.lastFullOutcomes(1);
  const twice = start.kind === 'full' && before !== 'complete';
  const tooLong = lastComplete !== null && result.finishedAt - lastComplete > TOO_LONG_MS;
  if (!twice && !tooLong) return [];
  const why = result.problem ?? 'No full check was complete for more than a day.';
  return [{ kind: 'tell', bulletin: 'not_complete', facts: { why, lastComplete } }];
}

/** One or two may be chance. */
const SILENT_FROM = 3;

/** Bookings change, and the webhook that is set up says nothing. */
async function afterSilence(
  { start, result }: EndedRun,
  open: OpenBulletins,
  history: RunHistory,
): Promise<BulletinStep[]> {
  const silent = open.webhooks_silent;
  if (result.unannounced === 0 && !silent) return [];
  const { changed: before, since } = await history.unannounced();
  const changed = before + result.unannounced;
  if (changed === 0) return silent ? [{ kind: 'end', bulletin: 'webhooks_silent' }] : [];
  if (changed < SILENT_FROM && !silent) return [];
  const followed = result.scope === null ? undefined : await history.watermark(result.scope);
  const facts = { changed, since: silent?.since ?? since ?? followed ?? start.startedAt };
  return [{ kind: 'tell', bulletin: 'webhooks_silent', facts }];
}
