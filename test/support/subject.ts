/** An open Issue as its card tells it, unless told otherwise: a row whose booking Cal.com does not know. */
import type { Subject, SubjectResolution } from '../../src/notify/outbox.ts';
import { anAppointment, MINUTE, NOON } from './builders.ts';

export function aSubject(fields: Partial<Subject> = {}): Subject {
  return {
    id: 3,
    state: 'open',
    finding: { code: 'ORPHANED_LOCAL', fields: [] },
    keepsChanging: false,
    factsHash: 'facts',
    appointmentId: '1',
    bookingUid: 'secret-uid-of-the-booking',
    seatUid: null,
    candidateUid: null,
    heldBy: null,
    absence: 'not_found',
    booking: null,
    startsAt: NOON,
    openedAt: NOON - 60 * MINUTE,
    changedAt: NOON - 60 * MINUTE,
    resolvedAt: null,
    outcome: null,
    reopened: 0,
    appointment: anAppointment({ bookingUid: 'secret-uid-of-the-booking' }),
    resolution: null,
    established: null,
    snooze: null,
    turns: { count: 0, last: null },
    ...fields,
  };
}

export function aResolution(fields: Partial<SubjectResolution> = {}): SubjectResolution {
  return {
    action: 'create',
    byName: 'Ada',
    surface: 'slack',
    at: NOON - 30 * MINUTE,
    state: 'requested',
    result: null,
    verifying: false,
    ...fields,
  };
}
