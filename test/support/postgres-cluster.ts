/** Makes an empty PostgreSQL data directory that an unprivileged user owns, as PostgreSQL refuses to run as root. */
import { spawnSync, type SpawnSyncOptions } from 'node:child_process';
import { chownSync, cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** Where a cluster lives and how its programs are to be started. */
export interface Cluster {
  folder: string;
  data: string;
  binaries: string;
  /** Working directory, environment and, for root, the user to become. */
  runAs: { cwd: string; env: NodeJS.ProcessEnv; uid?: number; gid?: number };
}

export function createCluster(installed: string): Cluster {
  const folder = mkdtempSync(join(tmpdir(), 'calsync-postgres-'));
  try {
    const user = findUnprivilegedUser();
    const env = { PATH: process.env.PATH ?? '', LC_ALL: 'C', TZ: 'UTC', HOME: folder };
    const runAs = { cwd: folder, env, ...user };
    if (user) chownSync(folder, user.uid, user.gid);
    const binaries = canRun(installed, runAs) ? installed : copyBinaries(installed, folder, user);
    const cluster = { folder, data: join(folder, 'data'), binaries, runAs };
    initialise(cluster);
    return cluster;
  } catch (cause) {
    rmSync(folder, { recursive: true, force: true });
    throw cause;
  }
}

interface User {
  uid: number;
  gid: number;
}

/** Any entry of the machine's will do: none is created. */
function findUnprivilegedUser(): User | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const entries = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  const named = (name: string) => entries.find((entry) => entry[0] === name);
  const entry = named('postgres') ?? named('nobody') ?? entries.find((other) => Number(other[2]) > 0);
  if (!entry) throw new Error('Cannot run PostgreSQL as root, and /etc/passwd names no other user');
  return { uid: Number(entry[2]), gid: Number(entry[3]) };
}

function canRun(binaries: string, runAs: SpawnSyncOptions): boolean {
  return spawnSync(join(binaries, 'postgres'), ['--version'], runAs).status === 0;
}

/** A checkout below a 0700 directory (such as /root) is out of the user's reach. */
function copyBinaries(installed: string, folder: string, user: User | undefined): string {
  const copy = join(folder, 'native');
  cpSync(dirname(installed), copy, { recursive: true, verbatimSymlinks: true });
  if (user) spawnSync('chown', ['-R', `${user.uid}:${user.gid}`, copy]);
  return join(copy, 'bin');
}

function initialise({ data, binaries, runAs }: Cluster): void {
  const options = [
    '-D',
    data,
    '-U',
    'test',
    '-A',
    'trust',
    '--no-sync',
    '--no-data-checksums',
    '--encoding=UTF8',
    '--locale=C',
  ];
  const initdb = spawnSync(join(binaries, 'initdb'), options, { ...runAs, encoding: 'utf8' });
  if (initdb.status === 0) return;
  throw new Error(`Cannot make a PostgreSQL data directory: ${initdb.stderr}`, { cause: initdb.error });
}
