import { maskContacts } from '../domain/masking.ts';
import type { Subject } from './outbox.ts';

/** What others wrote, such as an answer of Cal.com: without addresses, numbers and the uids that open a booking. */
export function safeText(text: string, subject: Subject): string {
  const { bookingUid, candidateUid, seatUid, appointment } = subject;
  const secrets = [bookingUid, candidateUid, seatUid, appointment?.bookingUid].filter(Boolean) as string[];
  return maskContacts(secrets.reduce((masked, secret) => masked.replaceAll(secret, '…'), text));
}
