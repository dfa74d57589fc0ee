/** A pause: new cards are held and nothing is written, while finding and the cards that stand go on. */
import type { Instant } from './appointment.ts';

export interface Pause {
  readonly by: string;
  readonly surface: string;
  readonly reason: string;
  /** Null: until someone ends it. */
  readonly until: Instant | null;
}

/** `paused by Ada: the server moves` */
export function pauseInWords({ by, reason }: Pause): string {
  return `paused by ${by}: ${reason}`;
}
