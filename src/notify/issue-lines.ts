/** Many Issues in a few lines: how many of each kind, and which come first. Pure. */
import type { OpenIssues } from '../domain/bulletin.ts';
import type { Section } from '../domain/card.ts';
import type { ErrorCode } from '../domain/judge.ts';
import { finalStatus } from '../domain/pair-state.ts';
import { sayMoment, sayNumber, statusIcon, statusLabel, type Wording } from '../domain/wording.ts';

export function countLines(counts: OpenIssues['counts'], wording: Wording): string[] {
  return Object.entries(counts).map(([code, count]) => {
    const status = finalStatus(code as ErrorCode);
    return `${statusIcon(status)} ${statusLabel(status)}: ${sayNumber(count, wording)}`;
  });
}

export function urgentTable(soonest: OpenIssues['soonest'], wording: Wording): Section {
  const rows = soonest.map(({ id, code, appointmentId, startsAt }) => [
    `#${id}`,
    appointmentId ?? '–',
    sayMoment(startsAt, wording),
    statusLabel(finalStatus(code)),
  ]);
  return { kind: 'table', title: 'The most urgent', columns: ['Issue', 'ID', 'Time', 'Sync Status'], rows };
}
