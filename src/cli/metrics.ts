/** `calsync metrics [DAYS]`: how much is in sync, how long checks take, what was resolved, and the trend. */
import type { App } from '../app.ts';
import type { Card, Section } from '../domain/card.ts';
import { UserError } from '../domain/errors.ts';
import type { Command } from '../domain/parse-command.ts';
import { composeKeyMetrics, composeMetrics, readMetrics, type MetricsReport } from '../query/metrics.ts';
import { metricsStore } from '../store/metrics-store.ts';
import { answer, openAppFor, type CommandContext, type ExitCode } from './command-context.ts';
import { readStatusOf } from './status.ts';

const USUAL_DAYS = 30;
const MOST_DAYS = 400;

export async function metrics(context: CommandContext): Promise<ExitCode> {
  const days = readDays(context.command);
  await using app = await openAppFor(context);
  const report = await readMetricsOf(app, days);
  answer(context, report, composeMetrics(report, app.config));
  return 0;
}

/** The same as a card, for the chats. */
export async function metricsCard(app: App, command: Command): Promise<Card> {
  return composeMetrics(await readMetricsOf(app, readDays(command)), app.config);
}

/** The same without what the dashboard says already. */
export async function keyMetrics(app: App): Promise<Section[]> {
  return composeKeyMetrics(await readMetricsOf(app, USUAL_DAYS), app.config);
}

async function readMetricsOf(app: App, days: number): Promise<MetricsReport> {
  const status = await readStatusOf(app);
  return readMetrics(metricsStore(app.database.sql), { status, days, timeZone: app.config.timeZone });
}

function readDays({ words: [word] }: Command): number {
  if (word === undefined) return USUAL_DAYS;
  const days = /^\d{1,3}$/.test(word) ? Number(word) : 0;
  if (days >= 1 && days <= MOST_DAYS) return days;
  throw new UserError(
    'wrong_usage',
    `metrics: DAYS is a whole number from 1 to ${MOST_DAYS}, not "${word}".`,
  );
}
