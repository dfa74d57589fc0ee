/** What the daily digest tells: how everything stands, and whether the last checks prove it. */
import type { DigestFacts } from '../domain/bulletin.ts';
import { lastDays } from '../domain/days.ts';
import { bulletinInWords } from './health.ts';
import type { DigestSource, HealthSource, OpenBulletin } from './sources.ts';
import type { StatusReport } from './status.ts';

export interface DigestQuestion {
  readonly status: StatusReport;
  readonly date: string;
  readonly timeZone: string;
}

const MOST_URGENT = 5;

export async function readDigest(
  source: DigestSource & Pick<HealthSource, 'openBulletins'>,
  { status, date, timeZone }: DigestQuestion,
): Promise<DigestFacts> {
  const { at, issues, lastComplete, nextCheck } = status;
  const [yesterday] = lastDays(at, 2, timeZone);
  return {
    date,
    cautions: cautionsOf(status, await source.openBulletins()),
    lastComplete: lastComplete && { at: lastComplete.startedAt, appointments: lastComplete.appointmentsRead },
    nextCheck,
    open: await source.openIssues(at, MOST_URGENT),
    inDoubt: await source.countInDoubt(),
    accepted: issues.accepted,
    resolvedYesterday: yesterday ? await source.countResolved(yesterday) : 0,
  };
}

/** A webhook that is silent makes checks later, not less. */
function cautionsOf({ health }: StatusReport, bulletins: readonly OpenBulletin[]): string[] {
  const wrong = bulletins.filter(({ kind }) => kind !== 'webhooks_silent').map(bulletinInWords);
  return health.state === 'healthy' ? wrong : [health.why, ...wrong];
}
