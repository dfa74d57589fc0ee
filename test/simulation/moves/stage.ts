/** What a move is made from, and what it answers. */
import type { CalcomWorld } from '../../../src/sandbox/calcom/world.ts';
import type { Random } from '../../support/known-truth/random.ts';
import type { Company } from '../company.ts';

export interface Stage {
  readonly random: Random;
  readonly company: Company;
  readonly calcom: CalcomWorld;
  readonly now: number;
}

/** What Cal.com would tell a webhook. */
export interface Webhook {
  readonly uid: string;
  readonly trigger:
    | 'BOOKING_CREATED'
    | 'BOOKING_REQUESTED'
    | 'BOOKING_RESCHEDULED'
    | 'BOOKING_CANCELLED'
    | 'BOOKING_REJECTED';
  readonly requestReschedule: boolean;
  /** Of a reschedule: the Booking that was. */
  readonly rescheduleUid?: string;
}

/**
 * How soon it can be noticed: from a change list by `updatedAt` or the row itself, or only where both sides are read
 * whole, as with a seat (no row of its own in the list), a row that is gone and a Booking that no list holds.
 */
export type Seen = 'by change' | 'by full read';

export interface Planned {
  readonly seen: Seen;
  /** Does it; answers the webhooks that Cal.com would send, in their order. */
  readonly apply: () => Promise<readonly Webhook[]>;
}

/** Undefined where the world has nothing that it could be done to. */
export type Plan = (stage: Stage) => Planned | undefined;

export function told(
  uid: string,
  trigger: Webhook['trigger'],
  rest: Partial<Pick<Webhook, 'requestReschedule' | 'rescheduleUid'>> = {},
): Webhook {
  return { uid, trigger, requestReschedule: false, ...rest };
}
