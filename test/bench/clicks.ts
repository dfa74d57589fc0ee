/** Measures how soon clicks are acknowledged: in a process that verifies everything meanwhile, and in one whose Cal.com is slow. */
import { runChild, startChild } from './child-process.ts';
import type { Company } from './company.ts';
import type { ClicksRequest } from './measure-clicks.ts';
import type { Clicks } from './measured.ts';
import type { SlackAddress } from './slack-server.ts';

export interface ClickMeasures {
  readonly duringRun: readonly Clicks[];
  readonly whileCalcomIsSlow: readonly Clicks[];
}

export interface ClickPlan {
  readonly clicks: number;
  readonly rounds: number;
  readonly nodeOptions: readonly string[];
  readonly signal: AbortSignal;
  readonly progress: (line: string) => void;
}

export const CALCOM_TAKES_MS = 20_000;

export async function measureClicks(company: Company, plan: ClickPlan): Promise<ClickMeasures> {
  const duringRun: Clicks[] = [];
  const whileCalcomIsSlow: Clicks[] = [];
  for (let round = 0; round < plan.rounds; round++) {
    duringRun.push(await click(company, plan, 0));
    whileCalcomIsSlow.push(await click(company, plan, CALCOM_TAKES_MS));
  }
  return { duringRun, whileCalcomIsSlow };
}

async function click(
  { databaseUrl, calcomUrl }: Company,
  { clicks, nodeOptions, signal, progress }: ClickPlan,
  calcomTakesMs: number,
): Promise<Clicks> {
  await using server = await startChild({ script: './slack-server.ts', request: {}, signal });
  const slack = JSON.parse(server.ready) as SlackAddress;
  const request: ClicksRequest = { databaseUrl, calcomUrl, slack, calcomTakesMs, clicks };
  const measured = await runChild<Clicks>({ script: './measure-clicks.ts', request, nodeOptions, signal });
  progress(
    `${measured.clicks} clicks, Cal.com ${calcomTakesMs > 0 ? 'slow' : 'fast'}: p99 ${measured.p99Ms.toFixed(0)} ms`,
  );
  requireTrue(measured, calcomTakesMs);
  return measured;
}

/** Clicks of which none was recorded, or during which nobody waited for the slow Cal.com, would be measured for nothing. */
function requireTrue({ recorded, waiting, outcomes }: Clicks, calcomTakesMs: number): void {
  if (recorded === 0) throw new Error('None of the clicks was recorded');
  if (calcomTakesMs > 0 && waiting === 0) throw new Error('Nobody waited for Cal.com while people clicked');
  const [bad] = outcomes.filter((outcome) => outcome !== 'complete');
  if (calcomTakesMs === 0 && bad !== undefined) throw new Error(`A full Run during the clicks was ${bad}`);
}
