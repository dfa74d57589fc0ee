/** What telling needs of a place where people read us. */
import type { Card } from '../domain/card.ts';

/** As its folder in src/surfaces is called. */
export type SurfaceName = string;

/** Where a message stands on its surface. */
export interface MessageRef {
  readonly channelId: string;
  readonly messageId: string;
}

/** A message that a surface has taken. */
export interface Sent extends MessageRef {
  /** Who did not get it while the others did, in plain words. */
  readonly missed?: string;
}

export interface Posting {
  readonly key: string;
  readonly signal: AbortSignal;
}

/** Every call may throw a SurfaceError; nothing is tried twice inside. */
export interface Surface {
  readonly name: SurfaceName;
  /** Where cards are posted; older ones may stand elsewhere. */
  readonly channelId: string;
  /** Shortest time between two sends to a channel, in ms. */
  readonly paceMs: number;
  /** `key` goes along, out of sight, so that `find` meets the message again. */
  post(card: Card, key: string, signal: AbortSignal): Promise<Sent>;
  /**
   * Makes the message show this card, in whatever channel it stands. Null where what was sent stays as it is: there each
   * turn of a thing is a message of its own, in one thread.
   */
  readonly edit: ((at: MessageRef, card: Card, signal: AbortSignal) => Promise<void>) | null;
  /** Answers a message in its thread; pings nobody. */
  reply(under: MessageRef, card: Card, posting: Posting): Promise<Sent>;
  /** The message that was posted with this key, if the post went through after all; `under`: as a reply to that one. */
  find(key: string, signal: AbortSignal, under?: MessageRef): Promise<MessageRef | undefined>;
  /** The address of a message that still exists; undefined where there is none to be had. */
  link(at: MessageRef, signal: AbortSignal): Promise<string | undefined>;
}

/** A surface whose messages can be kept true. */
export interface EditableSurface extends Surface {
  readonly edit: NonNullable<Surface['edit']>;
}

export function isEditable(surface: Surface): surface is EditableSurface {
  return surface.edit !== null;
}

/**
 * - `unavailable`: 5xx, cut, time-out; whether the message arrived is unknown
 * - `throttled`: not before `retryAfterMs`
 * - `message_gone`: the message was deleted: a new one is needed
 * - `message_frozen`: the message stands, but may not be edited any more: a new one is needed
 * - `not_allowed`: token, channel or permissions: a person has to mend it; `retryAfterMs` where it may not be tried before
 * - `rejected`: the platform does not take this message at all
 */
export type SurfaceProblem =
  | 'unavailable'
  | 'throttled'
  | 'message_gone'
  | 'message_frozen'
  | 'not_allowed'
  | 'rejected';

/** A send that failed; the message is in plain words and safe to show. */
export class SurfaceError extends Error {
  override readonly name = 'SurfaceError';
  readonly problem: SurfaceProblem;
  readonly retryAfterMs: number | undefined;

  constructor(message: string, details: ErrorOptions & { problem: SurfaceProblem; retryAfterMs?: number }) {
    super(message, details);
    this.problem = details.problem;
    this.retryAfterMs = details.retryAfterMs;
  }
}
