import { maskContacts } from '../domain/masking.ts';
import type { Subject } from './outbox.ts';

const UUID = /\b[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}\b/gi;
/** As Cal.com makes them: letters of both kinds and digits in one word. */
const SHORT_UID = /\b(?=\w*\d)(?=\w*[a-z])(?=\w*[A-Z])\w{16,}\b/g;

/** What others wrote, such as an answer of Cal.com: without addresses, numbers and the uids that open a booking. */
export function safeText(text: string, subject: Subject): string {
  const { bookingUid, candidateUid, seatUid, appointment } = subject;
  const known = [bookingUid, candidateUid, seatUid, appointment?.bookingUid].filter(Boolean) as string[];
  const masked = known.reduce((rest, uid) => rest.replaceAll(uid, '…'), text);
  return maskContacts(masked.replaceAll(UUID, '…').replaceAll(SHORT_UID, '…'));
}
