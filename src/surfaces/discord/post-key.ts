/** How a message tells by which key it was posted. */
import { hash } from 'node:crypto';
import { MAX_NONCE } from './limits.ts';

/**
 * Discord keeps the ids that we give to a message's components, shows them to nobody, and returns them whenever
 * the message is read; a nonce is not returned once the message is a few minutes old. Two ids of 31 bits.
 */
export function markersOf(key: string): { container: number; title: number } {
  const digest = hash('sha256', key, 'buffer');
  return { container: markerAt(digest, 0), title: markerAt(digest, 4) };
}

/** Not small: components without an id are numbered from 1. */
function markerAt(digest: Buffer, offset: number): number {
  return (digest.readUInt32BE(offset) >>> 1) | 0x10000;
}

/** Within minutes, Discord answers a second post of the same nonce with the first message. */
export function nonceOf(key: string): string {
  return key.length <= MAX_NONCE ? key : hash('sha256', key, 'base64url').slice(0, MAX_NONCE);
}
