/** What `verify` says on a terminal. */
import type { Card, Section } from '../domain/card.ts';
import { finalStatus } from '../domain/pair-state.ts';
import { sayNumber, STATUSES, statusIcon, statusLabel, type Wording } from '../domain/wording.ts';
import type { RunDescription } from './describe-run.ts';

export function composeRun(description: RunDescription, wording: Wording): Card {
  const { run, discrepancies } = description;
  const open = discrepancies.filter(({ accepted }) => !accepted).length;
  const numbers: Section = { kind: 'facts', title: null, facts: certificate(description, wording) };
  if (!run.complete)
    return {
      icon: '❌',
      title: 'The check was not complete',
      tone: 'bad',
      sections: [numbers, ...table(description)],
    };
  if (open === 0)
    return { icon: '✅', title: 'All in sync', tone: 'good', sections: [numbers, ...table(description)] };
  const title = open === 1 ? '1 disagreement' : `${sayNumber(open, wording)} disagreements`;
  return { icon: '⚠️', title, tone: 'warning', sections: [numbers, ...table(description)] };
}

function certificate(
  { run, counts, refused }: RunDescription,
  wording: Wording,
): { label: string; value: string }[] {
  const problem = refused?.reason ?? run.problem;
  const counted = STATUSES.filter((status) => counts[status] > 0).map(
    (status) => `${statusIcon(status)} ${statusLabel(status)} ${sayNumber(counts[status], wording)}`,
  );
  const seconds = (Date.parse(run.finishedAt) - Date.parse(run.startedAt)) / 1000;
  return [
    ...(problem ? [{ label: 'Problem', value: problem }] : []),
    {
      label: 'Checked',
      value: `${sayNumber(run.appointmentsRead, wording)} appointments, ${sayNumber(run.bookingsRead, wording)} bookings`,
    },
    { label: 'Cost', value: `${sayNumber(run.apiRequests, wording)} requests, ${seconds.toFixed(1)} s` },
    { label: 'Found', value: counted.join('  ') || 'nothing' },
  ];
}

function table({ discrepancies }: RunDescription): Section[] {
  if (discrepancies.length === 0) return [];
  const rows = discrepancies.map((one) => {
    const status = finalStatus(one.code);
    const marks = [
      ...one.fields,
      ...(one.candidateBookingUid ? ['can be linked'] : []),
      ...(one.accepted ? ['accepted'] : []),
    ];
    return [
      one.appointmentId ?? '–',
      one.bookingUid ?? '–',
      `${statusIcon(status)} ${one.code}`,
      marks.join(', '),
    ];
  });
  return [{ kind: 'table', title: null, columns: ['ID', 'Booking', 'Disagreement', 'Fields'], rows }];
}
