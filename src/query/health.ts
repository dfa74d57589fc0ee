/** How calsync itself is doing: what the checks can prove, what is wrong with the whole, what became of the messages. */
import type { Instant } from '../domain/appointment.ts';
import type { Card, Section } from '../domain/card.ts';
import { sayDistance, sayInstant, sayNumber, type Wording } from '../domain/wording.ts';
import { certificateLines, type GuardLimits } from './certificate-lines.ts';
import type { HealthSource, OpenBulletin, RecordedRun } from './sources.ts';
import type { StatusReport } from './status.ts';

export interface ScheduledCheck {
  readonly title: string;
  /** Null: it never ran. */
  readonly lastStart: Instant | null;
  readonly next: Instant | null;
}

export interface HealthReport {
  readonly at: Instant;
  readonly health: StatusReport['health'];
  readonly circuit: 'closed' | 'open' | 'half-open';
  readonly bulletins: readonly OpenBulletin[];
  readonly lastRun: RecordedRun | null;
  readonly lastComplete: RecordedRun | null;
  readonly schedules: readonly ScheduledCheck[];
  readonly notifications: Readonly<Record<string, number>>;
}

export interface HealthQuestion {
  readonly status: StatusReport;
  readonly circuit: HealthReport['circuit'];
  readonly schedules: readonly {
    readonly name: string;
    readonly title: string;
    readonly next: Instant | null;
  }[];
}

const DAY_MS = 24 * 60 * 60_000;

export async function readHealth(source: HealthSource, question: HealthQuestion): Promise<HealthReport> {
  const { status, circuit, schedules } = question;
  const starts = await source.scheduleStarts();
  return {
    at: status.at,
    health: status.health,
    circuit,
    bulletins: await source.openBulletins(),
    lastRun: status.lastRun,
    lastComplete: status.lastComplete,
    schedules: schedules.map(({ name, title, next }) => ({ title, next, lastStart: starts[name] ?? null })),
    notifications: await source.countNotifications(status.at - DAY_MS),
  };
}

export function composeHealth(report: HealthReport, limits: GuardLimits, wording: Wording): Card {
  const { health, bulletins } = report;
  const good = health.state === 'healthy' && bulletins.length === 0;
  const wrong = bulletins.map((one) => `${bulletinInWords(one)}, since ${sayInstant(one.openedAt, wording)}`);
  const state = `${good ? '✅' : '❌'} ${health.why}`;
  return {
    icon: good ? '✅' : '❌',
    title: 'Health',
    tone: good ? 'good' : 'bad',
    sections: [
      { kind: 'list', title: 'Now', lines: [state, ...wrong, ...circuitLine(report)] },
      ...certificates(report, limits, wording),
      {
        kind: 'list',
        title: 'Schedules',
        lines: report.schedules.map((one) => scheduleLine(one, report.at, wording)),
      },
      { kind: 'list', title: 'Messages of the last day', lines: [messages(report, wording)] },
    ],
  };
}

const BULLETIN_WORDS: Record<OpenBulletin['kind'], string> = {
  circuit_open: '❌ Cal.com is down (CIRCUIT_OPEN)',
  needs_person: '❌ Cal.com cannot be asked, and waiting does not mend it',
  not_complete: '❌ the full check does not complete',
  mass_change: '🛑 stopped, since too much would change at once',
  new_issues: '⚠️ many new issues at once',
  webhooks_silent: '⚠️ Cal.com’s webhook is silent',
};

/** `❌ Cal.com is down (CIRCUIT_OPEN)` */
export function bulletinInWords({ kind, facts }: OpenBulletin): string {
  const why = 'why' in facts ? facts.why : 'reason' in facts ? facts.reason : null;
  return why === null ? BULLETIN_WORDS[kind] : `${BULLETIN_WORDS[kind]}: ${why.replace(/\.$/, '')}`;
}

function circuitLine({ circuit }: HealthReport): string[] {
  return circuit === 'closed'
    ? []
    : ['❌ Cal.com failed several times in a row, and is left alone for half a minute'];
}

/** Of the last check, and of the last whole one where that is another. */
function certificates(
  { lastRun, lastComplete }: HealthReport,
  limits: GuardLimits,
  wording: Wording,
): Section[] {
  const runs = [lastRun, lastComplete?.id === lastRun?.id ? null : lastComplete];
  const titles = ['Last check', 'Last complete full check'];
  return runs.flatMap((run, at) =>
    run
      ? [
          {
            kind: 'list' as const,
            title: `${titles[at]}: ${sayInstant(run.startedAt, wording)} (${run.kind}, ${run.outcome})`,
            lines: certificateLines(run, limits, wording),
          },
        ]
      : [],
  );
}

function scheduleLine({ title, lastStart, next }: ScheduledCheck, now: Instant, wording: Wording): string {
  const last = lastStart === null ? 'not yet' : sayInstant(lastStart, wording);
  const overdue = lastStart === null || (next !== null && next <= now);
  return `${overdue ? '⏳' : '✅'} ${title}: last ${last}, next ${next === null ? 'never' : sayDistance(next, now)}`;
}

function messages({ notifications }: HealthReport, wording: Wording): string {
  const all = Object.entries(notifications);
  if (all.length === 0) return 'none';
  return all.map(([state, count]) => `${sayNumber(count, wording)} ${state}`).join(', ');
}
