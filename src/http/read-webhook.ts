/** What a webhook of Cal.com speaks of; whatever else it says is not believed, and not kept. */
import { z } from 'zod';
import type { ReceivedWebhook } from '../reconcile/webhook-log.ts';

export type WebhookSubject = Pick<ReceivedWebhook, 'trigger' | 'bookingUid' | 'requestReschedule'>;

/** Letters, digits, _ and -, as in all uids of Cal.com: it becomes part of an address. */
const uid = z
  .string()
  .regex(/^[\w-]{1,100}$/)
  .optional()
  .catch(undefined);

const subject = z.object({ uid, bookingUid: uid, requestReschedule: z.unknown().optional() });

const envelope = z.object({
  triggerEvent: z
    .string()
    .regex(/^\w{1,64}$/)
    .catch('unknown'),
  payload: subject.optional().catch(undefined),
});

/** Never throws: a company may have given its webhook any template; then there is no trigger, and perhaps no uid. */
export function readWebhook(body: Buffer): WebhookSubject {
  const json = parse(body.toString());
  const { triggerEvent: trigger, payload } = envelope.safeParse(json).data ?? { triggerEvent: 'unknown' };
  // MEETING_STARTED and MEETING_ENDED come without an envelope.
  const said = payload ?? subject.safeParse(json).data;
  return {
    trigger,
    bookingUid: said?.uid ?? said?.bookingUid ?? null,
    requestReschedule: said?.requestReschedule === true,
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
