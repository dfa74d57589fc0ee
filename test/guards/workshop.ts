/** A copy of the tree where guards are removed, with a database server that its tests share. */
import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startPostgres } from '../support/postgres-server.ts';
import type { Guard } from './guard.ts';
import { isNamed, runVitest, type NamedTest, type TestRun } from './run-vitest.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const COPIED = ['src', 'migrations', 'manifests', 'test', 'package.json', 'tsconfig.json'];

/** `untold`: it says nothing of the guard; the list or the replaced text is wrong. */
export type Verdict =
  | { readonly kind: 'noticed'; readonly why: string }
  | { readonly kind: 'not noticed' }
  | { readonly kind: 'untold'; readonly why: string };

export interface Workshop extends AsyncDisposable {
  /** With all guards in their places. */
  run(named: readonly NamedTest[]): Promise<TestRun>;
  /** Its test, while the guard is not there. */
  runWithout(guard: Guard): Promise<Verdict>;
}

export async function openWorkshop(signal: AbortSignal): Promise<Workshop> {
  await using parts = new AsyncDisposableStack();
  const folder = mkdtempSync(join(realpathSync(tmpdir()), 'calsync-guards-'));
  parts.defer(() => rmSync(folder, { recursive: true, force: true }));
  for (const name of COPIED) cpSync(join(ROOT, name), join(folder, name), { recursive: true });
  symlinkSync(realpathSync(join(ROOT, 'node_modules')), join(folder, 'node_modules'));
  // One for each workshop: a run of tests makes the template of its server anew.
  const { url } = parts.use(await startPostgres());
  const run = (named: readonly NamedTest[]) => runVitest(named, { folder, databaseUrl: url, signal });
  const moved = parts.move();
  return {
    run,
    runWithout: (guard) => runWithout(guard, join(folder, guard.file), run),
    [Symbol.asyncDispose]: () => moved.disposeAsync(),
  };
}

async function runWithout(guard: Guard, path: string, run: Workshop['run']): Promise<Verdict> {
  const source = readFileSync(path, 'utf8');
  const parts = source.split(guard.find);
  if (parts.length !== 2)
    return { kind: 'untold', why: `its text occurs ${parts.length - 1} times in ${guard.file}` };
  writeFileSync(path, parts.join(guard.replace));
  try {
    return judge(guard, await run([guard]));
  } finally {
    writeFileSync(path, source);
  }
}

function judge(guard: Guard, { tests, broken }: TestRun): Verdict {
  if (broken.length > 0) return { kind: 'untold', why: `it does not start: ${broken.join(' / ')}` };
  const named = tests.filter((test) => isNamed(guard, test));
  if (named.length === 0) return { kind: 'untold', why: 'no test of that title ran' };
  const failed = named.find(({ passed }) => !passed);
  if (!failed) return { kind: 'not noticed' };
  // A name that is not there fails any test.
  const isMistake = /^(ReferenceError|SyntaxError)/.test(failed.why);
  return { kind: isMistake ? 'untold' : 'noticed', why: failed.why };
}
