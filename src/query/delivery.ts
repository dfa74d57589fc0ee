/** What became of the messages of the last day, and what still waits. */
import type { Instant } from '../domain/appointment.ts';
import { sayInstant, sayNumber, surfaceLabel, type Wording } from '../domain/wording.ts';
import type { FailedNotice, HealthSource, NoticeTally, WaitingNotice } from './sources.ts';

export interface DeliveryReport {
  readonly at: Instant;
  readonly tally: NoticeTally;
  /** The latest few. */
  readonly failures: readonly FailedNotice[];
  readonly longestWaiting: WaitingNotice | null;
}

const DAY_MS = 24 * 60 * 60_000;
const MOST_FAILURES = 3;
/** Less is no delay: messages keep a distance from each other. */
const DELAY_MS = 60_000;

export async function readDelivery(source: HealthSource, at: Instant): Promise<DeliveryReport> {
  return {
    at,
    tally: await source.tallyNotices(at - DAY_MS),
    failures: await source.failedNotices(at - DAY_MS, MOST_FAILURES),
    longestWaiting: (await source.findLongestWaiting()) ?? null,
  };
}

export function deliveryLines(report: DeliveryReport, wording: Wording): string[] {
  return [sumLine(report.tally, wording), ...waitingLine(report, wording), ...failureLines(report, wording)];
}

/** Each part and their sum, so that everybody can see that nothing was lost. */
function sumLine({ queued, ...ended }: NoticeTally, wording: Wording): string {
  const parts = ORDER.map((state) => `${sayNumber(ended[state], wording)} ${state}`);
  return `${parts.join(', ')} = ${sayNumber(queued, wording)} queued`;
}

const ORDER = ['delivered', 'superseded', 'suppressed', 'held', 'due', 'failed'] as const;

function waitingLine({ at, longestWaiting }: DeliveryReport, wording: Wording): string[] {
  if (!longestWaiting || at - longestWaiting.since < DELAY_MS) return [];
  const { surface, since, why } = longestWaiting;
  const because = why === null ? '' : `: ${why}`;
  return [`⏳ the oldest waits for ${surfaceLabel(surface)} since ${sayInstant(since, wording)}${because}`];
}

function failureLines({ failures }: DeliveryReport, wording: Wording): string[] {
  return failures.map((failed) => {
    const what = failed.issueId === null ? 'a notice about the whole' : `issue #${failed.issueId}`;
    return `❌ ${what} was not told on ${surfaceLabel(failed.surface)}, ${sayInstant(failed.at, wording)}: ${failed.why}`;
  });
}
