/** The embedded PostgreSQL (PGlite) in a directory: opened safely, or made new. */
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { dataDir } from '@electric-sql/pglite-prepopulatedfs';
import { createPostgreSqlTypeParsers } from '@mikro-orm/sql';
import array from 'postgres-array';

/** Unpacks a new cluster beside its final place and renames it, so that a half-written one is never taken for a database. */
export async function openEmbedded(directory: string): Promise<PGlite> {
  const cluster = path.join(directory, 'pgdata');
  if (!existsSync(path.join(cluster, 'PG_VERSION'))) await createCluster(cluster);
  return PGlite.create({ dataDir: cluster, parsers: typeParsers() });
}

async function createCluster(cluster: string): Promise<void> {
  const unfinished = `${cluster}.new`;
  for (const directory of [unfinished, cluster]) rmSync(directory, { recursive: true, force: true });
  mkdirSync(unfinished, { recursive: true });
  const database = await PGlite.create({ dataDir: unfinished, loadDataDir: await dataDir() });
  await database.close();
  renameSync(unfinished, cluster);
}

/** What the ORM expects of raw values, so that both databases answer the same. */
function typeParsers(): Record<number, (value: string) => unknown> {
  return createPostgreSqlTypeParsers((text: string) => array.parse(text));
}
