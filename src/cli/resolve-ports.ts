/** What repairing works with: Cal.com, the database, and finding to look afresh. */
import type { App } from '../app.ts';
import { CalcomError } from '../domain/errors.ts';
import { findingOf, type Concluded } from '../reconcile/conclusion.ts';
import { UntrustedListing } from '../reconcile/untrusted-listing.ts';
import { examinePair, verifyPairs } from '../reconcile/verify-pairs.ts';
import { findPause } from '../store/pause-store.ts';
import type { Examined, ResolvePorts } from '../resolve/ports.ts';

export function resolvePorts(app: App): ResolvePorts {
  const { clock, config, policy, resolutions } = app;
  return {
    log: resolutions,
    calcom: app.calcom().withPriority('person'),
    examine: (pairId, signal) => examine(app, pairId, signal),
    verify: async (pairId, signal) => {
      await verifyPairs(app.reconcile('person'), policy, { signal, targets: { pairIds: [pairId] } });
    },
    findPause: () => findPause(app.database.sql, clock.now()),
    clock,
    company: { timeZone: config.timeZone, eventTypeMap: config.eventTypeMap },
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
