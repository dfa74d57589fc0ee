/** `npm run simulate -- --seeds N [--from SEED]`: so many worlds, and in how many of them each thing occurred. */
import { availableParallelism } from 'node:os';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { startPostgres } from '../support/postgres-server.ts';
import { migrateTemplate } from '../support/template-database.ts';
import type { SimulatedSeed } from './simulate-seeds.ts';
import { createTally, KINDS } from './tally.ts';

const { seeds, from } = readArguments();
await using server = await startPostgres();
await migrateTemplate(server.url);
const tally = createTally();
let passed = 0;
let failed = 0;
await Promise.all(shares().map(simulateShare));
for (const kind of KINDS) {
  console.log(`\n${kind}: in so many worlds`);
  for (const [name, worlds] of Object.entries(tally.counts()[kind]))
    console.log(`${String(worlds).padStart(7)}  ${name}`);
}
const missing = KINDS.flatMap((kind) =>
  Object.entries(tally.counts()[kind]).filter(([, worlds]) => worlds === 0),
);
if (missing.length > 0) console.log(`\nnever seen: ${missing.map(([name]) => name).join(', ')}`);
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;

function readArguments(): { seeds: number; from: number } {
  const { values } = parseArgs({
    options: { seeds: { type: 'string', default: '100' }, from: { type: 'string', default: '1' } },
  });
  const read = { seeds: Number(values.seeds), from: Number(values.from) };
  if (Number.isInteger(read.seeds) && read.seeds > 0 && Number.isInteger(read.from)) return read;
  console.error('Usage: npm run simulate -- --seeds 2000 [--from 1]');
  return process.exit(64);
}

/** Every process takes every n-th seed. */
function shares(): number[][] {
  const processes = Math.min(seeds, availableParallelism());
  const all = Array.from({ length: seeds }, (_, at) => from + at);
  return Array.from({ length: processes }, (_, share) => all.filter((_seed, at) => at % processes === share));
}

async function simulateShare(share: readonly number[], at: number): Promise<void> {
  const child = fork(new URL('simulate-seeds.ts', import.meta.url), [
    JSON.stringify({ serverUrl: server.url, name: `calsync_simulation_${at}`, seeds: share }),
  ]);
  child.on('message', (message) => tell(message as SimulatedSeed));
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`a process of the simulation ended with ${code}`);
}

function tell({ seed, failure, occurred, trace }: SimulatedSeed): void {
  tally.add(occurred);
  if (seeds === 1) console.log(`trace ${trace}`);
  if (failure === null) passed += 1;
  else {
    failed += 1;
    console.log(`seed ${seed} failed; again: npm run simulate -- --seeds 1 --from ${seed}\n${failure}\n`);
  }
  if ((passed + failed) % 100 === 0) console.error(`${passed + failed} of ${seeds} worlds`);
}
