/** Who said that they see to an Issue. */
import type { Instant } from './appointment.ts';

export interface IssueClaim {
  readonly byName: string;
  readonly surface: string;
  readonly at: Instant;
}
