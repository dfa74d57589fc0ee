/** The list of what needs a person. */
import type { Card } from '../domain/card.ts';
import { finalStatus } from '../domain/pair-state.ts';
import { snoozeInWords } from '../domain/snooze.ts';
import {
  absenceInWords,
  sayInstant,
  sayMoment,
  saySpan,
  statusIcon,
  statusLabel,
  type Wording,
} from '../domain/wording.ts';
import type { RecordedIssue } from './sources.ts';

export const ISSUE_COLUMNS = ['Issue', 'ID', 'Customer', 'Time', 'Sync Status', 'What'] as const;

export function composeIssues(issues: readonly RecordedIssue[], accepted: boolean, wording: Wording): Card {
  const title = accepted ? 'Accepted Differences' : 'Appointments for Review';
  if (issues.length === 0) {
    const text = accepted ? 'Nothing was accepted as it is.' : 'Nothing needs a person.';
    return { icon: '✅', title, tone: 'good', sections: [{ kind: 'text', text }] };
  }
  const rows = issues.map((issue) => issueRow(issue, wording, sayMoment));
  return {
    icon: '⚠️',
    title: `${title} (${issues.length})`,
    tone: 'warning',
    sections: [
      { kind: 'table', title: null, columns: ISSUE_COLUMNS, rows },
      { kind: 'text', text: `Details: review ${issues[0]?.id}` },
    ],
  };
}

/** With the year, unless the reader has the dates of weeks before them. */
export function issueRow(issue: RecordedIssue, wording: Wording, sayTime = sayInstant): string[] {
  const status = finalStatus(issue.finding.code);
  return [
    `#${issue.id}`,
    issue.appointmentId ?? '–',
    issue.customerName ?? (issue.appointmentId ? '–' : '(Cal.com only)'),
    sayTime(issue.startsAt, wording),
    `${statusIcon(status)} ${statusLabel(status)}`,
    whatDiffers(issue, wording),
  ];
}

/** The difference in a few words. */
function whatDiffers(issue: RecordedIssue, wording: Wording): string {
  const again = issue.keepsChanging ? ' (keeps changing)' : '';
  const quiet = issue.snooze ? ` · 💤 ${snoozeInWords(issue.snooze, wording)}` : '';
  return `${difference(issue, wording)}${again}${quiet}`;
}

function difference(
  { finding, absence, heldBy, booking, candidateUid }: RecordedIssue,
  wording: Wording,
): string {
  const twin = candidateUid ? '; one that fits can be linked' : '';
  switch (finding.code) {
    case 'ORPHANED_LOCAL':
      return `${absenceInWords(absence, heldBy)}${twin}`;
    case 'ORPHANED_CALCOM':
      return 'no appointment carries this booking';
    case 'DATA_MISMATCH':
      if (!booking) return finding.fields.join(', ');
      if (finding.fields.includes('status')) {
        return `booking is ${booking.status}${heldBy ? `, continued as appointment ${heldBy}` : ''}${twin}`;
      }
      return `booking is ${saySpan(booking.startsAt, booking.endsAt, wording)}`;
    case 'VERIFICATION_ERROR':
    case 'CIRCUIT_OPEN':
      return 'could not be verified';
  }
}
