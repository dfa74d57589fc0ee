/** Whether what is shown can be relied on: green means complete, and no older than two intervals of its schedule. */
import type { Instant } from '../domain/appointment.ts';
import { sayInstant, type Wording } from '../domain/wording.ts';
import type { StatusReport } from './status.ts';

/** One schedule of verification. */
export interface Cadence {
  readonly title: string;
  /** Whether it verifies the whole window. */
  readonly whole: boolean;
  /** When it comes for the second time after an instant; undefined when it never does. */
  readonly secondAfter: (at: Instant) => Instant | undefined;
}

export interface Freshness {
  /** Undefined when all of it can be relied on. */
  readonly doubt: string | undefined;
  /** When what is shown was last known to be whole; null when it never was. */
  readonly asOf: Instant | null;
}

/** A second-by-second schedule of a trial is not overdue while one check runs. */
const LEAST_MS = 60_000;

/** `lastWhole`: the begin of the latest complete check of any schedule. */
export function judgeFreshness(
  status: StatusReport,
  lastWhole: Instant | null,
  cadences: readonly Cadence[],
): Freshness {
  const full = status.lastComplete?.startedAt ?? null;
  const overdueFull = full === null ? undefined : overdue(status.at, full, wholeOnes(cadences));
  const overdueAny = lastWhole === null ? undefined : overdue(status.at, lastWhole, cadences);
  if (overdueFull) return { doubt: `${overdueFull} was missed twice`, asOf: full };
  if (overdueAny) return { doubt: `${overdueAny} was missed twice`, asOf: lastWhole };
  const { state, why } = status.health;
  if (state === 'healthy') return { doubt: undefined, asOf: lastWhole };
  return { doubt: why, asOf: full };
}

/** `98.7% sync, as of 13 Oct 2025, 10:00`, or only the former while it can be relied on. */
export function qualified(text: string | null, { doubt, asOf }: Freshness, wording: Wording): string | null {
  if (doubt === undefined) return text;
  const since = asOf === null ? 'never verified as a whole' : `as of ${sayInstant(asOf, wording)}`;
  return [text, since].filter(Boolean).join(', ');
}

function wholeOnes(cadences: readonly Cadence[]): Cadence[] {
  return cadences.filter(({ whole }) => whole);
}

/** The schedule that should have come twice by now. */
function overdue(now: Instant, since: Instant, cadences: readonly Cadence[]): string | undefined {
  return cadences.find(({ secondAfter }) => {
    const second = secondAfter(since);
    return second !== undefined && now > Math.max(second, since + LEAST_MS);
  })?.title;
}
