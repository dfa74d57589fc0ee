/** A dashboard as the stakeholders drew it: some in sync, two that need a person, one that could not be read. */
import type { RecordedIssue, RecordedRun } from '../../src/query/sources.ts';
import type { Dashboard } from '../../src/query/dashboard.ts';
import type { StatusReport } from '../../src/query/status.ts';
import { MINUTE, NOON } from './builders.ts';

const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export const BERLIN = { locale: 'en-GB', timeZone: 'Europe/Berlin' };

export function aRun(fields: Partial<RecordedRun> = {}): RecordedRun {
  return {
    id: 1,
    kind: 'full',
    startedAt: NOON - HOUR,
    finishedAt: NOON - HOUR + MINUTE,
    outcome: 'complete',
    problem: null,
    appointmentsRead: 0,
    bookingsRead: 0,
    apiRequests: 0,
    certificate: null,
    ...fields,
  };
}

export function aStatus(fields: Partial<StatusReport> = {}): StatusReport {
  return {
    at: NOON,
    window: { from: NOON - 7 * DAY, to: NOON + 90 * DAY },
    counts: {
      synced: 1247,
      pending: 20,
      verification_pending: 3,
      failed: 2,
      orphaned_local: 1,
      orphaned_calcom: 0,
      data_mismatch: 1,
    },
    issues: { open: 2, accepted: 1 },
    lastRun: aRun(),
    lastComplete: aRun(),
    nextCheck: { name: 'Verification Cycle', at: NOON + 6 * HOUR },
    health: { state: 'healthy', why: 'the last check was complete' },
    paused: null,
    ...fields,
  };
}

export function anIssue(fields: Partial<RecordedIssue> = {}): RecordedIssue {
  return {
    id: 3,
    pairId: 1,
    state: 'open',
    finding: { code: 'ORPHANED_LOCAL', fields: [] },
    keepsChanging: false,
    snooze: null,
    appointmentId: '1236',
    bookingUid: 'secret-uid-of-the-booking',
    seatUid: null,
    candidateUid: null,
    heldBy: null,
    absence: 'not_found',
    booking: null,
    startsAt: NOON + DAY,
    factsHash: 'facts',
    openedAt: NOON - 2 * HOUR,
    changedAt: NOON - 2 * HOUR,
    resolvedAt: null,
    outcome: null,
    reopened: 0,
    customerName: 'Tom Klein',
    service: 'Herrenschnitt',
    ...fields,
  };
}

export const CUSTOMERS: NonNullable<Dashboard['customers']> = {
  issues: [
    anIssue(),
    anIssue({
      id: 4,
      finding: { code: 'DATA_MISMATCH', fields: ['startsAt', 'endsAt'] },
      appointmentId: '1240',
      customerName: 'Lisa Braun',
      absence: null,
      startsAt: NOON + 2 * DAY,
      booking: { status: 'accepted', startsAt: NOON + 2 * DAY + HOUR, endsAt: NOON + 2 * DAY + 2 * HOUR },
    }),
  ],
  upcoming: [
    upcoming('1234', 'Max Müller', { startsAt: NOON + HOUR, syncStatus: 'synced' }),
    upcoming('1235', 'Anna Schmidt', { startsAt: NOON + 3 * HOUR }),
    upcoming('1236', 'Tom Klein', {
      startsAt: NOON + DAY,
      syncStatus: 'orphaned_local',
      issue: { id: 3, factsHash: 'facts', code: 'ORPHANED_LOCAL' },
    }),
    upcoming('1237', 'Lisa Braun', {
      startsAt: NOON + DAY + HOUR,
      syncStatus: 'failed',
      lastError: 'Cal.com did not answer in time',
    }),
    upcoming('1238', null, { startsAt: NOON + 2 * DAY, syncStatus: 'synced', status: 'cancelled' }),
  ],
  notices: [
    {
      at: NOON - 2 * HOUR,
      reason: 'open',
      about: {
        kind: 'issue',
        id: 3,
        state: 'open',
        outcome: null,
        code: 'ORPHANED_LOCAL',
        appointmentId: '1236',
        customerName: 'Tom Klein',
        startsAt: NOON + DAY,
      },
    },
    {
      at: NOON - DAY,
      reason: 'bulletin',
      about: { kind: 'bulletin', id: 1, bulletin: 'circuit_open', facts: { verified: 5 }, isOver: true },
    },
  ],
};

type Upcoming = NonNullable<Dashboard['customers']>['upcoming'][number];

function upcoming(id: string, customerName: string | null, fields: Partial<Upcoming>): Upcoming {
  return {
    id,
    customerName,
    startsAt: NOON,
    status: 'scheduled',
    syncStatus: null,
    lastError: null,
    issue: null,
    ...fields,
  };
}

/** For an admin, with everything as it should be. */
export function aDashboard(fields: Partial<Dashboard> = {}): Dashboard {
  return {
    status: aStatus(),
    freshness: { doubt: undefined, asOf: NOON - HOUR },
    bulletins: [],
    customers: CUSTOMERS,
    publicIssues: null,
    metrics: [],
    ...fields,
  };
}
