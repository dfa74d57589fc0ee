/** One thing Slack tells the app through Socket Mode, and what becomes of it. */
import { randomUUID } from 'node:crypto';
import type { Json } from './json.ts';

export interface Ack {
  acknowledged: boolean;
  /** From the first delivery to the acknowledgement, or to giving up, by the stand-in's clock. */
  afterMs: number;
  /** Not within three seconds: the person sees that the operation timed out. */
  late: boolean;
  /** What the app sent along. */
  body?: Json;
}

/** Nothing was sent, so there is nothing to acknowledge. */
export const NOTHING_SENT: Ack = { acknowledged: false, afterMs: 0, late: false };

export interface Outgoing {
  type: 'interactive' | 'slash_commands' | 'events_api';
  payload: Json;
  /** Whether an answer may come with the acknowledgement. */
  acceptsResponse: boolean;
}

export interface Envelope {
  id: string;
  outgoing: Outgoing;
  sentAt: number;
  /** How often it was delivered again. */
  attempt: number;
  retryReason: string;
  /** When it is delivered again, unless acknowledged. */
  retryAt: number;
  settle: (ack: Ack) => void;
}

/** "timeout" and the others are the words of the Events API. */
export function newEnvelope(outgoing: Outgoing, sentAt: number, settle: (ack: Ack) => void): Envelope {
  const retryAt = Number.POSITIVE_INFINITY;
  return { id: randomUUID(), outgoing, sentAt, attempt: 0, retryReason: '', retryAt, settle };
}

export function renderEnvelope({ id, outgoing, attempt, retryReason }: Envelope): string {
  const retries = attempt > 0 || outgoing.type === 'events_api';
  return JSON.stringify({
    envelope_id: id,
    type: outgoing.type,
    payload: outgoing.payload,
    accepts_response_payload: outgoing.acceptsResponse,
    ...(retries && { retry_attempt: attempt, retry_reason: retryReason }),
  });
}
