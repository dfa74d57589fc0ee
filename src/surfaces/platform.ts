/** What a place where people read us offers to the rest of calsync: its folder, behind one object. */
import type { Check } from '../domain/check.ts';
import type { HomeVisit } from '../notify/homes.ts';
import type { Surface } from '../notify/surface.ts';
import type { Clock } from '../runtime/clock.ts';
import type { Log } from '../runtime/logger.ts';
import type { Chat, Desk } from './desk.ts';

/** Each loads its client's packages when it is called, and no sooner. */
export interface Platform<Settings> {
  /** Answers at once, whether the platform can be reached or not. */
  readonly open: (settings: Settings, parts: ChatParts) => Promise<Chat>;
  /** What `doctor` says of it. */
  readonly check: (settings: Settings, signal: AbortSignal) => Promise<Check[]>;
  /** Its channel alone, where nobody is listened to. */
  readonly channel: (settings: Settings, signal: AbortSignal) => Promise<Surface>;
}

export interface ChatParts {
  readonly desk: Desk;
  /** For platforms where each person has a page of their own. */
  readonly onHomeOpened: (visit: HomeVisit) => Promise<void>;
  readonly clock: Clock;
  readonly log: Log;
}
