import { createHmac, timingSafeEqual } from 'node:crypto';

/** Whether the signature is the lower-case hex HMAC-SHA256 of exactly this body; takes as long for every wrong one. */
export function isSigned(body: Buffer, signature: unknown, secret: string): boolean {
  if (typeof signature !== 'string' || !/^[0-9a-f]{64}$/.test(signature)) return false;
  const expected = createHmac('sha256', secret).update(body).digest();
  return timingSafeEqual(expected, Buffer.from(signature, 'hex'));
}
