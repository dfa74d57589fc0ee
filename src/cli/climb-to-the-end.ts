/** Makes the ladder's later attempts while a person waits for them. */
import type { App } from '../app.ts';
import { verifyPairs } from '../reconcile/verify-pairs.ts';

const AT_ONCE = 50;

/** Until no Pair is undecided any more, or Cal.com cannot be asked; at most as long as the ladder is. */
export async function climbToTheEnd(app: App, signal: AbortSignal): Promise<void> {
  const ports = app.reconcile();
  const patience = app.config.verification.retryLadderMs.reduce((sum, wait) => sum + wait, 60_000);
  for (const giveUpAt = app.clock.now() + patience; app.clock.now() < giveUpAt; ) {
    const [next] = await ports.memory.recallDue(giveUpAt, 1);
    if (!next) return;
    const due = await ports.memory.recallDue(app.clock.now(), AT_ONCE);
    if (due.length > 0) {
      const pairIds = due.map(({ id }) => id);
      const { result } = await verifyPairs(ports, app.policy, { signal, targets: { pairIds } });
      if (result.outcome === 'incomplete') return;
    }
    await app.clock.sleep(500, signal);
  }
}
