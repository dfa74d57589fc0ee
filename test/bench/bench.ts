/** Measures calsync against targets: `npm run bench -- [--json] [--small] [--rounds N] [--profile FOLDER]`. */
import { availableParallelism, cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { systemClock } from '../../src/runtime/clock.ts';
import { startPostgres } from '../support/postgres-server.ts';
import { measure } from './measure.ts';
import { inText, type Report } from './report.ts';
import { rowsOf } from './targets.ts';

const USAGE = `npm run bench -- [--json] [--small] [--rounds N] [--profile FOLDER]
  --json     print one JSON object
  --small    a smoke test on small numbers; no target is judged
  --rounds   how often calsync and the bare reader take turns, 3 unless told
  --profile  leave a profile of each measured process in this folder`;

const stopping = new AbortController();
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.once(name, () => stopping.abort(new Error(`stopped by ${name}`)));

try {
  process.exitCode = await bench(optionsOf(process.argv.slice(2)));
} catch (error) {
  console.error(`Cannot measure: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 2;
}

interface Options {
  readonly json: boolean;
  readonly smoke: boolean;
  readonly rounds: number;
  readonly profile: string | undefined;
}

async function bench({ json, smoke, rounds, profile }: Options): Promise<number> {
  const load = (loadavg()[0] ?? 0).toFixed(1);
  await using postgres = await startPostgres();
  const measures = await measure({
    postgresUrl: postgres.url,
    base: systemClock.now(),
    small: smoke ? 2_000 : 100_000,
    large: smoke ? 20_000 : 1_000_000,
    rounds,
    clicks: smoke ? 100 : 500,
    profile,
    signal: stopping.signal,
    progress: (line) => console.error(line),
  });
  const processors = `${availableParallelism()} × ${cpus()[0]?.model ?? 'unknown'}`;
  const machine = { node: process.version, processors, load };
  const rows = rowsOf(measures).map((row) => (smoke ? { ...row, met: null } : row));
  const report: Report = { smoke, machine, rows, measures };
  console.log(json ? JSON.stringify(report) : `\n${inText(report)}`);
  return rows.some(({ met }) => met === false) ? 1 : 0;
}

function optionsOf(words: string[]): Options {
  const { values } = parseArgs({
    args: words,
    options: {
      json: { type: 'boolean', default: false },
      small: { type: 'boolean', default: false },
      rounds: { type: 'string', default: '3' },
      profile: { type: 'string' },
    },
  });
  const rounds = Number(values.rounds);
  if (!Number.isInteger(rounds) || rounds < 1) throw new Error(`--rounds is a number from 1 on\n${USAGE}`);
  return { json: values.json, smoke: values.small, rounds, profile: values.profile };
}
