/** Where Cal.com tells that a Booking has changed: checked, written down, answered. Everything else happens later. */
import { hash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { WebhookLog } from '../reconcile/webhook-log.ts';
import type { Clock } from '../runtime/clock.ts';
import { readBody } from './read-body.ts';
import { readWebhook } from './read-webhook.ts';
import type { HttpAnswer, Route } from './route.ts';
import { isSigned } from './signature.ts';

/** A class with hundreds of attendees is far below. */
const MAX_BYTES = 256 * 1024;

export interface WebhookDesk {
  readonly secret: string;
  readonly webhooks: Pick<WebhookLog, 'record'>;
  readonly clock: Clock;
}

export function calcomWebhook(desk: WebhookDesk): Route {
  return { method: 'POST', path: '/webhooks/calcom', answer: (request) => receive(request, desk) };
}

/** Nothing of a body is looked at before its signature was. */
async function receive(
  request: IncomingMessage,
  { secret, webhooks, clock }: WebhookDesk,
): Promise<HttpAnswer | undefined> {
  const body = await readBody(request, MAX_BYTES);
  if (body === 'gone') return undefined;
  if (body === 'too_large') return { status: 413 };
  if (!isSigned(body, request.headers['x-cal-signature-256'], secret)) return { status: 401 };
  const digest = hash('sha256', body, 'hex');
  await webhooks.record({ digest, receivedAt: clock.now(), ...readWebhook(body) });
  return { status: 200 };
}
