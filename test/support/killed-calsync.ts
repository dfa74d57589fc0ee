/** calsync as a process that is killed right before or after a named step: the first word says which, the others are its own. */
import { runCommand } from '../../src/cli/run-command.ts';
import { systemClock } from '../../src/runtime/clock.ts';
import type { RunsStep } from '../../src/runtime/step.ts';
import type { KillPoint } from './kill-point.ts';

const [given = '', ...words] = process.argv.slice(2);
const point = JSON.parse(given) as KillPoint;

const step: RunsStep = async (name, work) => {
  if (name === point.step && point.when === 'before') return endHere();
  const result = await work();
  return name === point.step ? endHere() : result;
};

/** Nothing else of this process gets a turn. */
function endHere(): never {
  process.kill(process.pid, 'SIGKILL');
  for (;;);
}

const { stdin, stdout, stderr } = process;
const { signal } = new AbortController();
process.exitCode = await runCommand(words, { clock: systemClock, signal, stdin, stdout, stderr, step });
