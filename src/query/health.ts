/** How calsync itself is doing: what the checks can prove, what is wrong with the whole, what became of the messages. */
import type { Instant } from '../domain/appointment.ts';
import type { Card, Section } from '../domain/card.ts';
import type { Pause } from '../domain/pause.ts';
import { sayDistance, sayInstant, type Wording } from '../domain/wording.ts';
import { certificateLines, type GuardLimits } from './certificate-lines.ts';
import { deliveryLines, readDelivery, type DeliveryReport } from './delivery.ts';
import type { HealthSource, OpenBulletin, RecordedRun } from './sources.ts';
import { sayPause, type StatusReport } from './status.ts';

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
  readonly delivery: DeliveryReport;
  /** Null when nothing is paused. */
  readonly paused: Pause | null;
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
    delivery: await readDelivery(source, status.at),
    paused: status.paused,
  };
}

export function composeHealth(report: HealthReport, limits: GuardLimits, wording: Wording): Card {
  const { health, bulletins, paused } = report;
  const good = health.state === 'healthy' && bulletins.length === 0;
  const wrong = bulletins.map((one) => `${bulletinInWords(one)}, since ${sayInstant(one.openedAt, wording)}`);
  const pauseLine = paused ? [`⏸️ paused ${sayPause(paused, wording)}`] : [];
  const state = `${good ? '✅' : '❌'} ${health.why}`;
  return {
    icon: good ? '✅' : '❌',
    title: 'Health',
    tone: good ? 'good' : 'bad',
    sections: [
      { kind: 'list', title: 'Now', lines: [state, ...wrong, ...circuitLine(report), ...pauseLine] },
      ...certificates(report, limits, wording),
      {
        kind: 'list',
        title: 'Schedules',
        lines: report.schedules.map((one) => scheduleLine(one, report.at, wording)),
      },
      { kind: 'list', title: 'Messages of the last day', lines: deliveryLines(report.delivery, wording) },
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
  surface_down: '❌ people cannot be told everywhere',
  paused: '⏸️ paused',
};

/** One line for what is wrong, as a sentence without its stop. */
export function bulletinInWords({ kind, facts }: OpenBulletin): string {
  const why = whyOf(facts);
  return why === null ? BULLETIN_WORDS[kind] : `${BULLETIN_WORDS[kind]}: ${why.replace(/\.$/, '')}`;
}

function whyOf(facts: OpenBulletin['facts']): string | null {
  if ('down' in facts) return facts.down.map(({ why }) => why).join('; ');
  if ('why' in facts) return facts.why;
  return 'reason' in facts ? facts.reason : null;
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
