/** What repairing works with: Cal.com, the database, and finding to look afresh. */
import type { App } from '../app.ts';
import { CalcomError } from '../domain/errors.ts';
import { findingOf, type Concluded } from '../reconcile/conclusion.ts';
import { UntrustedListing } from '../reconcile/untrusted-listing.ts';
import { examinePair, verifyPairs } from '../reconcile/verify-pairs.ts';
import { BOOKING_DESK_STEPS, LOOK_STEPS } from '../resolve/carry-out-steps.ts';
import type { BookingDesk, Examined, ResolvePorts } from '../resolve/ports.ts';
import { inSteps } from '../runtime/step.ts';
import { findPause } from '../store/pause-store.ts';

export function resolvePorts(app: App): ResolvePorts {
  const { clock, config, resolutions, step } = app;
  return {
    log: resolutions,
    calcom: inSteps<BookingDesk>(app.calcom().withPriority('person'), BOOKING_DESK_STEPS, step),
    ...inSteps(looksOf(app), LOOK_STEPS, step),
    clock,
    company: { timeZone: config.timeZone, eventTypeMap: config.eventTypeMap },
  };
}

function looksOf(app: App): Pick<ResolvePorts, 'examine' | 'verify' | 'findPause'> {
  return {
    examine: (pairId, signal) => examine(app, pairId, signal),
    verify: async (pairId, signal) => {
      await verifyPairs(app.reconcile('person'), app.policy, { signal, targets: { pairIds: [pairId] } });
    },
    findPause: () => findPause(app.database.sql, app.clock.now()),
  };
}

async function examine(app: App, pairId: number, signal: AbortSignal): Promise<Examined> {
  try {
    const concluded = await examinePair(app.reconcile('person'), app.policy, { pairId, signal });
    return concluded ? examinedOf(concluded) : { kind: 'gone' };
  } catch (error) {
    if (error instanceof CalcomError || error instanceof UntrustedListing)
      return { kind: 'unreadable', why: error.message };
    throw error;
  }
}

function examinedOf({ pair, conclusion }: Concluded): Examined {
  if (conclusion.kind === 'unread' || conclusion.kind === 'unasked')
    return { kind: 'unreadable', why: conclusion.why };
  return { kind: 'read', pair, finding: findingOf(conclusion) };
}
