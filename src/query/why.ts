/** How a finding was established: what each attempt saw on both sides, the webhooks, and what the check could prove. */
import type { Instant } from '../domain/appointment.ts';
import type { Card, Section } from '../domain/card.ts';
import { UserError } from '../domain/errors.ts';
import type { Finding, SyncStatus } from '../domain/pair-state.ts';
import { finalStatus } from '../domain/pair-state.ts';
import type { Target } from '../domain/target.ts';
import { saySecond, sayInstant, statusIcon, statusLabel, type Wording } from '../domain/wording.ts';
import { certificateLines, type GuardLimits } from './certificate-lines.ts';
import { evidenceSections, worthShowing } from './evidence-sections.ts';
import { judgeEvidence } from './judge-evidence.ts';
import type {
  EvidenceSource,
  HeardWebhook,
  IssueSource,
  RecordedAttempt,
  RecordedIssue,
  RecordedPair,
  RecordedRun,
  StatusSource,
} from './sources.ts';

export interface Explanation {
  readonly at: Instant;
  /** Null when both sides are gone. */
  readonly pair: RecordedPair | null;
  readonly issue: RecordedIssue | null;
  /** The oldest first. */
  readonly attempts: readonly ExplainedAttempt[];
  /** About each Booking that was looked at, the oldest first. */
  readonly webhooks: readonly HeardWebhook[];
  /** The check that saw it last. */
  readonly run: RecordedRun | null;
}

export interface ExplainedAttempt extends RecordedAttempt {
  /** What follows from the evidence alone; null: both sides agree, or nothing was kept. */
  readonly judged: Finding | null;
}

export interface WhyPorts {
  readonly issues: IssueSource;
  readonly evidence: EvidenceSource;
  readonly runs: StatusSource;
}

/** Throws a UserError when nothing is known of it. */
export async function readExplanation(target: Target, ports: WhyPorts, now: Instant): Promise<Explanation> {
  const { issues, evidence } = ports;
  const pair = await issues.findPair(target);
  const issueId = target.kind === 'issue' ? target.id : pair?.issueId;
  const issue = issueId == null ? undefined : await issues.findIssue(issueId);
  const pairId = pair?.id ?? issue?.pairId;
  if (pairId == null) throw nothingKnown(target);
  const attempts = await evidence.attempts(pairId);
  return {
    at: now,
    pair: pair ?? null,
    issue: issue ?? null,
    attempts: attempts.map((one) => ({ ...one, judged: one.evidence && judgeEvidence(one.evidence) })),
    webhooks: await evidence.webhooks(uidsOf(attempts, [pair?.bookingUid, issue?.bookingUid])),
    run: (await latestRun(attempts, ports)) ?? null,
  };
}

function nothingKnown(target: Target): UserError {
  const what = target.kind === 'issue' ? `issue #${target.id}` : `appointment "${target.id}"`;
  return new UserError('unknown_target', `Nothing is known of ${what} yet: it has not been verified.`);
}

function uidsOf(
  attempts: readonly RecordedAttempt[],
  more: readonly (string | null | undefined)[],
): string[] {
  const seen = attempts.flatMap(({ evidence }) => evidence?.calcom.map(({ uid }) => uid) ?? []);
  return [...new Set([...seen, ...more.flatMap((uid) => uid ?? [])])];
}

async function latestRun(
  attempts: readonly RecordedAttempt[],
  { issues, runs }: WhyPorts,
): Promise<RecordedRun | undefined> {
  const lastComplete = await runs.lastComplete();
  const latest = attempts.findLast(({ runId }) => runId !== null);
  const seen = latest?.runId == null ? undefined : await issues.findRun(latest.runId);
  return [seen, lastComplete].flatMap((one) => one ?? []).toSorted((a, b) => b.startedAt - a.startedAt)[0];
}

export function composeExplanation(explanation: Explanation, limits: GuardLimits, wording: Wording): Card {
  const { pair, issue, attempts, run } = explanation;
  const appointmentId = pair?.appointmentId ?? issue?.appointmentId ?? null;
  const what = appointmentId === null ? 'a booking without appointment' : `appointment ${appointmentId}`;
  return {
    icon: statusIcon(statusOf(explanation)),
    title: `Why: ${issue ? `issue #${issue.id}, ` : ''}${what}`,
    tone: 'neutral',
    sections: [
      { kind: 'text', text: standingOf(explanation, wording) },
      ...worthShowing(attempts).flatMap((line) => evidenceSections(line, wording)),
      webhookLines(explanation, wording),
      {
        kind: 'table',
        title: 'What each check saw',
        columns: ['Time', 'Check', 'Attempt', 'Saw'],
        rows: attempts.map((line) => attemptRow(line, wording)),
      },
      ...(run ? [proof(run, limits, wording)] : []),
    ],
  };
}

function statusOf({ pair, issue }: Explanation): SyncStatus {
  return pair?.status ?? (issue ? finalStatus(issue.finding.code) : 'pending');
}

function standingOf({ pair, issue }: Explanation, wording: Wording): string {
  if (pair) return `It stands as ${statusLabel(pair.status)} since ${sayInstant(pair.changedAt, wording)}.`;
  const since = issue?.resolvedAt == null ? '' : ` since ${sayInstant(issue.resolvedAt, wording)}`;
  return `It is over${since}: neither side stands for itself any more.`;
}

/** Older ones say little about why it is so now. */
const LATEST_WEBHOOKS = 10;

function webhookLines({ webhooks }: Explanation, wording: Wording): Section {
  const lines = webhooks
    .slice(-LATEST_WEBHOOKS)
    .map(
      ({ receivedAt, trigger, bookingUid }) =>
        `${saySecond(receivedAt, wording)}: ${trigger}, booking ${bookingUid}`,
    );
  return {
    kind: 'list',
    title: 'Webhooks about it',
    lines: lines.length > 0 ? lines : ['none came'],
  };
}

function proof(run: RecordedRun, limits: GuardLimits, wording: Wording): Section {
  const { id, kind, startedAt, outcome } = run;
  const title = `What check ${id} could prove (${kind}, ${sayInstant(startedAt, wording)}, ${outcome})`;
  return { kind: 'list', title, lines: certificateLines(run, limits, wording) };
}

function attemptRow(
  { at, runId, attempt, event, code, fields, detail }: RecordedAttempt,
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
