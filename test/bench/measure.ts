/** The order in which everything is measured: calsync and the bare reader in turns, what changes the world at last. */
import { runChild } from './child-process.ts';
import { openCompany, type Company } from './company.ts';
import type { ReadRequest } from './bare-reader.ts';
import { measureClicks, type ClickMeasures } from './clicks.ts';
import type { FirstCheckRequest } from './measure-first-check.ts';
import type { FirstCheck, ListMode, MeasuredReading, MeasuredRun } from './measured.ts';
import type { RunRequest } from './measure-run.ts';
import type { ServedStats } from './served-log.ts';
import { startOptions } from './start-options.ts';
import { countWrittenRows, writtenBetween } from './written-rows.ts';

export interface Plan {
  readonly postgresUrl: string;
  readonly base: number;
  readonly small: number;
  readonly large: number;
  readonly rounds: number;
  readonly clicks: number;
  /** Where the measured processes leave a profile of their processor time. */
  readonly profile: string | undefined;
  readonly signal: AbortSignal;
  readonly progress: (line: string) => void;
}

export type Run = MeasuredRun & { readonly served: ServedStats; readonly written: Record<string, number> };
export type Reading = MeasuredReading & { readonly served: ServedStats };

export interface SizeMeasures {
  readonly bookings: number;
  readonly full: readonly Run[];
  readonly bare: readonly Reading[];
}

export interface Measures {
  readonly small: SizeMeasures;
  readonly large: SizeMeasures;
  readonly cursor: Run;
  readonly pending: Run;
  readonly clicks: ClickMeasures;
  readonly first: FirstCheck;
}

/** So many Bookings change before the pending cycle. */
export const CHANGES = { cancelled: 5, moved: 5 };

/** On one half-hour grid the larger company would have more starts of one moment than a page holds, so its grid is finer. */
const SLOT_MINUTES = { small: 30, large: 3 };

export async function measure(plan: Plan): Promise<Measures> {
  const measured = await measureSmall(plan);
  return { ...measured, large: await measureLarge(plan) };
}

async function measureSmall(plan: Plan): Promise<Omit<Measures, 'large'>> {
  await using company = await open(plan, plan.small, SLOT_MINUTES.small);
  const small = await alternate(plan, company, plan.rounds);
  const cursor = await makeRun(plan, company, { kind: 'full', listMode: 'cursor' });
  requireSteady(cursor, plan.small);
  await company.change(CHANGES);
  const pending = await makeRun(plan, company, { kind: 'pending', listMode: 'offset' });
  const clicks = await measureClicks(company, { ...processOf(plan), ...plan });
  const first = await checkFirst(plan, company);
  return { small, cursor, pending, clicks, first };
}

/** One appointment in twenty was cancelled long ago, and its booking never was. */
const SPOILT_EVERY = 20;

async function checkFirst(plan: Plan, { databaseUrl, calcomUrl, grid }: Company): Promise<FirstCheck> {
  const request: FirstCheckRequest = { databaseUrl, calcomUrl, every: SPOILT_EVERY };
  const first = await runChild<FirstCheck>({
    script: './measure-first-check.ts',
    request,
    signal: plan.signal,
  });
  plan.progress(`${inWords(grid.bookings)}: first check, ${inWords(first.issues)} issues`);
  return first;
}

async function measureLarge(plan: Plan): Promise<SizeMeasures> {
  await using company = await open(plan, plan.large, SLOT_MINUTES.large);
  return await alternate(plan, company, 1);
}

async function open(plan: Plan, bookings: number, slotMinutes: number): Promise<Company> {
  plan.progress(`${inWords(bookings)} bookings: filling a database and a Cal.com`);
  return openCompany(plan.postgresUrl, { base: plan.base, bookings, slotMinutes }, plan.signal);
}

async function alternate(plan: Plan, company: Company, rounds: number): Promise<SizeMeasures> {
  const { bookings } = company.grid;
  const full: Run[] = [];
  const bare: Reading[] = [];
  for (let round = 0; round < rounds; round++) {
    const run = await makeRun(plan, company, { kind: 'full', listMode: 'offset' });
    requireSteady(run, bookings);
    full.push(run);
    bare.push(await readBare(plan, company));
  }
  return { bookings, full, bare };
}

async function makeRun(
  plan: Plan,
  company: Company,
  how: { kind: 'full' | 'pending'; listMode: ListMode },
): Promise<Run> {
  const { databaseUrl, calcomUrl } = company;
  const request: RunRequest = { databaseUrl, calcomUrl, ...how };
  const before = await countWrittenRows(databaseUrl);
  await company.reset();
  const run = await runChild<MeasuredRun>({ script: './measure-run.ts', request, ...processOf(plan) });
  const served = await company.served();
  const written = writtenBetween(before, await countWrittenRows(databaseUrl));
  plan.progress(`${inWords(company.grid.bookings)}: ${how.kind} Run, ${how.listMode} mode, ${seconds(run)}`);
  if (run.outcome !== 'complete') throw new Error(`The ${how.kind} Run was ${run.outcome}: ${run.problem}`);
  return { ...run, served, written };
}

async function readBare(plan: Plan, company: Company): Promise<Reading> {
  const { databaseUrl, calcomUrl } = company;
  const request: ReadRequest = { databaseUrl, calcomUrl };
  await company.reset();
  const reading = await runChild<MeasuredReading>({
    script: './bare-reader.ts',
    request,
    ...processOf(plan),
  });
  plan.progress(`${inWords(company.grid.bookings)}: bare reader, ${seconds(reading)}`);
  for (const read of [reading.bookingsRead, reading.rowsRead, reading.pairsRead])
    requireAll('the bare reader', read, company.grid.bookings);
  return { ...reading, served: await company.served() };
}

function processOf({ profile, signal }: Plan): { nodeOptions: string[]; signal: AbortSignal } {
  const profiling = profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profile}`];
  return { nodeOptions: [...startOptions(), ...profiling], signal };
}

/** A Run over anything else than the whole company in agreement would be measured for nothing. */
function requireSteady({ appointmentsRead, bookingsRead, discrepancies }: Run, bookings: number): void {
  requireAll('the full Run', appointmentsRead, bookings);
  requireAll('the full Run', bookingsRead, bookings);
  if (discrepancies > 0) throw new Error(`The full Run found ${discrepancies} disagreements where all agree`);
}

function requireAll(who: string, read: number, bookings: number): void {
  if (read !== bookings) throw new Error(`Of ${inWords(bookings)}, ${who} read ${inWords(read)}`);
}

function seconds({ seconds: took }: { seconds: number }): string {
  return `${took.toFixed(1)} s`;
}

export function inWords(count: number): string {
  return count.toLocaleString('en');
}
