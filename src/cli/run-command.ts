/** Finds the command that the words mean, runs it, and turns what goes wrong into one clear line. */
import { UserError } from '../domain/errors.ts';
import type { CommandName } from '../domain/grammar.ts';
import { parseCommand } from '../domain/parse-command.ts';
import type { ExitCode, RunsCommand, Surroundings } from './command-context.ts';
import { inFull } from './in-full.ts';

/** Loaded when asked for, so that `help` does not wait for a database driver. */
const LOADERS: Record<CommandName, () => Promise<RunsCommand>> = {
  start: async () => (await import('./start.ts')).start,
  verify: async () => (await import('./verify.ts')).verify,
  status: async () => (await import('./status.ts')).status,
  dashboard: async () => (await import('./dashboard.ts')).dashboard,
  issues: async () => (await import('./issues.ts')).issues,
  retry: loadAct,
  create: loadAct,
  link: loadAct,
  use: loadAct,
  resolve: loadAct,
  cancel: loadAct,
  review: async () => (await import('./review.ts')).review,
  why: async () => (await import('./why.ts')).why,
  claim: async () => (await import('./claim.ts')).claim,
  audit: async () => (await import('./audit.ts')).audit,
  snooze: async () => (await import('./snooze.ts')).snooze,
  pause: async () => (await import('./pause.ts')).pause,
  resume: async () => (await import('./resume.ts')).resume,
  release: async () => (await import('./release.ts')).release,
  metrics: async () => (await import('./metrics.ts')).metrics,
  health: async () => (await import('./health.ts')).health,
  migrate: async () => (await import('./migrate.ts')).migrateDatabase,
  doctor: async () => (await import('./doctor.ts')).doctor,
  demo: async () => (await import('./demo.ts')).demo,
  help: async () => (await import('./help.ts')).help,
};

async function loadAct(): Promise<RunsCommand> {
  return (await import('./act.ts')).act;
}

const WRONG_USAGE = 64;

export async function runCommand(words: readonly string[], surroundings: Surroundings): Promise<ExitCode> {
  const parsed = parseCommand(words);
  if (parsed.kind === 'wrong') {
    surroundings.stderr.write(`${parsed.message}\n`);
    return WRONG_USAGE;
  }
  try {
    const run = await LOADERS[parsed.command.name]();
    return await run({ ...surroundings, command: parsed.command });
  } catch (error) {
    if (surroundings.signal.aborted) return 1;
    surroundings.stderr.write(`${error instanceof UserError ? error.message : inFull(error)}\n`);
    return error instanceof UserError && error.code === 'wrong_usage' ? WRONG_USAGE : 1;
  }
}
