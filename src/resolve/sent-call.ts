/** What was sent to Cal.com, kept so that it can be looked for when nobody saw how it ended; says nothing about the customer. */
import type { Instant } from '../domain/appointment.ts';
import type { CalcomCall } from './plan-action.ts';

export type SentCall =
  | { readonly kind: 'create'; readonly eventTypeId: number; readonly startsAt: Instant }
  | {
      readonly kind: 'reschedule';
      readonly uid: string;
      readonly seatUid: string | null;
      readonly eventTypeId: number | null;
      readonly startsAt: Instant;
    }
  | { readonly kind: 'cancel'; readonly uid: string; readonly seatUid: string | null };

export function sentCallOf(call: CalcomCall): SentCall {
  switch (call.kind) {
    case 'create':
      return { kind: 'create', eventTypeId: call.booking.eventTypeId, startsAt: call.booking.startsAt };
    case 'reschedule': {
      const { uid, eventTypeId } = call.booking;
      return { kind: 'reschedule', uid, seatUid: call.seatUid, eventTypeId, startsAt: call.startsAt };
    }
    case 'cancel':
      return { kind: 'cancel', uid: call.booking.uid, seatUid: call.seatUid };
  }
}
