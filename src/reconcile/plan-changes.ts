/** Decides what a Run changes in our memory, before any of it is written. */
import type { Instant } from '../domain/appointment.ts';
import { factsHash, verdictHash } from '../domain/hashes.ts';
import { climb, type IssueStep, type Step, type Timing } from '../domain/ladder.ts';
import { UNKNOWN, type Finding, type PairState } from '../domain/pair-state.ts';
import type { Pair } from '../domain/pair.ts';
import { isInWindow, type Span } from '../domain/window.ts';
import { findingOf, observationOf, type Concluded, type Conclusion } from './conclusion.ts';
import type { Identity, IssueFacts, PairEvent, PairUpdate } from './pair-change.ts';

/** Null when nothing is to be written: all is as before, or it was no attempt. */
export function planUpdate({ pair, known, conclusion }: Concluded, timing: Timing): PairUpdate | null {
  const seen = observationOf(pair, conclusion);
  if (!seen) return null;
  const identity = identityOf(pair);
  const step = climb(known ?? UNKNOWN, seen, timing);
  if (!step && known && isSameIdentity(known, identity)) return null;
  const { status, ladder } = step ?? known ?? UNKNOWN;
  const issue = step?.issue ?? renaming(known, identity);
  return {
    kind: 'update',
    known,
    answered: true,
    identity,
    status,
    ladder,
    at: timing.now,
    event: step && eventOf(step, known, conclusion),
    evidence: null,
    issue: issue && { step: issue, facts: factsOf(pair, issue, known) },
  };
}

/** An Issue that names a row or a Booking that the Pair has no more is told anew. */
function renaming(known: PairState | undefined, now: Identity): IssueStep | null {
  if (known?.issue?.state !== 'open') return null;
  const { appointmentId, bookingUid, seatUid } = known;
  const same =
    appointmentId === now.appointmentId && bookingUid === now.bookingUid && seatUid === now.seatUid;
  return same ? null : { kind: 'refresh' };
}

export interface Move {
  readonly now: Instant;
  readonly window: Span;
}

/** A Pair that nobody answers for by now keeps its standing where it went; what was accepted of it ends with the window. */
export function planMove(known: PairState, pair: Pair, { now, window }: Move): PairUpdate | null {
  const identity = { ...identityOf(pair), bookingUid: pair.booking?.uid ?? unreadUid(pair, known) };
  const ends = known.issue?.state === 'accepted' && !isInWindow(pair, window);
  const issue: IssueStep | null = ends ? { kind: 'lapse' } : renaming(known, identity);
  if (!issue && isSameIdentity(known, identity)) return null;
  return {
    kind: 'update',
    known,
    answered: false,
    identity,
    status: known.status,
    ladder: known.ladder,
    at: now,
    event: null,
    evidence: null,
    issue: issue && { step: issue, facts: factsOf(pair, issue, known) },
  };
}

/** Of a Booking that was not looked for: what we knew of it holds while the row carries what it carried. */
function unreadUid({ appointment, wanted }: Pair, known: PairState): string | null {
  return appointment?.bookingUid === known.rowUid ? known.bookingUid : wanted;
}

/** What the Pair will be recognised by. */
function identityOf({ appointment, booking, seat, wanted }: Pair): Identity {
  const side = appointment ?? booking;
  if (!side) throw new Error('a Pair has at least one side');
  return {
    appointmentId: appointment?.id ?? null,
    bookingUid: booking?.uid ?? wanted,
    seatUid: seat?.seatUid ?? null,
    rowUid: appointment?.bookingUid ?? null,
    fingerprint: appointment?.fingerprint ?? null,
    startsAt: side.startsAt,
    endsAt: side.endsAt,
  };
}

function isSameIdentity(known: Identity, now: Identity): boolean {
  return (
    known.appointmentId === now.appointmentId &&
    known.bookingUid === now.bookingUid &&
    known.seatUid === now.seatUid &&
    known.rowUid === now.rowUid &&
    known.fingerprint === now.fingerprint &&
    known.startsAt === now.startsAt &&
    known.endsAt === now.endsAt
  );
}

function factsOf(pair: Pair, step: IssueStep, known: PairState | undefined): IssueFacts | null {
  if (step.kind === 'close' || step.kind === 'lapse') return null;
  const finding = step.kind === 'refresh' ? known?.issue?.finding : step.finding;
  if (!finding) return null;
  return {
    verdictHash: verdictHash(pair, finding),
    factsHash: factsHash(pair, finding),
    candidateUid: pair.candidate?.uid ?? null,
    heldBy: pair.heldBy,
    absence: pair.absence,
    booking: pair.booking && {
      status: pair.booking.status,
      startsAt: pair.booking.startsAt,
      endsAt: pair.booking.endsAt,
    },
  };
}

/** Null when people would not look it up: a Pair that agrees as it always did. */
function eventOf(step: Step, known: PairState | undefined, conclusion: Conclusion): PairEvent | null {
  const finding = findingOf(conclusion) ?? null;
  const detail = 'why' in conclusion ? conclusion.why : null;
  const event = (kind: PairEvent['kind'], about: Finding | null = finding): PairEvent => ({
    kind,
    attempt: step.attempt,
    finding: about,
    detail,
  });
  switch (step.issue?.kind) {
    case 'open':
      return event('opened', step.issue.finding);
    case 'reopen':
      return event('reopened', step.issue.finding);
    case 'change':
    case 'refresh':
      return event('changed');
    case 'close':
      return event('closed');
    case 'lapse':
      return event('verified');
    case undefined:
      if (step.attempt !== null) return event('attempt');
      if (conclusion.kind === 'held') return event('held');
      return known?.ladder ? event('verified') : null;
  }
}
