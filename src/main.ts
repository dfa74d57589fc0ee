#!/usr/bin/env node
/** The process: words in, a command, an exit code out. */
import { runCommand } from './cli/run-command.ts';
import { systemClock } from './runtime/clock.ts';

const stopping = new AbortController();
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.once(name, () => stopping.abort(new Error(`stopped by ${name}`)));
// A reader that has seen enough (head, less) closes the pipe, a terminal may be closed: that is no error of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE' && error.code !== 'EIO') throw error;
});

process.exitCode = await runCommand(process.argv.slice(2), {
  clock: systemClock,
  signal: stopping.signal,
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
});
