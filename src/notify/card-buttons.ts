/** The buttons of an open Issue, bound to the facts that its card shows. Pure. */
import type { Instant } from '../domain/appointment.ts';
import type { CardAction } from '../domain/card.ts';
import { offerButton } from '../domain/offer-button.ts';
import { offersFor } from '../domain/offers.ts';
import { pressId } from '../domain/press.ts';
import type { Subject } from './outbox.ts';

export function composeButtons(subject: Subject, now: Instant): CardAction[] {
  return [
    ...offersFor(subject, now).map((offer) => offerButton(offer, subject)),
    claimButton(subject),
    plain(pressId({ kind: 'review', issueId: subject.id }), 'Details'),
  ];
}

/** Pressed by somebody else, it replaces the one whom the card names. */
function claimButton({ id: issueId, claim }: Subject): CardAction {
  return claim
    ? plain(pressId({ kind: 'claim', issueId, from: claim.at }), 'Take over')
    : plain(pressId({ kind: 'claim', issueId }), "I'm on it");
}

function plain(id: string, label: string): CardAction {
  return { id, label, style: 'plain', confirm: null };
}
