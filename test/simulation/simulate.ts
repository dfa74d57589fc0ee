/** `npm run simulate -- --seeds N [--from SEED]`: so many worlds, and what occurred in them. */
import { parseArgs } from 'node:util';
import { openDatabase } from '../../src/store/database.ts';
import { startPostgres } from '../support/postgres-server.ts';
import { databaseUrl, migrateTemplate, TEMPLATE_DATABASE } from '../support/template-database.ts';
import { simulateWorld } from './simulate-world.ts';
import { createTally, KINDS } from './tally.ts';

const { values } = parseArgs({
  options: { seeds: { type: 'string', default: '100' }, from: { type: 'string', default: '1' } },
});
const seeds = Number(values.seeds);
const from = Number(values.from);
await using server = await startPostgres();
await migrateTemplate(server.url);
await using database = await openDatabase({
  kind: 'postgres',
  url: databaseUrl(server.url, TEMPLATE_DATABASE),
});
const tally = createTally();
let failed = 0;
for (let seed = from; seed < from + seeds; seed++) {
  const { failure, occurred, trace } = await simulateWorld(seed, database);
  tally.add(occurred);
  if (seeds === 1) console.log(`trace ${trace}`);
  if (failure === null) continue;
  failed += 1;
  console.log(`seed ${seed} failed; again: npm run simulate -- --seeds 1 --from ${seed}\n${failure}\n`);
}
for (const kind of KINDS) {
  console.log(`\n${kind}`);
  for (const [name, worlds] of Object.entries(tally.counts()[kind]))
    console.log(`  ${String(worlds).padStart(6)}  ${name}`);
}
console.log(`\n${seeds - failed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
