/** What the chats' desk hands on: the same answers as the terminal's commands. */
import type { App } from '../app.ts';
import type { Card } from '../domain/card.ts';
import type { Command } from '../domain/parse-command.ts';
import { composeHealth } from '../query/health.ts';
import { composeReview } from '../query/review.ts';
import { composeStatus } from '../query/status.ts';
import { composeExplanation } from '../query/why.ts';
import { verifyPairs } from '../reconcile/verify-pairs.ts';
import { auditRefusal } from '../store/audit-store.ts';
import { countOpenIn, doInBulk } from '../store/bulk-store.ts';
import { claimIssue } from '../store/claim-store.ts';
import { showCard } from '../store/summarise-issues.ts';
import type { Person } from '../surfaces/desk.ts';
import type { DeskPorts } from '../surfaces/front-desk.ts';
import { sayCard } from '../surfaces/private-cards.ts';
import { auditCard } from './audit.ts';
import { openIssuesCard } from './compose-dashboard.ts';
import { composeRun } from './compose-run.ts';
import { dashboardOnChat } from './dashboard.ts';
import { describeRun } from './describe-run.ts';
import { readHealthOf } from './health.ts';
import { issuesCard } from './issues.ts';
import { metricsCard } from './metrics.ts';
import { noteVerify, whatIsVerified } from './note-verify.ts';
import { eventTypeChoices, findOffer, issueOf } from './offer-action.ts';
import { pauseFor } from './pause.ts';
import { requestRelease } from './release.ts';
import { resumeFor } from './resume.ts';
import { readReviewOf } from './review.ts';
import { snoozeFor } from './snooze.ts';
import { readStatusOf } from './status.ts';
import { targetsOf } from './verify.ts';
import { readExplanationOf } from './why.ts';

/** Chats wait three seconds for an answer. */
const INSERT_WITHIN_MS = 1_500;

export function deskPorts(app: App, signal: AbortSignal): DeskPorts {
  const { config } = app;
  return {
    status: async () => composeStatus(await readStatusOf(app), config),
    issues: (command) => issuesCard(app, command),
    openIssues: () => openIssuesCard(app),
    review: async (target) => composeReview(await readReviewOf(app, target, signal), config),
    verify: (command, by) => verifyFor(app, { command, by }, signal),
    why: async (target) => composeExplanation(await readExplanationOf(app, target), app.policy, config),
    metrics: (command) => metricsCard(app, command),
    health: async () => composeHealth(await readHealthOf(app), app.policy, config),
    dashboard: (command, by) => dashboardOnChat(app, command, by),
    lookAgain: async (by) => {
      await noteVerify(app, by, 'full');
      return makeDue(app, 'daily');
    },
    release: (changes, by) => releaseFor(app, changes, by),
    quieten: (command, by) => quieten(app, command, by),
    offer: (target, action) => findOffer(app, target, action),
    choices: (wanted) => eventTypeChoices(app, wanted, signal),
    request: (request) => app.resolutions.request(request, app.clock.now()),
    insertWithinMs: INSERT_WITHIN_MS,
    issueOf: (target) => issueOf(app, target),
    audit: (target) => auditCard(app, target),
    ...togetherPorts(app),
    onError: (error) => app.log('error', 'an answer failed', { error }),
  };
}

/** What people agree on among themselves, and what is kept of it. */
function togetherPorts(app: App): Pick<DeskPorts, 'claim' | 'showCard' | 'countOpenIn' | 'bulk' | 'refused'> {
  const { database, surfaces, clock } = app;
  const told = () => ({ surfaces, at: clock.now() });
  return {
    claim: (request) => claimIssue(database, request, told()),
    showCard: (issueId, surface) => showCard(database, { issueId, surface }, told()),
    countOpenIn: (bulletinId) => countOpenIn(database.sql, bulletinId),
    bulk: (request) => doInBulk(database, request, told()),
    refused: (click) => auditRefusal(database, click, clock.now()),
  };
}

/** One appointment is looked at now; everything is made due, since it takes minutes. */
async function verifyFor(
  app: App,
  { command, by }: { command: Command; by: Person },
  signal: AbortSignal,
): Promise<Card> {
  const targets = targetsOf({ command });
  await noteVerify(app, by, whatIsVerified(command));
  if (targets) {
    const report = await verifyPairs(app.reconcile('person'), app.policy, { signal, targets });
    return composeRun(describeRun(report), app.config);
  }
  return makeDue(app, command.options['full'] ? 'daily' : 'pending');
}

function quieten(app: App, command: Command, by: Person): Promise<Card> {
  if (command.name === 'snooze') return snoozeFor(app, command, by);
  return command.name === 'pause' ? pauseFor(app, command, by) : resumeFor(app, by);
}

async function releaseFor(app: App, changes: number | null, by: Person): Promise<Card> {
  await requestRelease(app, { changes, by });
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
