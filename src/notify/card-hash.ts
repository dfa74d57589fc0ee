import { hash } from 'node:crypto';
import type { Card } from '../domain/card.ts';

/** Tells whether two cards show the same. */
export function cardHash(card: Card): string {
  return hash('sha256', JSON.stringify(card), 'base64url').slice(0, 22);
}
