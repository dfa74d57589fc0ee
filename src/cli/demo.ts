/** `calsync demo`: a made-up salon with planted disagreements, found through the same code that production runs. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openApp, type App } from '../app.ts';
import { readConfig } from '../config.ts';
import type { Card } from '../domain/card.ts';
import { sayInstant } from '../domain/wording.ts';
import { composeIssues } from '../query/issues.ts';
import { composeReview } from '../query/review.ts';
import { composeStatus } from '../query/status.ts';
import { verifyWindow } from '../reconcile/verify-window.ts';
import { startCalcom, type CalcomSandbox } from '../sandbox/calcom/start-calcom.ts';
import type { Planted } from '../sandbox/salon/plant.ts';
import { openSalon, type Salon, type SalonRow } from '../sandbox/salon/salon.ts';
import { insertAppointments } from '../store/appointment-store.ts';
import { issueStore } from '../store/query-store.ts';
import { renderCard } from '../surfaces/terminal/render-card.ts';
import { hangingText } from '../surfaces/terminal/wrap-text.ts';
import { climbToTheEnd } from './climb-to-the-end.ts';
import type { CommandContext, ExitCode } from './command-context.ts';
import { composeRun } from './compose-run.ts';
import { describeRun, type RunDescription } from './describe-run.ts';
import { readReviewOf } from './review.ts';
import { readStatusOf } from './status.ts';

export async function demo(context: CommandContext): Promise<ExitCode> {
  await using parts = new AsyncDisposableStack();
  const directory = await mkdtemp(path.join(tmpdir(), 'calsync-demo-'));
  parts.defer(() => rm(directory, { recursive: true, force: true }));
  const calcom = parts.use(await startCalcom({ clock: context.clock, requestsPerMinute: Infinity }));
  const salon = openSalon(calcom.world, context.clock.now());
  const app = parts.use(await openDemoApp(context, { directory, calcom, salon }));
  return await walkThrough(app, salon, context);
}

async function openDemoApp(
  { clock }: CommandContext,
  { directory, calcom, salon }: { directory: string; calcom: CalcomSandbox; salon: Salon },
): Promise<App> {
  const config = readConfig({
    CALSYNC_DATA_DIR: directory,
    CALCOM_API_URL: calcom.url,
    CALCOM_API_KEY: calcom.apiKey,
    CALCOM_EVENT_TYPE_IDS: salon.eventTypeIds.join(),
    CALCOM_REQUESTS_PER_MINUTE: '1000',
    CALSYNC_RETRY_LADDER: '0,1s,1s',
  });
  const app = await openApp(config, { clock, log: () => undefined });
  await insertAppointments(app.database, salon.rows);
  return app;
}

async function walkThrough(app: App, salon: Salon, context: CommandContext): Promise<ExitCode> {
  const { stdout, signal } = context;
  const style = { rich: stdout.isTTY, width: stdout.columns || 100 };
  const show = (command: string, card: Card) =>
    stdout.write(`\n$ calsync ${command}\n${renderCard(card, style)}`);
  const appointments = salon.rows.length;
  say(
    context,
    `A salon with ${appointments} appointments in its database, and a Cal.com that should hold the same.`,
  );
  say(
    context,
    `Over the week, things went wrong ${salon.planted.length} times. calsync knows of none of them.`,
  );

  const run = describeRun(await verifyWindow(app.reconcile(), app.policy, { kind: 'full', signal }));
  show('verify --full', composeRun(run, app.config));
  say(
    context,
    '\nEvery disagreement is looked at twice more before anybody is told (here after a second, else after 1 and 5 minutes).',
  );
  await climbToTheEnd(app, signal);

  const issues = await issueStore(app.database.sql).listIssues({ state: 'open' });
  show('status', composeStatus(await readStatusOf(app), app.config));
  show('issues', composeIssues(issues, false, app.config));
  const first = issues.find(({ absence }) => absence === 'not_found') ?? issues[0];
  if (first)
    show(
      `review ${first.id}`,
      composeReview(await readReviewOf(app, { kind: 'issue', id: first.id }, signal), app.config),
    );
  return judgeDemo(run, issues.length, { salon, app, context });
}

/** The demo is right only if exactly what was planted was found, and each of it opened an issue. */
function judgeDemo(
  run: RunDescription,
  openIssues: number,
  { salon, app, context }: { salon: Salon; app: App; context: CommandContext },
): ExitCode {
  const found = new Set(run.discrepancies.map(keyOf));
  const planted = new Set(salon.planted.map(keyOf));
  const row = (id: string | null) => salon.rows.find((one) => one.id === id);
  say(context, '\nWhat was planted, and whether it was found:');
  for (const one of salon.planted) {
    const mark = found.has(keyOf(one)) ? '✅' : '❌';
    say(context, `${mark} ${one.code.padEnd(18)} ${one.story}${whose(row(one.appointmentId), app)}`, 22);
  }
  const invented = run.discrepancies.filter((one) => !planted.has(keyOf(one)));
  for (const one of invented) say(context, `❌ ${one.code} was not planted: ${keyOf(one)}`);
  const right =
    found.size === planted.size && invented.length === 0 && openIssues === planted.size && run.run.complete;
  const verdict = right
    ? '✅ Exactly the planted disagreements were found'
    : '❌ Not exactly the planted disagreements were found';
  say(
    context,
    `\n${verdict}: ${found.size} of ${planted.size}, ${openIssues} issues opened, ${run.counts.synced} appointments in sync.`,
  );
  return right ? 0 : 1;
}

/** Lines after the first are set in by `indent` columns. */
function say({ stdout }: CommandContext, text: string, indent = 0): void {
  const width = (stdout.columns || 100) + indent;
  stdout.write(`${stdout.isTTY ? hangingText(text, { width, indent }) : text}\n`);
}

function whose(row: SalonRow | undefined, app: App): string {
  return row ? ` (#${row.id} ${row.customerName}, ${sayInstant(row.startsAt, app.config)})` : '';
}

function keyOf({
  code,
  appointmentId,
  bookingUid,
  fields,
}: Planted | RunDescription['discrepancies'][number]): string {
  return [code, appointmentId ?? '–', bookingUid ?? '–', ...fields].join(' ');
}
