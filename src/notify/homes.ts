/** What telling needs of a place that shows how everything stands: an App Home of each person, or one message for all. */
import type { Instant } from '../domain/appointment.ts';
import type { Card } from '../domain/card.ts';
import type { MessageRef, SurfaceName } from './surface.ts';

/** Only admins see customers' data; what everybody reads has none, and buttons for those who may press them. */
export type Reader = 'admin' | 'guest' | 'everybody';

/** Whose home it is where there is one for all. */
export const EVERYBODY = 'everybody';

/** Every call may throw a SurfaceError; nothing is tried twice inside. */
export interface HomeSurface {
  readonly name: SurfaceName;
  /** Shortest time between two calls of `publish`, in ms. */
  readonly paceMs: number;
  /** Whoever has not looked for so long is not kept up to date, in ms. */
  readonly keptForMs: number;
  /** Looked up afresh, as for every click. */
  readerOf(userId: string): Promise<Reader>;
  /** Whether what was shown last is still there. */
  isThere(home: StandingHome, signal: AbortSignal): Promise<boolean>;
  /** `message_gone`: there is no such person any more. */
  publish(home: StandingHome, card: Card, signal: AbortSignal): Promise<Shown>;
  takeDown(home: StandingHome, signal: AbortSignal): Promise<void>;
}

/** Where it stands, where that is a message; and what a person has to mend for it, in plain words. */
export interface Shown {
  readonly at: MessageRef | null;
  readonly trouble: string | null;
}

/** Somebody looked at their home. */
export interface HomeVisit {
  readonly userId: string;
  /** Nothing is shown there yet, or not any more. */
  readonly empty: boolean;
}

export interface StandingHome extends Shown {
  readonly userId: string;
  /** Of the card that stands there; null when none is known to, or it was asked for anew. */
  readonly shownHash: string | null;
  /** It is not wanted any more. */
  readonly unwanted: boolean;
}

/** Who has looked at a home, and what it shows; shared by all replicas. */
export interface HomeBook {
  opened(surface: SurfaceName, visit: HomeVisit, at: Instant): Promise<void>;
  /** Another text whenever anything may have changed that homes show, or somebody has looked; cheap. */
  marker(surface: SurfaceName): Promise<string>;
  openedSince(surface: SurfaceName, since: Instant): Promise<StandingHome[]>;
  published(
    surface: SurfaceName,
    shown: Shown & { readonly userId: string; readonly shownHash: string },
    at: Instant,
  ): Promise<void>;
  /** It could not be shown, for a reason that a person has to mend. */
  failed(surface: SurfaceName, userId: string, why: string): Promise<void>;
  forget(surface: SurfaceName, userId: string): Promise<void>;
}
