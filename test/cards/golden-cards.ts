/** Every card that there is, in every state in which it makes sense. */
import type { Card } from '../../src/domain/card.ts';
import { composeCard } from '../../src/notify/compose-card.ts';
import { BULLETIN_CARDS } from './bulletins.ts';
import { ADMINS_DASHBOARDS, MEMBERS_DASHBOARDS, METRICS_CARDS } from './dashboards.ts';
import { KINDS, OPENED, type Kind } from './kinds.ts';
import { REVIEW_CARDS } from './reviews.ts';
import { STATES, type State } from './states.ts';
import { WORDING } from './wording.ts';

export interface GoldenCards {
  readonly kind: string;
  /** Everyone in the channel sees it, or an admin alone. */
  readonly readers: 'channel' | 'admin';
  readonly cards: readonly { readonly state: string; readonly card: Card }[];
}

export const GOLDEN_CARDS: readonly GoldenCards[] = [
  ...KINDS.map((kind): GoldenCards => ({ kind: kind.name, readers: 'channel', cards: inAllStates(kind) })),
  { kind: 'bulletin', readers: 'channel', cards: BULLETIN_CARDS },
  { kind: 'review', readers: 'admin', cards: REVIEW_CARDS },
  { kind: 'dashboard_admin', readers: 'admin', cards: ADMINS_DASHBOARDS },
  { kind: 'dashboard_member', readers: 'channel', cards: MEMBERS_DASHBOARDS },
  { kind: 'metrics', readers: 'channel', cards: METRICS_CARDS },
];

function inAllStates(kind: Kind): GoldenCards['cards'] {
  return STATES.filter(({ of }) => of?.(kind) ?? true).map((state) => ({
    state: state.name,
    card: compose(kind, state),
  }));
}

function compose(kind: Kind, { fields, now = OPENED }: State): Card {
  const subject = { ...kind.subject, ...fields(kind) };
  return composeCard({ subject, attendee: kind.attendee, now }, WORDING);
}
