/** What telling needs of the store: what is due, what it is about, and where it stands. */
import type { Appointment, Instant } from '../domain/appointment.ts';
import type { Established } from '../domain/established.ts';
import type { IssueClaim } from '../domain/issue-claim.ts';
import type { Action } from '../domain/offers.ts';
import type { Absence } from '../domain/pair.ts';
import type { Finding } from '../domain/pair-state.ts';
import type { Snooze } from '../domain/snooze.ts';
import type { StandingReply } from './reply.ts';
import type { Untold } from './restraint.ts';
import type { MessageRef, SurfaceName } from './surface.ts';

/** What a message is about: one Issue, a bulletin about the whole, or a reply in an Issue's thread. */
export interface About {
  readonly kind: 'issue' | 'bulletin' | 'reply';
  readonly id: number;
}

/** All that is due about one thing on one surface: told at once, with its newest state. */
export interface DueNotice {
  readonly about: About;
  /** The queued notices that one message serves. */
  readonly ids: readonly number[];
  readonly reasons: readonly string[];
  /** Sends that were begun before; what became of the last one is not known. */
  readonly attempts: number;
}

/** An Issue with everything that its card says, except what only Cal.com knows. */
export interface Subject {
  readonly id: number;
  readonly state: 'open' | 'accepted' | 'resolved';
  readonly finding: Finding;
  readonly keepsChanging: boolean;
  readonly factsHash: string;
  readonly appointmentId: string | null;
  readonly bookingUid: string | null;
  readonly seatUid: string | null;
  readonly candidateUid: string | null;
  readonly heldBy: string | null;
  readonly absence: Absence | null;
  readonly booking: { readonly status: string; readonly startsAt: Instant; readonly endsAt: Instant } | null;
  readonly startsAt: Instant;
  readonly openedAt: Instant;
  readonly changedAt: Instant;
  readonly resolvedAt: Instant | null;
  readonly outcome: string | null;
  readonly reopened: number;
  readonly appointment: Appointment | null;
  readonly resolution: SubjectResolution | null;
  /** When it was last bad again; null when it never was. */
  readonly reopenedAt?: Instant | null;
  /** Why it could not be verified, in words safe to show. */
  readonly trouble?: string | null;
  /** How it was found out; null where nothing was kept of that. */
  readonly established?: Established | null;
  readonly claim?: IssueClaim | null;
  /** Null when it is not snoozed. */
  readonly snooze?: Snooze | null;
  readonly turns?: Turns;
}

/** How often it was opened or closed within an hour, and when it last was. */
export interface Turns {
  readonly count: number;
  readonly last: Instant | null;
}

/** The latest thing that a person asked for. */
export interface SubjectResolution {
  readonly action: Action;
  readonly byName: string;
  readonly surface: string;
  readonly at: Instant;
  readonly state: 'requested' | 'running' | 'unknown' | 'done' | 'failed' | 'refused';
  readonly result: string | null;
  /** Done, and what came of it has not been looked at yet: nothing is said of it before. */
  readonly verifying: boolean;
}

/** Where the card stands on a surface; without a message it is still to be posted, with this key. */
export interface StandingCard {
  readonly postKey: string;
  readonly at: MessageRef | null;
  /**
   * Of what people last saw, also in a message that is gone by now; null when they saw nothing yet. Where nothing can be
   * edited, the turn that was told last.
   */
  readonly shownHash: string | null;
  /** The message that this one goes on from. */
  readonly earlier: EarlierMessage | null;
}

/** A message that could not be kept up to date any more. */
export interface EarlierMessage {
  readonly at: MessageRef;
  readonly postedAt: Instant;
  /** What was found out about it; null as long as nobody has looked. */
  readonly seen: {
    /** Null where it has no address. */
    readonly link: string | null;
    /** It says where it goes on, and has no buttons any more. */
    readonly points: boolean;
  } | null;
}

/** What a surface shows now. */
export interface Shown extends Pick<StandingCard, 'earlier'> {
  readonly surface: SurfaceName;
  readonly at: MessageRef;
  /** The message in its thread that told it, on a surface where nothing can be edited. */
  readonly turn?: { readonly key: string; readonly at: MessageRef };
  readonly shownHash: string;
}

export interface Outbox {
  /** The most urgent first. */
  next(surface: SurfaceName, now: Instant): Promise<DueNotice | undefined>;
  card(about: About, surface: SurfaceName): Promise<StandingCard>;
  /** Recorded before a send, so that a send that nobody saw the end of is looked up before the next. */
  beginSend(notice: DueNotice, surface: SurfaceName): Promise<void>;
  /** A message whose answer was lost was found; what it shows is not known. */
  found(about: About, on: { surface: SurfaceName; at: MessageRef }, now: Instant): Promise<void>;
  /** Where the message stands, and that these notices are served: the newest delivered, the others superseded by it. */
  delivered(notice: DueNotice, shown: Shown, now: Instant): Promise<void>;
  /** Undefined when there is no such Issue. */
  untold(issueId: number, surface: SurfaceName, now: Instant): Promise<Untold | undefined>;
  reply(id: number, now: Instant): Promise<StandingReply>;
  replied(notice: DueNotice, at: MessageRef, now: Instant): Promise<void>;
  /** Kept until the pause is over. */
  held(notice: DueNotice, why: string): Promise<void>;
  /** Nothing had to be said. */
  suppressed(notice: DueNotice, rule: string, now: Instant): Promise<void>;
  postpone(notice: DueNotice, until: Instant, why: string): Promise<void>;
  failed(notice: DueNotice, why: string, now: Instant): Promise<void>;
  /** The next send posts a new message, with a new key; `still_there`: it goes on from this one. */
  replaceCard(about: About, surface: SurfaceName, old: 'deleted' | 'still_there'): Promise<void>;
}
