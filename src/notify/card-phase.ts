/** Where an Issue is in its life, as far as its card looks different: its icon, its colour, its title, its headline. */
import { bookingLiveness } from '../domain/booking.ts';
import type { Card } from '../domain/card.ts';
import { finalStatus } from '../domain/pair-state.ts';
import { codeMeaning, sayOrdinal, statusIcon } from '../domain/wording.ts';
import type { Subject, SubjectResolution } from './outbox.ts';

export type Phase = 'open' | 'working' | 'accepted' | 'resolved' | 'passed';

interface Face {
  /** Null: that of the Issue's status. */
  readonly icon: string | null;
  readonly tone: Card['tone'];
  readonly name: string;
}

const FACES: Record<Phase, Face> = {
  open: { icon: null, tone: 'warning', name: 'Cal.com Sync Issue' },
  working: { icon: '⏳', tone: 'neutral', name: 'Cal.com Sync Issue' },
  accepted: { icon: '✅', tone: 'good', name: 'Accepted' },
  resolved: { icon: '✅', tone: 'good', name: 'Solved' },
  passed: { icon: '🕘', tone: 'neutral', name: 'Passed' },
};

export function phaseOf({ state, outcome, resolution }: Subject): Phase {
  if (state === 'accepted') return 'accepted';
  if (state === 'resolved') return outcome === 'passed' ? 'passed' : 'resolved';
  return resolution && isActive(resolution) ? 'working' : 'open';
}

function isActive({ state, verifying }: SubjectResolution): boolean {
  return verifying || state === 'requested' || state === 'running' || state === 'unknown';
}

export function isUnsolved(phase: Phase): boolean {
  return phase === 'open' || phase === 'working';
}

export function faceOf(subject: Subject, phase: Phase): Pick<Card, 'icon' | 'title' | 'tone'> {
  const { id, appointmentId, finding } = subject;
  const { icon, tone, name } = FACES[phase];
  const what = appointmentId === null ? 'Booking without appointment' : `Appointment #${appointmentId}`;
  return {
    icon: icon ?? statusIcon(finalStatus(finding.code)),
    title: `${name} #${id}: ${what} · ${finding.code}`,
    tone,
  };
}

/** What is wrong, or was, in one sentence. */
export function headline(subject: Subject, phase: Phase): string {
  const { keepsChanging, reopened } = subject;
  const lead = isUnsolved(phase) ? '' : 'It was: ';
  const again = reopened > 0 ? `, for the ${sayOrdinal(reopened + 1)} time` : '';
  const now = isUnsolved(phase) ? ' It keeps changing: this is what was seen last.' : ' It kept changing.';
  const changing = keepsChanging ? now : '';
  return `${lead}${findingInWords(subject)}${again}.${changing}`;
}

/** Told from what was found, not from what the row says by now. */
function findingInWords({ finding: { code, fields }, booking, appointmentId, seatUid }: Subject): string {
  if (code === 'VERIFICATION_ERROR')
    return `${appointmentId === null ? 'Booking' : 'Appointment'} could not be verified`;
  if (code === 'ORPHANED_CALCOM' && seatUid !== null)
    return 'Seat in a class is booked in Cal.com but not in database';
  if (code !== 'DATA_MISMATCH') return codeMeaning(code);
  if (fields.includes('status') && booking) {
    return bookingLiveness(booking.status) === 'dead'
      ? 'Booking is cancelled in Cal.com, but the appointment in the database is not'
      : 'Appointment is cancelled in the database, but the booking in Cal.com is not';
  }
  if (fields.includes('startsAt')) return 'Time differs between database and Cal.com';
  return fields.includes('endsAt') ? 'End differs between database and Cal.com' : codeMeaning(code);
}
