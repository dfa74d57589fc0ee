/** What Cal.com's webhooks told, as far as judging needs it. */
import type { Instant } from '../domain/appointment.ts';

export interface RebookingRequests {
  /** Bookings whose customer was asked to choose a new time, and when we heard of it last. */
  rescheduleRequests(uids: readonly string[]): Promise<Map<string, Instant>>;
}
