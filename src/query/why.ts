/** How a finding was established: every attempt with its check, and what that check could prove. */
import type { Instant } from '../domain/appointment.ts';
import type { Card } from '../domain/card.ts';
import { UserError } from '../domain/errors.ts';
import type { Target } from '../domain/target.ts';
import { sayInstant, statusIcon, statusLabel, type Wording } from '../domain/wording.ts';
import { certificateLines, type GuardLimits } from './certificate-lines.ts';
import type {
  HistoryLine,
  IssueSource,
  RecordedIssue,
  RecordedPair,
  RecordedRun,
  StatusSource,
} from './sources.ts';

export interface Evidence {
  readonly at: Instant;
  readonly pair: RecordedPair;
  readonly issue: RecordedIssue | null;
  /** The oldest first. */
  readonly attempts: readonly HistoryLine[];
  /** The check that saw it last. */
  readonly run: RecordedRun | null;
}

/** Throws a UserError when nothing is known of it. */
export async function readEvidence(
  target: Target,
  { issues, runs }: { issues: IssueSource; runs: StatusSource },
  now: Instant,
): Promise<Evidence> {
  const pair = await issues.findPair(target);
  if (!pair) throw nothingKnown(target);
  const attempts = await issues.history(pair.id);
  const lastComplete = await runs.lastComplete();
  const latest = attempts.findLast(({ runId }) => runId !== null);
  const seen = latest?.runId == null ? undefined : await issues.findRun(latest.runId);
  const run = [seen, lastComplete]
    .flatMap((one) => one ?? [])
    .toSorted((a, b) => b.startedAt - a.startedAt)[0];
  const issue = pair.issueId === null ? undefined : await issues.findIssue(pair.issueId);
  return { at: now, pair, issue: issue ?? null, attempts, run: run ?? null };
}

function nothingKnown(target: Target): UserError {
  const what = target.kind === 'issue' ? `issue #${target.id}` : `appointment "${target.id}"`;
  return new UserError('unknown_target', `Nothing is known of ${what} yet: it has not been verified.`);
}

export function composeEvidence(
  { pair, issue, attempts, run }: Evidence,
  limits: GuardLimits,
  wording: Wording,
): Card {
  const { status } = pair;
  const what =
    pair.appointmentId === null ? 'a booking without appointment' : `appointment ${pair.appointmentId}`;
  return {
    icon: statusIcon(status),
    title: `Why: ${issue ? `issue #${issue.id}, ` : ''}${what}`,
    tone: 'neutral',
    sections: [
      {
        kind: 'text',
        text: `It stands as ${statusLabel(status)} since ${sayInstant(pair.changedAt, wording)}.`,
      },
      {
        kind: 'table',
        title: 'What each check saw',
        columns: ['Time', 'Check', 'Attempt', 'Saw'],
        rows: attempts.map((line) => attemptRow(line, wording)),
      },
      ...(run
        ? [
            {
              kind: 'list' as const,
              title: `What check ${run.id} could prove (${run.kind}, ${sayInstant(run.startedAt, wording)}, ${run.outcome})`,
              lines: certificateLines(run, limits, wording),
            },
          ]
        : []),
    ],
  };
}

function attemptRow(
  { at, runId, attempt, event, code, fields, detail }: HistoryLine,
  wording: Wording,
): string[] {
  const saw = [
    code ?? (event === 'closed' || event === 'verified' ? 'both sides agree' : event),
    fields && `(${fields})`,
    detail,
  ]
    .filter(Boolean)
    .join(' ');
  return [
    sayInstant(at, wording),
    runId === null ? '–' : String(runId),
    attempt === null ? '–' : String(attempt),
    saw,
  ];
}
