/** What the two sides say, where they differ, and nothing else. Pure. */
import type { Instant } from '../domain/appointment.ts';
import type { ComparisonRow, Section } from '../domain/card.ts';
import type { Field } from '../domain/judge.ts';
import { sayInstant, saySpan, sayZone, sideStatus, type Wording } from '../domain/wording.ts';
import type { Phase } from './card-phase.ts';
import type { Subject } from './outbox.ts';

/** Once they agree there is nothing left to compare. */
export function showsComparison({ appointment, booking, finding }: Subject, phase: Phase): boolean {
  return phase !== 'resolved' && appointment !== null && booking !== null && finding.fields.length > 0;
}

export function compareSides(subject: Subject, phase: Phase, wording: Wording): Section[] {
  const { appointment, booking, finding } = subject;
  if (!appointment || !booking || !showsComparison(subject, phase)) return [];
  const rows = differing([appointment, booking], finding.fields, wording);
  return [{ kind: 'comparison', sides: ['Database', 'Cal.com'], rows }];
}

interface Side {
  readonly status: string;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
}

function differing(
  sides: readonly [Side, Side],
  fields: readonly Field[],
  wording: Wording,
): ComparisonRow[] {
  const [row, booking] = sides;
  const start = (): ComparisonRow => times('Start', [row.startsAt, booking.startsAt], wording);
  if (fields.includes('status')) {
    const status = { label: 'Status', values: [sideStatus(row.status), sideStatus(booking.status)] } as const;
    // What is cancelled or kept may be at another time by now: nobody is to act on a visit that the card hides.
    return row.startsAt === booking.startsAt ? [status] : [status, start()];
  }
  if (!fields.includes('startsAt')) return [times('End', [row.endsAt, booking.endsAt], wording)];
  if (!fields.includes('endsAt')) return [start()];
  const spans = [spanOf(row, wording), spanOf(booking, wording)] as const;
  return [{ ...start(), label: `Time (${sayZone(wording)})`, values: spans }];
}

function times(label: string, moments: readonly [Instant, Instant], wording: Wording): ComparisonRow {
  const values = [sayInstant(moments[0], wording), sayInstant(moments[1], wording)] as const;
  return { label: `${label} (${sayZone(wording)})`, values, moments };
}

function spanOf({ startsAt, endsAt }: Side, wording: Wording): string {
  return saySpan(startsAt, endsAt, wording);
}
