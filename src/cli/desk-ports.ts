/** What the chats' desk hands on: the same answers as the terminal's commands. */
import type { App } from '../app.ts';
import type { Card } from '../domain/card.ts';
import { UserError } from '../domain/errors.ts';
import { offersFor, type Action } from '../domain/offers.ts';
import type { Command } from '../domain/parse-command.ts';
import type { Target } from '../domain/target.ts';
import { actionLabel } from '../domain/wording.ts';
import { composeCard } from '../notify/compose-card.ts';
import { composeHealth } from '../query/health.ts';
import { composeReview } from '../query/review.ts';
import { composeStatus } from '../query/status.ts';
import { composeEvidence } from '../query/why.ts';
import { verifyPairs } from '../reconcile/verify-pairs.ts';
import { findSubject } from '../store/outbox-store.ts';
import { issueStore } from '../store/query-store.ts';
import type { Person } from '../surfaces/desk.ts';
import type { DeskPorts, Offered } from '../surfaces/front-desk.ts';
import { sayCard } from '../surfaces/private-cards.ts';
import { openIssuesCard } from './compose-dashboard.ts';
import { composeRun } from './compose-run.ts';
import { describeRun } from './describe-run.ts';
import { readHealthOf } from './health.ts';
import { issuesCard } from './issues.ts';
import { requestRelease } from './release.ts';
import { readReviewOf } from './review.ts';
import { readStatusOf } from './status.ts';
import { targetsOf } from './verify.ts';
import { readEvidenceOf } from './why.ts';

export function deskPorts(app: App, signal: AbortSignal): DeskPorts {
  const { config } = app;
  return {
    status: async () => composeStatus(await readStatusOf(app), config),
    issues: (command) => issuesCard(app, command),
    openIssues: () => openIssuesCard(app),
    review: async (target) => composeReview(await readReviewOf(app, target, signal), config),
    verify: (command) => verifyFor(app, command, signal),
    why: async (target) => composeEvidence(await readEvidenceOf(app, target), app.policy, config),
    health: async () => composeHealth(await readHealthOf(app), app.policy, config),
    lookAgain: () => makeDue(app, 'daily'),
    release: (changes, by) => releaseFor(app, changes, by),
    offer: (target, action) => findOffer(app, target, action),
    request: (request) => app.resolutions.request(request, app.clock.now()),
    onError: (error) => app.log('error', 'an answer failed', { error }),
  };
}

/** One appointment is looked at now; everything is made due, since it takes minutes. */
async function verifyFor(app: App, command: Command, signal: AbortSignal): Promise<Card> {
  const targets = targetsOf({ command });
  if (targets) {
    const report = await verifyPairs(app.reconcile('person'), app.policy, { signal, targets });
    return composeRun(describeRun(report), app.config);
  }
  return makeDue(app, command.options['full'] ? 'daily' : 'pending');
}

async function releaseFor(app: App, changes: number | null, { name, surface }: Person): Promise<Card> {
  await requestRelease(app, { changes, by: name, surface });
  return makeDue(app, 'daily');
}

async function makeDue({ schedules }: App, schedule: 'daily' | 'pending'): Promise<Card> {
  await schedules.makeDue(schedule);
  return sayCard('🔍', 'Verification is due', [
    {
      kind: 'text',
      text: 'It begins within seconds. What it finds comes as cards; "status" shows how it went.',
    },
  ]);
}

/** Throws a UserError when there is no open Issue, or nothing of the kind can be done about it. */
async function findOffer(app: App, target: Target, action: Action): Promise<Offered> {
  const { sql } = app.database;
  const issueId = target.kind === 'issue' ? target.id : (await issueStore(sql).findPair(target))?.issueId;
  const subject = issueId == null ? undefined : await findSubject(sql, issueId);
  if (!subject || subject.state !== 'open') throw notOpen(target);
  const now = app.clock.now();
  const offer = offersFor(subject, now).find((one) => one.action === action);
  if (!offer) throw notOffered(action, subject.id);
  const card = composeCard({ subject, attendee: null, now }, app.config);
  const button = card.actions?.find(({ id }) => id.startsWith(`act:${action}:`));
  const confirm = button?.confirm ?? null;
  // The card itself asks: its button must not ask once more.
  const actions = button ? [{ ...button, confirm: null }] : [];
  const sections = [...card.sections, { kind: 'text', text: confirm?.text ?? offer.plan } as const];
  return { issueId: subject.id, factsHash: subject.factsHash, card: { ...card, sections, actions }, confirm };
}

function notOpen(target: Target): UserError {
  const what = target.kind === 'issue' ? `Issue #${target.id}` : `Appointment ${target.id}`;
  return new UserError('not_open', `${what} has no open issue. See "issues" for those that are open.`);
}

function notOffered(action: Action, issueId: number): UserError {
  return new UserError(
    'not_offered',
    `"${actionLabel(action)}" cannot be done about issue #${issueId}. See "review ${issueId}" for what can.`,
  );
}
