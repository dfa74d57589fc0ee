/** What can be done about an Issue, what each would do, and what the customer would notice of it. */
import { appointmentLiveness, type Appointment, type Instant } from './appointment.ts';
import { bookingLiveness } from './booking.ts';
import type { Absence } from './pair.ts';
import type { Finding } from './pair-state.ts';

export type Action = 'retry' | 'create' | 'link' | 'use_database' | 'use_calcom' | 'resolve' | 'cancel';

export interface Offer {
  readonly action: Action;
  readonly label: string;
  /** What will be done, as a sentence. */
  readonly plan: string;
  /** What the customer will notice; null for nothing. */
  readonly customerNotices: string | null;
}

/** What an Issue is about, as far as it decides what can be done. */
export interface OfferFacts {
  readonly finding: Finding;
  readonly absence: Absence | null;
  readonly candidateUid: string | null;
  readonly appointment: Appointment | null;
  readonly booking: { readonly status: string; readonly startsAt: Instant; readonly endsAt: Instant } | null;
  readonly startsAt: Instant;
}

/** Whether it makes a booking in Cal.com, which needs an event type. */
export function booksAnew(
  action: Action,
  { appointment, booking }: Pick<OfferFacts, 'appointment'> & { readonly booking: { status: string } | null },
): boolean {
  if (!appointment) return false;
  if (action === 'create') return true;
  const isKept = appointmentLiveness(appointment.status) === 'live';
  return (
    action === 'use_database' && isKept && booking !== null && bookingLiveness(booking.status) === 'dead'
  );
}

/** In the order in which they stand on a card. Once the visit has begun, nothing is made or cancelled any more. */
export function offersFor(facts: OfferFacts, now: Instant): Offer[] {
  const ahead = startsOfLiveSides(facts).every((start) => start > now);
  const offers = [RETRY, ...repairs(facts, ahead), RESOLVE];
  return ahead && facts.finding.code !== 'VERIFICATION_ERROR' ? [...offers, cancelOffer(facts)] : offers;
}

/** What has begun on either side has begun. */
export function startsOfLiveSides({ appointment, booking, startsAt }: OfferFacts): Instant[] {
  const row = appointment && appointmentLiveness(appointment.status) === 'live' ? [appointment.startsAt] : [];
  const held = booking && bookingLiveness(booking.status) === 'live' ? [booking.startsAt] : [];
  const starts = [...row, ...held];
  return starts.length > 0 ? starts : [startsAt];
}

export const RETRY: Offer = {
  action: 'retry',
  label: 'Retry Verification',
  plan: 'Read both sides again now.',
  customerNotices: null,
};

const RESOLVE: Offer = {
  action: 'resolve',
  label: 'Mark as Resolved',
  plan: 'Accept it as it is; it comes back when anything about it changes.',
  customerNotices: null,
};

function repairs(facts: OfferFacts, ahead: boolean): Offer[] {
  switch (facts.finding.code) {
    case 'ORPHANED_LOCAL':
      // Where a booking fits, another one would be the customer's second.
      return facts.candidateUid ? linkOffer(facts) : ahead ? [CREATE_BOOKING] : [];
    case 'ORPHANED_CALCOM':
      return ahead ? [CREATE_ROW] : [];
    case 'DATA_MISMATCH':
      return [...linkOffer(facts), ...(ahead ? useDatabase(facts) : []), useCalcom(facts)];
    case 'VERIFICATION_ERROR':
    case 'CIRCUIT_OPEN':
      return [];
  }
}

const CREATE_BOOKING: Offer = {
  action: 'create',
  label: 'Create in Cal.com',
  plan: 'Make the booking in Cal.com at the appointment’s time and store its uid with the appointment.',
  customerNotices: 'Cal.com sends a confirmation.',
};

const CREATE_ROW: Offer = {
  action: 'create',
  label: 'Create in Database',
  plan: 'Add the appointment to the database, with the booking’s times and customer.',
  customerNotices: null,
};

function linkOffer({ candidateUid }: OfferFacts): Offer[] {
  if (!candidateUid) return [];
  const plan = 'Store the uid of the booking that fits with the appointment.';
  return [{ action: 'link', label: 'Link', plan, customerNotices: null }];
}

function useDatabase({ appointment, booking, candidateUid }: OfferFacts): Offer[] {
  if (!appointment || !booking) return [];
  const label = 'Use Database';
  const kept = appointmentLiveness(appointment.status) === 'live';
  if (!kept) {
    const plan = 'Cancel the booking in Cal.com, as the appointment is cancelled.';
    return [{ action: 'use_database', label, plan, customerNotices: 'Cal.com sends a cancellation.' }];
  }
  if (bookingLiveness(booking.status) === 'dead') {
    if (candidateUid) return [];
    const plan = 'Make a new booking in Cal.com at the appointment’s time and store its uid.';
    return [{ action: 'use_database', label, plan, customerNotices: 'Cal.com sends a confirmation.' }];
  }
  const sameLength = appointment.endsAt - appointment.startsAt === booking.endsAt - booking.startsAt;
  if (!sameLength) return [];
  const plan = 'Move the booking in Cal.com to the appointment’s time and store its new uid.';
  return [{ action: 'use_database', label, plan, customerNotices: 'Cal.com sends the new time.' }];
}

function useCalcom({ appointment, booking, finding }: OfferFacts): Offer {
  const label = 'Use Cal.com';
  if (!finding.fields.includes('status')) {
    return {
      action: 'use_calcom',
      label,
      plan: 'Set the appointment’s times to the booking’s.',
      customerNotices: null,
    };
  }
  const dead = booking !== null && bookingLiveness(booking.status) === 'dead';
  const status = dead || !appointment ? 'cancelled' : 'scheduled';
  return { action: 'use_calcom', label, plan: `Set the appointment to ${status}.`, customerNotices: null };
}

/** Every side that still stands. */
function cancelOffer({ appointment, booking, finding }: OfferFacts): Offer {
  const rowLives = appointment !== null && appointmentLiveness(appointment.status) === 'live';
  const bookingLives =
    finding.code === 'ORPHANED_CALCOM' || (booking !== null && bookingLiveness(booking.status) === 'live');
  const sides = [
    ...(rowLives ? ['the appointment in the database'] : []),
    ...(bookingLives ? ['the booking in Cal.com'] : []),
  ];
  const plan = `Cancel ${sides.join(' and ')}.`;
  const customerNotices = bookingLives ? 'Cal.com sends a cancellation.' : null;
  return { action: 'cancel', label: 'Cancel Appointment', plan, customerNotices };
}
