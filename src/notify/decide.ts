/** Whether to speak, and why. Pure. */
import type { StandingCard } from './outbox.ts';

export type Decision =
  | { readonly kind: 'post'; readonly reason: string }
  | { readonly kind: 'edit'; readonly reason: string }
  | { readonly kind: 'silent'; readonly reason: string };

/**
 * For a surface on which nothing can be edited; `turn` is the one that things have taken now. `begun`: a send of which
 * nobody knows whether it arrived.
 */
export function decideTurn(
  { isOver, turn }: { isOver: boolean; turn: string },
  { at, shownHash }: Pick<StandingCard, 'at' | 'shownHash'>,
  begun: boolean,
): Exclude<Decision, { kind: 'edit' }> {
  if (at && shownHash === turn)
    return { kind: 'silent', reason: 'it was told, and what was sent stays as it is' };
  if (at) return { kind: 'post', reason: 'things have taken another turn' };
  if (!isOver) return { kind: 'post', reason: 'people have not been told yet' };
  if (begun) return { kind: 'post', reason: 'people may have been told, and nobody knows' };
  return { kind: 'silent', reason: 'it was over before anybody was told' };
}

/** `shownHash`: of the card as it would be now; `isOver`: it tells the end of something. */
export function decide(isOver: boolean, card: StandingCard, shownHash: string): Decision {
  if (card.at && card.shownHash === shownHash) return { kind: 'silent', reason: 'the card already shows it' };
  if (card.at) return { kind: 'edit', reason: 'the card shows something else' };
  if (!isOver) return { kind: 'post', reason: 'people have not been told yet' };
  if (card.shownHash !== null)
    return { kind: 'post', reason: 'the message that told it cannot tell its end' };
  return { kind: 'silent', reason: 'it was over before anybody was told' };
}
