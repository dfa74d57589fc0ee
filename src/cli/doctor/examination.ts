/** What every part of an examination goes by. */
import type { Clock } from '../../runtime/clock.ts';

export interface Examination {
  readonly clock: Clock;
  readonly signal: AbortSignal;
}
