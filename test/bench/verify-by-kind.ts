/** Which part of calsync makes a Run of a kind. */
import type { ReconcilePolicy, ReconcilePorts } from '../../src/reconcile/ports.ts';
import type { RunReport } from '../../src/reconcile/run-report.ts';
import { verifyChanges } from '../../src/reconcile/verify-changes.ts';
import { verifyWindow } from '../../src/reconcile/verify-window.ts';

export interface KindOfRun {
  readonly kind: 'full' | 'pending';
  readonly signal: AbortSignal;
}

export function verifyByKind(
  ports: ReconcilePorts,
  policy: ReconcilePolicy,
  { kind, signal }: KindOfRun,
): Promise<RunReport> {
  switch (kind) {
    case 'full':
      return verifyWindow(ports, policy, { signal });
    case 'pending':
      return verifyChanges(ports, policy, { signal, doubts: true });
  }
}
