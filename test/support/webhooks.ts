/** Cal.com's webhooks as its site sends them. */
import { createHmac } from 'node:crypto';

export const SECRET = 'a-long-random-text';
const PATH = '/webhooks/calcom';

let created = Date.UTC(2026, 9, 8, 8, 0);

/** What Cal.com sends for a change of a Booking; each body is another one, as each has its own time. */
export function aWebhook(uid: string, more: Readonly<Record<string, unknown>> = {}): string {
  const { triggerEvent = 'BOOKING_RESCHEDULED', ...payload } = more;
  return JSON.stringify({
    triggerEvent,
    createdAt: new Date((created += 1)).toISOString(),
    payload: {
      uid,
      bookingId: 900002,
      eventTypeId: 10,
      type: 'haircut',
      title: 'Haircut between Ana Keller and Mia Novak',
      startTime: '2026-12-01T10:00:00Z',
      endTime: '2026-12-01T10:30:00Z',
      status: 'ACCEPTED',
      organizer: { name: 'Ana Keller', email: 'ana@clinic.example' },
      attendees: [{ name: 'Mia Novak', email: 'mia@example.com', timeZone: 'Europe/Berlin' }],
      ...payload,
    },
  });
}

export function sign(body: string | Buffer, secret = SECRET): string {
  return createHmac('sha256', secret).update(body).digest('hex');
}

/** Answers the status. */
export async function post(
  url: string,
  body: string | Buffer,
  signature: string | undefined = sign(body),
): Promise<number> {
  const headers = { 'Content-Type': 'application/json', 'X-Cal-Webhook-Version': '2021-10-20' };
  const signed = signature === '' ? headers : { ...headers, 'X-Cal-Signature-256': signature };
  const answer = await fetch(`${url}${PATH}`, { method: 'POST', headers: signed, body });
  await answer.arrayBuffer();
  return answer.status;
}
