/** What telling needs of a place that each person has to themselves: an App Home. */
import type { Instant } from '../domain/appointment.ts';
import type { Card } from '../domain/card.ts';
import type { SurfaceName } from './surface.ts';

/** Only admins see customers' data. */
export type Reader = 'admin' | 'guest';

/** Every call may throw a SurfaceError; nothing is tried twice inside. */
export interface HomeSurface {
  readonly name: SurfaceName;
  /** Shortest time between two calls of `publish`, in ms. */
  readonly paceMs: number;
  /** Looked up afresh, as for every click. */
  readerOf(userId: string): Promise<Reader>;
  /** `message_gone`: there is no such person any more. */
  publish(userId: string, card: Card, signal: AbortSignal): Promise<void>;
}

/** Somebody looked at their home. */
export interface HomeVisit {
  readonly userId: string;
  /** Nothing is shown there yet, or not any more. */
  readonly empty: boolean;
}

export interface StandingHome {
  readonly userId: string;
  /** Of the card that stands there; null when none is known to. */
  readonly shownHash: string | null;
}

/** Who has looked at a home, and what it shows; shared by all replicas. */
export interface HomeBook {
  opened(surface: SurfaceName, visit: HomeVisit, at: Instant): Promise<void>;
  /** Another text whenever anything may have changed that homes show, or somebody has looked; cheap. */
  marker(surface: SurfaceName): Promise<string>;
  openedSince(surface: SurfaceName, since: Instant): Promise<StandingHome[]>;
  published(surface: SurfaceName, shown: { userId: string; shownHash: string }, at: Instant): Promise<void>;
  forget(surface: SurfaceName, userId: string): Promise<void>;
}
