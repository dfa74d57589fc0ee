/** What is told about calsync as a whole, and not about one Issue: one message for each, edited until it is over. */
import type { Instant } from './appointment.ts';
import type { Discrepancy, ErrorCode } from './judge.ts';
import type { Pause } from './pause.ts';

/**
 * - `circuit_open`: Cal.com fails again and again, and is left alone
 * - `needs_person`: what waiting cannot mend (a key that is refused, an answer in another shape)
 * - `not_complete`: no full Run was complete for too long
 * - `mass_change`: so much would have changed that a person has to look first
 * - `new_issues`: more new Issues at once than there should be cards
 * - `webhooks_silent`: Bookings change, and Cal.com's webhook does not say so
 * - `surface_down`: a surface cannot be told anything, or not everybody there, until a person mends it
 * - `paused`: new cards are held and nothing is written, until a person or the time ends it
 * - `digest`: how everything stands, once a day; it stands until the next one is told
 */
export interface BulletinFacts {
  /** `verified`: by the first Runs after Cal.com was back; null while it is not. */
  circuit_open: { readonly verified: number | null };
  needs_person: { readonly why: string };
  not_complete: { readonly why: string; readonly lastComplete: Instant | null };
  mass_change: MassChangeFacts;
  /** `issues`: so many were counted in it, ever; `onlyOn`: a surface that came later, and is told of what was open before. */
  new_issues: { readonly issues: number; readonly onlyOn?: string };
  webhooks_silent: { readonly changed: number; readonly since: Instant };
  /** `down`: all that are at this moment; at the end, those that were last. */
  surface_down: { readonly down: readonly SurfaceDown[] };
  /** `ended`: null while it goes on. */
  paused: Pause & { readonly ended: EndedPause | null };
  digest: DigestFacts;
}

export interface SurfaceDown {
  readonly surface: string;
  readonly why: string;
  /** `some`: the others were told. */
  readonly reaches: 'nobody' | 'some';
}

export interface EndedPause {
  /** Null: its time was up. */
  readonly by: string | null;
  /** Issues that were opened meanwhile. */
  readonly issues: number;
  /** Of these, the ones that are over already. */
  readonly over: number;
}

/** As it was at that moment: what comes later is told by the next one. */
export interface DigestFacts {
  /** The company's date for which it is told, as in `2026-10-09`. */
  readonly date: string;
  /** Why it is no proof, as sentences; none when the last checks prove it. */
  readonly cautions: readonly string[];
  readonly lastComplete: { readonly at: Instant; readonly appointments: number } | null;
  readonly nextCheck: { readonly name: string; readonly at: Instant } | null;
  readonly open: OpenIssues;
  /** Pairs that are looked at again before anybody is told of them. */
  readonly inDoubt: number;
  readonly accepted: number;
  readonly resolvedYesterday: number;
}

/** Issues by their code, and the most urgent of them. */
export interface OpenIssues {
  readonly counts: Readonly<Partial<Record<ErrorCode, number>>>;
  readonly soonest: readonly {
    readonly id: number;
    readonly code: ErrorCode;
    readonly appointmentId: string | null;
    readonly startsAt: Instant;
  }[];
}

export interface MassChangeFacts {
  /** Why it was stopped, as a sentence. */
  readonly reason: string;
  /** Pairs that the Run would have called bad. */
  readonly turnedBad: Readonly<Partial<Record<Discrepancy | 'VERIFICATION_ERROR', number>>>;
  /** Issues that it would have closed. */
  readonly closing: number;
  /** All of these together: a release allows no more. */
  readonly changes: number;
  /** Who has allowed it, and how many; used up by the next full Run. */
  readonly released: Release | null;
}

export interface Release {
  readonly by: string;
  readonly surface: string;
  readonly at: Instant;
  readonly changes: number;
}

export type BulletinKind = keyof BulletinFacts;

/** Something is wrong with the whole, or too much at once; a digest is no such thing. */
export type TroubleKind = Exclude<BulletinKind, 'digest'>;
