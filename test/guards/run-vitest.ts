/** Runs a few tests of a copy of the tree in a process of their own, and reads how each of them ended. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Guard } from './guard.ts';

/** Longer than any test waits before it gives up by itself. */
const LIMIT_MS = 180_000;

export type NamedTest = Pick<Guard, 'test' | 'title'>;

export interface EndedTest {
  readonly file: string;
  readonly name: string;
  readonly passed: boolean;
  /** The first line of what it failed with. */
  readonly why: string;
}

export interface TestRun {
  readonly tests: readonly EndedTest[];
  /** Files that could not even be loaded, and why. */
  readonly broken: readonly string[];
}

export interface TestRunOptions {
  readonly folder: string;
  readonly databaseUrl: string;
  readonly signal: AbortSignal;
}

/** Only these tests run, each found by its file and a part of its title. */
export async function runVitest(named: readonly NamedTest[], options: TestRunOptions): Promise<TestRun> {
  const report = join(options.folder, 'report.json');
  rmSync(report, { force: true });
  const titles = named.map(({ title }) => escapeExpression(title)).join('|');
  const words = ['node_modules/vitest/vitest.mjs', 'run', '--config', 'test/vitest.config.ts'];
  words.push(...new Set(named.map(({ test }) => test)), '-t', titles);
  words.push('--reporter', 'json', '--outputFile', report);
  const said = await runProcess(words, options);
  if (!existsSync(report)) return { tests: [], broken: [said.trim().slice(-2_000) || 'vitest said nothing'] };
  return readReport(JSON.parse(readFileSync(report, 'utf8')) as Report, options.folder);
}

export function isNamed({ test, title }: NamedTest, { file, name }: EndedTest): boolean {
  return file === test && name.includes(title);
}

/** In a process group of its own: what its tests have started ends with it. */
async function runProcess(
  words: readonly string[],
  { folder, databaseUrl, signal }: TestRunOptions,
): Promise<string> {
  signal.throwIfAborted();
  const child = spawn(process.execPath, words, {
    cwd: folder,
    env: { ...process.env, CALSYNC_TEST_DATABASE_URL: databaseUrl },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (said = (said + text).slice(-4_000)));
  const end = AbortSignal.any([signal, AbortSignal.timeout(LIMIT_MS)]);
  const kill = () => killGroup(child.pid);
  end.addEventListener('abort', kill, { once: true });
  await once(child, 'close');
  end.removeEventListener('abort', kill);
  signal.throwIfAborted();
  return end.aborted ? `it did not end within ${LIMIT_MS / 1000} seconds` : said;
}

/** It may have ended at this very moment. */
function killGroup(pid: number | undefined): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

/** What vitest writes, as far as it is read here. */
interface Report {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message: string;
    readonly assertionResults: readonly {
      readonly fullName: string;
      readonly status: string;
      readonly failureMessages?: readonly string[];
    }[];
  }[];
}

function readReport({ testResults }: Report, folder: string): TestRun {
  const tests = testResults.flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter(({ status }) => status === 'passed' || status === 'failed')
      .map(({ fullName, status, failureMessages = [] }) => ({
        file: relative(folder, name),
        name: fullName,
        passed: status === 'passed',
        why: failureMessages[0]?.split('\n', 1)[0] ?? '',
      })),
  );
  const broken = testResults
    .filter(({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0)
    .map(({ message }) => message);
  return { tests, broken };
}

function escapeExpression(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}
