/** What a Resolution leaves in the audit: a line for each side that was written to, or one that says what became of it. */
import type { Ending } from '../resolve/ports.ts';
import type { ActiveResolution } from '../resolve/resolution.ts';
import type { AuditEntry } from './audit-store.ts';
import type { RowTrace } from './write-rows.ts';

export interface Ended {
  readonly resolution: ActiveResolution;
  readonly ending: Ending;
  readonly rows: readonly RowTrace[];
  /** A Booking that was written to, and that is gone by now: Cal.com's answer was lost. */
  readonly lostUid: string | null;
}

export function auditOfEnding(ended: Ended): AuditEntry[] {
  const { id, issueId, action, by } = ended.resolution;
  const common = { action, by, issueId, resolutionId: id };
  const written = [...calcomEntries(ended), ...ended.rows.map(rowEntry)];
  const { state, result, accept } = ended.ending;
  // Why a side was left as it was goes with the line of the one that was written to.
  const detail = state === 'done' ? result : [state, result].filter(Boolean).join(': ');
  if (written.length > 0) return written.map((entry) => ({ ...common, detail, ...entry }));
  const change = accept ? { before: { state: 'open' }, after: { state: 'accepted' } } : {};
  return [{ ...common, detail, ...change }];
}

function rowEntry({ appointmentId, before, after }: RowTrace): Partial<AuditEntry> {
  return { side: 'database', appointmentId, before, after };
}

function calcomEntries({ ending: { calcom }, lostUid }: Ended): Partial<AuditEntry>[] {
  if (!calcom && lostUid === null) return [];
  const { bookingUid = lostUid, before = null, after = null } = calcom ?? {};
  return [{ side: 'calcom', bookingUid, before, after }];
}
