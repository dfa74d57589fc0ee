/** Trigger ids: the right to open one modal, for three seconds ("Modals", Opening modals). */
import type { Clock } from '../../runtime/clock.ts';

const LIVES_MS = 3_000;

export interface Triggers {
  issue(userId: string): string;
  /** The person it was issued for, or Slack's error. */
  exchange(id: string): { userId: string } | { error: string };
}

export function createTriggers(clock: Clock, newId: (prefix: string) => string): Triggers {
  const issued = new Map<string, { userId: string; at: number; exchanged: boolean }>();
  return { issue, exchange };

  function issue(userId: string): string {
    const id = `${newId('')}.${newId('')}.sandbox`;
    issued.set(id, { userId, at: clock.now(), exchanged: false });
    return id;
  }

  function exchange(id: string): { userId: string } | { error: string } {
    const trigger = issued.get(id);
    if (!trigger) return { error: 'invalid_trigger_id' };
    if (trigger.exchanged) return { error: 'exchanged_trigger_id' };
    if (clock.now() - trigger.at > LIVES_MS) return { error: 'expired_trigger_id' };
    trigger.exchanged = true;
    return { userId: trigger.userId };
  }
}
