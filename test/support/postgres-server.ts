/** A throw-away PostgreSQL server for one test run, stopped even when the run is killed. */
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { getPostgresBinaries } from './postgres-binaries.ts';
import { createCluster, type Cluster } from './postgres-cluster.ts';

const START_LIMIT_MS = 30_000;

// The shell waits on our end of its standard input. However this process ends, SIGKILL included,
// the kernel closes that pipe, and the shell stops the server and clears up.
const WATCHDOG =
  '"$@" & server=$!; trap "" INT TERM HUP; read -r _; kill -QUIT $server; wait $server; cd /; rm -rf "$HOME"';

export interface PostgresServer extends AsyncDisposable {
  /** A URL without a database name. */
  url: string;
}

export async function startPostgres(): Promise<PostgresServer> {
  const cluster = createCluster(getPostgresBinaries());
  const port = await findFreePort();
  const server = spawnServer(cluster, port);
  const stop = () => stopServer(server);
  try {
    await untilReady(server, cluster);
  } catch (cause) {
    await stop();
    throw cause;
  }
  return { url: `postgres://test@127.0.0.1:${port}`, [Symbol.asyncDispose]: stop };
}

async function findFreePort(): Promise<number> {
  const listener = createServer().listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const { port } = listener.address() as AddressInfo;
  listener.close();
  await once(listener, 'close');
  return port;
}

function spawnServer(cluster: Cluster, port: number): ChildProcessWithoutNullStreams {
  const command = [join(cluster.binaries, 'postgres'), '-D', cluster.data, ...settingsFor(port)];
  return spawn('/bin/sh', ['-c', WATCHDOG, 'sh', ...command], { ...cluster.runAs, detached: true });
}

function settingsFor(port: number): string[] {
  const settings = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: 200,
    shared_buffers: '64MB',
    timezone: 'UTC',
    log_min_messages: 'fatal',
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
    wal_level: 'minimal',
    max_wal_senders: 0,
    autovacuum: 'off',
  };
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

/** The server writes `ready` into its own file: no connection, no reading of a log in some language. */
async function untilReady(server: ChildProcessWithoutNullStreams, cluster: Cluster): Promise<void> {
  const log = keepLastOutput(server);
  const statusFile = join(cluster.data, 'postmaster.pid');
  const limit = AbortSignal.timeout(START_LIMIT_MS);
  while (!isReady(statusFile)) {
    if (server.exitCode !== null || limit.aborted) throw new Error(`Cannot start PostgreSQL: ${log()}`);
    await sleep(10);
  }
}

function isReady(statusFile: string): boolean {
  return existsSync(statusFile) && /^ready\s*$/m.test(readFileSync(statusFile, 'utf8'));
}

function keepLastOutput(server: ChildProcessWithoutNullStreams): () => string {
  let last = '';
  for (const stream of [server.stdout, server.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      last = (last + text).slice(-4_000);
    });
  }
  return () => last.trim();
}

async function stopServer(server: ChildProcessWithoutNullStreams): Promise<void> {
  if (server.exitCode !== null) return;
  server.stdin.end();
  await once(server, 'exit');
}
