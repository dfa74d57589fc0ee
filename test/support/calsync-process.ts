/** calsync as a user runs it: a process of its own, between a database of its own and a stand-in Cal.com. */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Client } from 'pg';
import { startCalcom, type CalcomSandbox } from '../../src/sandbox/calcom/start-calcom.ts';
import type { DatabasePool } from './database-pool.ts';
import { test as base } from './database.ts';

const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
/** Starting is what takes the time: what was compiled once is not compiled again. */
const COMPILED = join(tmpdir(), 'calsync-compile-cache');
/** And what will be kept anyway is not collected, nor by several threads. */
const STARTING = ['--min-semi-space-size=32', '--v8-pool-size=1'];
const LOOK_EVERY_MS = 50;
/** Long, as a machine may be busy with other tests. */
const PATIENCE_MS = 60_000;

export interface Ended {
  /** Null when a signal ended it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly tookMs: number;
}

/** One line of the log. */
export type LogLine = Readonly<Record<string, unknown>> & { readonly msg: string };

export interface CalsyncProcess {
  readonly ended: Promise<Ended>;
  /** All that was logged so far; throws at a line that is no JSON. */
  log(): LogLine[];
  /** Waits until something of this message was logged. */
  logged(message: string, fields?: Record<string, unknown>): Promise<LogLine>;
  kill(signal: NodeJS.Signals): Promise<Ended>;
}

export interface Row {
  readonly id: string;
  readonly startsAt: number;
  readonly bookingUid?: string | null;
  readonly name?: string;
}

export interface Company {
  readonly calcom: CalcomSandbox;
  /** Where the process runs; empty. */
  readonly directory: string;
  readonly settings: Readonly<Record<string, string>>;
  readonly sql: <T extends object>(statement: string, parameters?: readonly unknown[]) => Promise<T[]>;
  /** Writes half-hour appointments as the company's own software would. */
  enter(...rows: Row[]): Promise<void>;
  /** An appointment with its booking, in agreement; answers the booking's uid. */
  agree(id: string, startsAt: number): Promise<string>;
  /** An appointment whose booking is gone: no check ever found it in agreement. Answers the booking's uid. */
  lose(id: string, startsAt: number): Promise<string>;
  /** A setting that is undefined is left out. */
  run(words: readonly string[], settings?: Record<string, string | undefined>): Promise<Ended>;
  /** `entry`: another file to begin with, which is given the words. */
  launch(
    words: readonly string[],
    settings?: Record<string, string | undefined>,
    entry?: string,
  ): CalsyncProcess;
  /** Waits until Cal.com was asked something. */
  asked(): Promise<void>;
}

/** Each test has a company of its own, so that tests may run beside each other. */
export const test = base.extend<{ company: Company }>({
  company: async ({ databases }, use) => {
    await using parts = new AsyncDisposableStack();
    await use(await openCompany({ parts, databases }));
  },
});

/** Everything that belongs to it ends with `parts`. */
export async function openCompany(
  { parts, databases }: { parts: AsyncDisposableStack; databases: DatabasePool },
  more: Readonly<Record<string, string>> = {},
): Promise<Company> {
  const calcom = parts.use(await startCalcom({ requestsPerMinute: Infinity }));
  calcom.world.addEventType({ id: 10, slug: 'haircut', lengthInMinutes: 30 });
  const directory = await mkdtemp(join(tmpdir(), 'calsync-test-'));
  parts.defer(() => rm(directory, { recursive: true, force: true }));
  const { url, client } = parts.use(await databases.lend());
  const processes = new Set<ChildProcess>();
  parts.defer(() => endAll(processes));
  const settings = {
    DATABASE_URL: url,
    CALCOM_API_URL: calcom.url,
    CALCOM_API_KEY: calcom.apiKey,
    CALCOM_EVENT_TYPE_IDS: '10',
    CALCOM_REQUESTS_PER_MINUTE: '1000',
    CALSYNC_TIME_ZONE: 'Europe/Berlin',
    CALSYNC_HTTP_PORT: '0',
    CALSYNC_DIGEST_CRON: '',
    ...more,
  };
  const launch: Company['launch'] = (words, changed = {}, entry = MAIN) =>
    launchCalsync([entry, ...words], { directory, processes, env: { ...settings, ...changed } });
  const sql: Company['sql'] = async (statement, parameters = []) =>
    (await client.query(statement, [...parameters])).rows;
  const enter = async (...rows: Row[]) => {
    for (const row of rows) await enterRow(client, row);
  };
  const book = (id: string, start: number): string => {
    const attendee = { name: `Anna Schmidt ${id}`, email: `anna-${id}@example.com` };
    return calcom.world.book({ start, eventTypeId: 10, attendee }).uid;
  };
  return {
    calcom,
    directory,
    settings,
    sql,
    enter,
    async agree(id, startsAt) {
      const uid = book(id, startsAt);
      await enter({ id, startsAt, bookingUid: uid });
      return uid;
    },
    async lose(id, startsAt) {
      const uid = book(id, startsAt);
      calcom.world.remove(uid);
      await enter({ id, startsAt, bookingUid: uid });
      return uid;
    },
    run: (words, changed) => launch(words, changed).ended,
    launch,
    async asked() {
      await until(() => calcom.requests.length > 0, 'a question to Cal.com');
    },
  };
}

async function enterRow(client: Client, row: Row): Promise<void> {
  const { id, startsAt, bookingUid = null, name = `Anna Schmidt ${id}` } = row;
  await client.query(
    `insert into calsync.appointment (id, customer_name, customer_email, customer_phone, service, starts_at, ends_at,
       calcom_booking_uid, source, created_at)
     values ($1, $2, $3, '+49 151 2345678', 'Hairstyling - Herrenschnitt', $4, $5, $6, 'Retell', now() - interval '1 day')`,
    [id, name, `anna-${id}@example.com`, new Date(startsAt), new Date(startsAt + 30 * 60_000), bookingUid],
  );
}

function launchCalsync(
  words: readonly string[],
  {
    directory,
    processes,
    env,
  }: { directory: string; processes: Set<ChildProcess>; env: Record<string, string | undefined> },
): CalsyncProcess {
  const startedAt = performance.now();
  const { PATH, HOME } = process.env;
  const child = spawn(process.execPath, [...STARTING, ...words], {
    cwd: directory,
    env: { PATH, HOME, NODE_COMPILE_CACHE: COMPILED, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  processes.add(child);
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const { promise: ended, resolve, reject } = Promise.withResolvers<Ended>();
  child.once('error', reject);
  child.once('close', (code) => {
    processes.delete(child);
    resolve({ code, stdout, stderr, tookMs: performance.now() - startedAt });
  });
  const log = () => logLines(stderr);
  return {
    ended,
    log,
    logged: (message, fields = {}) =>
      until(
        () => log().find((line) => line.msg === message && holds(line, fields)),
        () => `"${message}" in the log:\n${stderr}`,
      ),
    kill(signal) {
      child.kill(signal);
      return ended;
    },
  };
}

/** Only whole lines: the last one may still be under way. */
function logLines(text: string): LogLine[] {
  return text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as LogLine);
}

function holds(line: LogLine, fields: Record<string, unknown>): boolean {
  return Object.entries(fields).every(([name, value]) => line[name] === value);
}

async function endAll(processes: Set<ChildProcess>): Promise<void> {
  const closed = [...processes].map((child) => {
    const { promise, resolve } = Promise.withResolvers<void>();
    child.once('close', () => resolve());
    child.kill('SIGKILL');
    return promise;
  });
  await Promise.all(closed);
}

/** Asks every 50 ms until there is an answer that is neither undefined nor false. */
export async function until<T>(
  ask: () => T | false | undefined | Promise<T | false | undefined>,
  wanted: string | (() => string),
): Promise<T> {
  for (const giveUpAt = Date.now() + PATIENCE_MS; ; await sleep(LOOK_EVERY_MS)) {
    const found = await ask();
    if (found !== undefined && found !== false) return found;
    if (Date.now() > giveUpAt)
      throw new Error(`Cannot wait any longer for ${typeof wanted === 'string' ? wanted : wanted()}`);
  }
}
