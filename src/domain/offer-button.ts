/** The button that does what is offered. */
import type { CardAction } from './card.ts';
import type { Action, Offer } from './offers.ts';
import { pressId } from './press.ts';

const STYLES: Partial<Record<Action, CardAction['style']>> = {
  create: 'primary',
  link: 'primary',
  cancel: 'danger',
};

/** Bound to the facts of the Issue that it stands beside; what a customer could notice is asked about first. */
export function offerButton(
  { action, label, plan, customerNotices }: Offer,
  { id, factsHash }: { readonly id: number; readonly factsHash: string },
): CardAction {
  const harmless = action === 'retry' || action === 'link' || action === 'resolve';
  const text = [
    plan,
    customerNotices ? `The customer notices: ${customerNotices}` : 'The customer notices nothing.',
  ].join(' ');
  return {
    id: pressId({ kind: 'act', action, issueId: id, factsHash }),
    label,
    style: STYLES[action] ?? 'plain',
    confirm: harmless ? null : { title: `${label}?`, text, yes: label },
  };
}
