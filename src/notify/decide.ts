/** Whether to speak, and why. Pure. */
import type { StandingCard } from './outbox.ts';

export type Decision =
  | { readonly kind: 'post'; readonly reason: string }
  | { readonly kind: 'edit'; readonly reason: string }
  | { readonly kind: 'silent'; readonly reason: string };

/** `shownHash`: of the card as it would be now; `isOver`: it tells the end of something. */
export function decide(isOver: boolean, card: StandingCard, shownHash: string): Decision {
  if (card.at && card.shownHash === shownHash) return { kind: 'silent', reason: 'the card already shows it' };
  if (card.at) return { kind: 'edit', reason: 'the card shows something else' };
  if (!isOver) return { kind: 'post', reason: 'people have not been told yet' };
  if (card.shownHash !== null)
    return { kind: 'post', reason: 'the message that told it cannot tell its end' };
  return { kind: 'silent', reason: 'it was over before anybody was told' };
}
