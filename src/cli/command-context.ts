/** What every command of the terminal is given. */
import { openApp, type App } from '../app.ts';
import { loadEnv, readConfig, type Config } from '../config.ts';
import type { Card } from '../domain/card.ts';
import type { Command } from '../domain/parse-command.ts';
import { createLog } from '../runtime/logger.ts';
import type { Clock } from '../runtime/clock.ts';
import type { RunsStep } from '../runtime/step.ts';
import { renderCard, type TerminalStyle } from '../surfaces/terminal/render-card.ts';

/** The process around a command. */
export interface Surroundings {
  readonly clock: Clock;
  /** Aborted when the process is told to stop. */
  readonly signal: AbortSignal;
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
  /** Default: runs it, and nothing more. */
  readonly step?: RunsStep;
}

export interface CommandContext extends Surroundings {
  readonly command: Command;
}

/** `calsync` exits with it. */
export type ExitCode = 0 | 1 | 2 | 64;

export type RunsCommand = (context: CommandContext) => Promise<ExitCode>;

/** Throws a ConfigError that lists everything wrong. */
export function configOf(): Config {
  return readConfig(loadEnv());
}

/** The parts, wired and ready; to be disposed with `await using`. */
export async function openAppFor(context: CommandContext, config = configOf()): Promise<App> {
  const { clock, step } = context;
  return openApp(config, { clock, log: createLog(config.logLevel), ...(step && { step }) });
}

/** Answers with one JSON object when asked to, else with the card. */
export function answer({ command, stdout }: CommandContext, json: object, card: Card): void {
  if (command.options['json']) stdout.write(`${JSON.stringify(json)}\n`);
  else stdout.write(renderCard(card, styleOf(stdout)));
}

export function styleOf(stdout: NodeJS.WriteStream): TerminalStyle {
  return { rich: stdout.isTTY, width: stdout.columns || 100 };
}
