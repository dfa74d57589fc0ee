/** A snooze: an Issue that is kept quiet for a while. */
import type { Instant } from './appointment.ts';
import { sayMoment, type Wording } from './wording.ts';

export interface Snooze {
  readonly until: Instant;
  readonly by: string;
}

/** `snoozed until 9 Oct, 09:00 by Ada` */
export function snoozeInWords({ until, by }: Snooze, wording: Wording): string {
  return `snoozed until ${sayMoment(until, wording)} by ${by}`;
}
