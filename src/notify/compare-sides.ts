/** What the two sides say, where they differ, and nothing else. Pure. */
import type { Instant } from '../domain/appointment.ts';
import type { ComparisonRow, Section } from '../domain/card.ts';
import { sayInstant, saySpan, sayZone, sideStatus, type Wording } from '../domain/wording.ts';
import type { Phase } from './card-phase.ts';
import type { Subject } from './outbox.ts';

/** Once they agree there is nothing left to compare. */
export function showsComparison({ appointment, booking, finding }: Subject, phase: Phase): boolean {
  return phase !== 'resolved' && appointment !== null && booking !== null && finding.fields.length > 0;
}

export function compareSides(subject: Subject, phase: Phase, wording: Wording): Section[] {
  const { appointment: row, booking, finding } = subject;
  if (!row || !booking || !showsComparison(subject, phase)) return [];
  const zone = sayZone(wording);
  const time = (label: string, of: (side: Span) => string): ComparisonRow => ({
    label: `${label} (${zone})`,
    values: [of(row), of(booking)],
    moments: [row.startsAt, booking.startsAt],
  });
  const start = time('Start', ({ startsAt }) => sayInstant(startsAt, wording));
  const end = time('End', ({ endsAt }) => sayInstant(endsAt, wording));
  const span = time('Time', ({ startsAt, endsAt }) => saySpan(startsAt, endsAt, wording));
  const rows = (): ComparisonRow[] => {
    if (finding.fields.includes('status')) {
      const status = {
        label: 'Status',
        values: [sideStatus(row.status), sideStatus(booking.status)],
      } as const;
      // What is cancelled or kept may be at another time by now: nobody is to act on a visit that the card hides.
      return row.startsAt === booking.startsAt ? [status] : [status, start];
    }
    if (!finding.fields.includes('startsAt')) return [{ ...end, moments: [row.endsAt, booking.endsAt] }];
    return [finding.fields.includes('endsAt') ? span : start];
  };
  return [{ kind: 'comparison', sides: ['Database', 'Cal.com'], rows: rows() }];
}

interface Span {
  readonly startsAt: Instant;
  readonly endsAt: Instant;
}
