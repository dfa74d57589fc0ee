/** What Cal.com's webhooks spoke of, and what of it finding has not looked at yet. No name, no address. */
import type { Instant } from '../domain/appointment.ts';

export interface ReceivedWebhook {
  /** SHA-256 of the body, in hex. */
  readonly digest: string;
  readonly receivedAt: Instant;
  /** Such as BOOKING_CANCELLED, or `unknown`. */
  readonly trigger: string;
  /** Null when it speaks of no Booking: there is nothing to look at then. */
  readonly bookingUid: string | null;
  /** The host asked the customer to choose a new time. */
  readonly requestReschedule: boolean;
}

export interface UnheardBooking {
  readonly bookingUid: string;
  /** Of the latest webhook that speaks of it. */
  readonly receivedAt: Instant;
}

export interface WebhookLog {
  /** The same body again changes nothing. */
  record(webhook: ReceivedWebhook): Promise<void>;
  /** Bookings of webhooks that came by then and were not heard, the longest waiting first; each once, and none of `leftOut`. */
  recallUnheard(receivedBy: Instant, limit: number, leftOut?: readonly string[]): Promise<UnheardBooking[]>;
  /** What came later than `receivedBy` about them stays unheard. */
  markHeard(
    bookingUids: readonly string[],
    when: { readonly receivedBy: Instant; readonly at: Instant },
  ): Promise<void>;
  /** Deletes what came before. */
  forget(receivedBefore: Instant): Promise<void>;
  /** When the customers of these Bookings were last asked to choose a new time; others are left out. */
  rescheduleRequests(bookingUids: readonly string[]): Promise<Map<string, Instant>>;
  /** Which of these Bookings a webhook has spoken of since. */
  announced(bookingUids: readonly string[], since: Instant): Promise<Set<string>>;
  lastReceived(): Promise<Instant | undefined>;
}
