/** Starts the scripts of this folder as processes of their own, which end with this one. */
import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

export interface ChildOptions {
  readonly script: string;
  readonly request: object;
  readonly signal: AbortSignal;
  /** Options of Node itself. */
  readonly nodeOptions?: readonly string[];
}

/** Runs a script to its end; answers the one JSON object that it printed. */
export async function runChild<Answer>(options: ChildOptions): Promise<Answer> {
  const child = spawnChild(options);
  const [stdout, stderr, code] = await Promise.all([text(child.stdout), text(child.stderr), exitOf(child)]);
  options.signal.throwIfAborted();
  if (code !== 0) throw failed(options.script, stderr);
  return JSON.parse(stdout) as Answer;
}

/** Starts a script that stays; `ready` is the line that it prints when it is so. It ends with its standard input. */
export async function startChild(
  options: ChildOptions,
): Promise<AsyncDisposable & { readonly ready: string }> {
  const child = spawnChild(options);
  const exited = exitOf(child);
  const stop = async () => {
    child.stdin.end();
    await exited;
  };
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (more: string) => (stderr = (stderr + more).slice(-4_000)));
  for await (const line of createInterface({ input: child.stdout }))
    return { ready: line, [Symbol.asyncDispose]: stop };
  await exited;
  options.signal.throwIfAborted();
  throw failed(options.script, stderr);
}

type Child = ChildProcessByStdio<Writable, Readable, Readable>;

function spawnChild({ script, request, signal, nodeOptions = [] }: ChildOptions): Child {
  signal.throwIfAborted();
  const file = fileURLToPath(new URL(script, import.meta.url));
  const child = spawn(process.execPath, [...nodeOptions, file, JSON.stringify(request)], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const kill = () => child.kill('SIGKILL');
  signal.addEventListener('abort', kill, { once: true });
  child.once('exit', () => signal.removeEventListener('abort', kill));
  // One that was killed closes the pipe; how it ended is told by its exit.
  child.stdin.on('error', () => undefined);
  return child;
}

async function exitOf(child: Child): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const [code] = (await once(child, 'exit')) as [number | null];
  return code;
}

function failed(script: string, stderr: string): Error {
  return new Error(`${script} failed: ${stderr.trim() || 'it was killed, perhaps for want of memory'}`);
}
