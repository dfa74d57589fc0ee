/** `calsync doctor`: looks at everything that calsync needs, and says what to mend. Writes nothing, unless a test message is wished. */
import { ConfigError } from '../config.ts';
import type { Card, Section } from '../domain/card.ts';
import { bad, type Check, type Checkup, type Verdict } from '../domain/check.ts';
import { answer, configOf, type CommandContext, type ExitCode } from './command-context.ts';
import { diagnose } from './doctor/diagnose.ts';
import { postTestMessages } from './doctor/post-test-messages.ts';

const ICONS: Record<Verdict, string> = { good: '✅', warning: '⚠️', bad: '❌' };

export async function doctor(context: CommandContext): Promise<ExitCode> {
  const checkups = await examine(context);
  const isWell = countOf(checkups, 'bad') === 0;
  answer(context, { ok: isWell, checkups }, cardOf(checkups));
  return isWell ? 0 : 1;
}

async function examine({ command, clock, signal }: CommandContext): Promise<Checkup[]> {
  const configured = readConfiguration();
  if ('problems' in configured) return [{ area: 'Configuration', checks: configured.problems }];
  const { config } = configured;
  const done = new AbortController();
  const examination = { clock, signal: AbortSignal.any([signal, done.signal]) };
  try {
    const checkups = await diagnose(config, examination);
    if (!command.options['test-message']) return checkups;
    const checks = await postTestMessages(config, examination.signal);
    return [...checkups, { area: 'Test message', checks }];
  } finally {
    done.abort(new Error('everything was looked at'));
  }
}

/** Without a configuration nothing else can be looked at. */
function readConfiguration(): { config: ReturnType<typeof configOf> } | { problems: Check[] } {
  try {
    return { config: configOf() };
  } catch (error) {
    if (error instanceof ConfigError) return { problems: error.problems.map((problem) => bad(problem)) };
    throw error;
  }
}

function cardOf(checkups: readonly Checkup[]): Card {
  const sections = checkups.map(
    ({ area, checks }): Section => ({
      kind: 'list',
      title: area,
      lines: checks.map(({ verdict, text }) => `${ICONS[verdict]} ${text}`),
    }),
  );
  const [faults, remarks] = [countOf(checkups, 'bad'), countOf(checkups, 'warning')];
  if (faults > 0) return { icon: '❌', title: `To be mended: ${faults}`, tone: 'bad', sections };
  if (remarks > 0)
    return { icon: '⚠️', title: `Everything works; to be looked at: ${remarks}`, tone: 'warning', sections };
  return { icon: '✅', title: 'Everything is in order', tone: 'good', sections };
}

function countOf(checkups: readonly Checkup[], verdict: Verdict): number {
  return checkups.flatMap(({ checks }) => checks).filter((check) => check.verdict === verdict).length;
}
