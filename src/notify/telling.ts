/** What telling one thing is given, and what comes of it. */
import type { Card } from '../domain/card.ts';
import type { Wording } from '../domain/wording.ts';
import type { Clock } from '../runtime/clock.ts';
import type { About, DueNotice, Outbox } from './outbox.ts';
import type { Sent, Surface } from './surface.ts';

/** A card in its newest state. */
export interface Telling {
  readonly card: Card;
  /** Nobody has to be told who has not been told before. */
  readonly isOver: boolean;
  /** Another text as often as things take a turn of which people are told once more where nothing can be edited. */
  readonly turn: string;
}

export interface TellPorts {
  readonly outbox: Outbox;
  readonly surface: Surface;
  readonly clock: Clock;
  /** Undefined when there is nothing left to tell about. */
  readonly compose: (about: About, signal: AbortSignal) => Promise<Telling | undefined>;
  readonly wording: Wording;
}

/**
 * - `sent`: a message was posted or edited, and says so
 * - `silent`: nothing had to be sent
 * - `moved`: the message cannot be kept where it stands; the next time a new one is posted
 */
export type Told =
  | { readonly kind: 'sent'; readonly how: 'post' | 'edit' | 'reply'; readonly reason: string }
  | { readonly kind: 'silent' }
  | { readonly kind: 'moved' };

/** `taken`: called as soon as the surface has taken something; `sent` is not known of an edit. */
export type TellOnce = TellPorts & {
  readonly signal: AbortSignal;
  readonly taken: (sent?: Sent) => Promise<void>;
};

/** Nothing is sent, and the notice says by which rule. */
export async function suppress(notice: DueNotice, rule: string, { outbox, clock }: TellPorts): Promise<Told> {
  await outbox.suppressed(notice, rule, clock.now());
  return { kind: 'silent' };
}
