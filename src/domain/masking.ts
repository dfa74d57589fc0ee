/** What may be seen of a customer's address, and of a uid, with which alone a booking can be cancelled. */

/** `t…@example.com` */
export function maskEmail(email: string): string {
  const [name = '', domain = ''] = email.split('@');
  return `${name.slice(0, 1)}…@${domain}`;
}

/** The last two digits: `…56` */
export function maskPhone(phone: string): string {
  return `…${phone.replace(/\D/g, '').slice(-2)}`;
}

const EMAIL = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g;
const PHONE = /\+?\d(?:[\s()./-]{0,3}\d){6,}/g;

/** A text of other people's making, in which an address or a number may stand where nobody expects it. */
export function maskContacts(text: string): string {
  return text.replaceAll(EMAIL, maskEmail).replaceAll(PHONE, maskPhone);
}

/** The first six characters: `abc123…` */
export function maskUid(uid: string): string {
  return `${uid.slice(0, 6)}…`;
}
