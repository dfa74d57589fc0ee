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

/** The first six characters: `abc123…` */
export function maskUid(uid: string): string {
  return `${uid.slice(0, 6)}…`;
}
