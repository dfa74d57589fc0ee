/** A bulletin with everything that its card says. */
import type { Instant } from '../domain/appointment.ts';
import type { BulletinFacts, BulletinKind } from '../domain/bulletin.ts';
import type { ErrorCode } from '../domain/judge.ts';

interface ToldBulletinOf<Kind extends BulletinKind> {
  readonly id: number;
  readonly kind: Kind;
  readonly facts: BulletinFacts[Kind];
  readonly openedAt: Instant;
  /** Null while it goes on. */
  readonly endedAt: Instant | null;
  /** Of the Issues that it counts; null where it counts none. */
  readonly summary: IssueSummary | null;
}

export type ToldBulletin = { [Kind in BulletinKind]: ToldBulletinOf<Kind> }[BulletinKind];

/** Issues that have no card of their own. */
export interface IssueSummary {
  /** Still open, by their code. */
  readonly open: Readonly<Partial<Record<ErrorCode, number>>>;
  /** The most urgent of these. */
  readonly soonest: readonly {
    readonly id: number;
    readonly code: ErrorCode;
    readonly appointmentId: string | null;
    readonly startsAt: Instant;
  }[];
}
