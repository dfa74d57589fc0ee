/** Simulates some seeds in a process of its own, one after the other, and tells its parent of each. */
import { openDatabase } from '../../src/store/database.ts';
import { databaseUrl, runOnServer, TEMPLATE_DATABASE } from '../support/template-database.ts';
import { simulateWorld } from './simulate-world.ts';
import type { Kind } from './tally.ts';

export interface SimulatedSeed {
  readonly seed: number;
  readonly failure: string | null;
  readonly occurred: Readonly<Record<Kind, readonly string[]>>;
  readonly trace: string;
}

const { serverUrl, name, seeds } = JSON.parse(process.argv[2] ?? '{}') as {
  serverUrl: string;
  name: string;
  seeds: number[];
};
await runOnServer(serverUrl, `create database ${name} template ${TEMPLATE_DATABASE}`);
await using database = await openDatabase({ kind: 'postgres', url: databaseUrl(serverUrl, name) });
for (const seed of seeds) {
  const { occurred, ...world } = await simulateWorld(seed, database);
  const { fault, move, verdict, transition, step } = occurred;
  const names = {
    fault: [...fault],
    move: [...move],
    verdict: [...verdict],
    transition: [...transition],
    step: [...step],
  };
  process.send?.({ ...world, occurred: names } satisfies SimulatedSeed);
}
process.disconnect();
