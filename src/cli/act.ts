/** `calsync retry|create|link|use|resolve|cancel`: records what a person decided, and waits for how it ends. */
import { createInterface } from 'node:readline/promises';
import type { App } from '../app.ts';
import type { Card, Confirmation } from '../domain/card.ts';
import { UserError } from '../domain/errors.ts';
import type { Action } from '../domain/offers.ts';
import type { Command } from '../domain/parse-command.ts';
import { keepResolving } from '../resolve/keep-resolving.ts';
import { findSubject } from '../store/outbox-store.ts';
import { issueStore } from '../store/query-store.ts';
import { composeCard } from '../notify/compose-card.ts';
import type { Subject } from '../notify/outbox.ts';
import { outcomeCard } from '../surfaces/private-cards.ts';
import { renderCard } from '../surfaces/terminal/render-card.ts';
import { answer, openAppFor, styleOf, type CommandContext, type ExitCode } from './command-context.ts';
import { deskPorts } from './desk-ports.ts';
import { exclusivelyBy, RESOLUTION_LEASE } from './exclusively.ts';
import { readTarget } from './read-target.ts';
import { resolvePorts } from './resolve-ports.ts';
import { whoAsks } from './who-asks.ts';

/** Longer than a write that has to be looked for twice. */
const PATIENCE_MS = 3 * 60_000;

export async function act(context: CommandContext): Promise<ExitCode> {
  const action = actionOf(context.command);
  const target = readTarget(context.command.words[0]);
  await using app = await openAppFor(context);
  const ports = deskPorts(app, context.signal);
  const offered = await ports.offer(target, action);
  if (offered.confirm && !(await isConfirmed(context, offered.card, offered.confirm))) return 1;
  const { note } = context.command.options;
  const by = whoAsks();
  const outcome = await ports.request({
    ...offered,
    action,
    note: typeof note === 'string' ? note : null,
    by,
  });
  if (outcome.kind !== 'recorded') {
    answer(context, outcome, outcomeCard(outcome, { action, issueId: offered.issueId }));
    return 1;
  }
  const subject = await waitForEnd(app, offered.issueId, context.signal);
  answer(context, subject, composeCard({ subject, attendee: null, now: app.clock.now() }, app.config));
  return subject.resolution?.state === 'done' ? 0 : 1;
}

function actionOf({ name, words }: Command): Action {
  if (name === 'use') return words[1]?.toLowerCase() === 'database' ? 'use_database' : 'use_calcom';
  const action = PLAIN.find((one) => one === name);
  if (action) return action;
  throw new Error(`"${name}" is no action`);
}

const PLAIN = ['retry', 'create', 'link', 'resolve', 'cancel'] as const;

/** The plan is shown, and what the customer will notice; without a terminal to ask on, `--yes` says it. */
async function isConfirmed(
  { command, stdin, stdout, stderr }: CommandContext,
  card: Card,
  { title, text }: Confirmation,
): Promise<boolean> {
  if (command.options['yes']) return true;
  if (!stdin.isTTY || !stdout.isTTY) {
    throw new UserError('not_confirmed', `${text} Say --yes to do it.`);
  }
  stdout.write(renderCard({ ...card, actions: [] }, styleOf(stdout)));
  const lines = createInterface({ input: stdin, output: stderr });
  const reply = await lines.question(`${title} [y/N] `);
  lines.close();
  return /^y(es)?$/i.test(reply.trim());
}

/** A daemon may carry it out; without one we do so ourselves. */
async function waitForEnd(app: App, issueId: number, signal: AbortSignal): Promise<Subject> {
  const over = new AbortController();
  const stop = AbortSignal.any([signal, over.signal]);
  const resolving = keepResolving(resolvePorts(app), {
    signal: stop,
    exclusively: exclusivelyBy(app, RESOLUTION_LEASE, signal),
    onError: (error) => app.log('error', 'a resolution failed', { error }),
  });
  try {
    for (const giveUpAt = app.clock.now() + PATIENCE_MS; ; ) {
      const subject = await findSubject(app.database.sql, issueId);
      if (!subject) throw new Error(`issue ${issueId} is gone`);
      const state = subject.resolution?.state;
      if (state === 'done' || state === 'failed' || state === 'refused' || app.clock.now() > giveUpAt) break;
      await app.clock.sleep(100, signal);
    }
  } finally {
    over.abort();
    await resolving;
  }
  const { pairId } = (await issueStore(app.database.sql).findIssue(issueId)) ?? {};
  if (pairId != null) await resolvePorts(app).verify(pairId, signal);
  return (await findSubject(app.database.sql, issueId)) as Subject;
}
