/** A made-up company of one size for the bench: its database, filled, and its Cal.com. */
import { databaseUrl, runOnServer } from '../support/template-database.ts';
import { runChild, startChild } from './child-process.ts';
import type { FillRequest } from './fill-database.ts';
import type { GridOptions } from './grid.ts';
import type { ChangeRequest } from './page-world.ts';
import type { ServedStats } from './served-log.ts';

export interface Company extends AsyncDisposable {
  readonly grid: GridOptions;
  readonly databaseUrl: string;
  readonly calcomUrl: string;
  /** Forgets what was served so far. */
  reset(): Promise<void>;
  served(): Promise<ServedStats>;
  /** Bookings are changed at Cal.com, now. */
  change(request: ChangeRequest): Promise<void>;
}

export async function openCompany(
  postgresUrl: string,
  grid: GridOptions,
  signal: AbortSignal,
): Promise<Company> {
  await using parts = new AsyncDisposableStack();
  const name = `calsync_bench_${grid.bookings}`;
  await runOnServer(postgresUrl, `create database ${name}`);
  parts.defer(() => runOnServer(postgresUrl, `drop database ${name} with (force)`));
  const database = databaseUrl(postgresUrl, name);
  const fill: FillRequest = { databaseUrl: database, grid };
  await runChild({ script: './fill-database.ts', request: fill, signal });
  const server = parts.use(await startChild({ script: './page-server.ts', request: grid, signal }));
  const { url } = JSON.parse(server.ready) as { url: string };
  const held = parts.move();
  return {
    grid,
    databaseUrl: database,
    calcomUrl: url,
    reset: () => tell(url, 'reset', {}),
    served: async () => (await (await fetch(`${url}/stats`)).json()) as ServedStats,
    change: (request) => tell(url, 'change', request),
    [Symbol.asyncDispose]: () => held.disposeAsync(),
  };
}

async function tell(url: string, path: string, body: object): Promise<void> {
  const answer = await fetch(`${url}/${path}`, { method: 'POST', body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`Cannot tell the page server to "${path}": ${answer.status}`);
}
