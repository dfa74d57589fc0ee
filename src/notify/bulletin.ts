/** A bulletin with everything that its card says. */
import type { Instant } from '../domain/appointment.ts';
import type { BulletinFacts, BulletinKind, OpenIssues } from '../domain/bulletin.ts';

interface ToldBulletinOf<Kind extends BulletinKind> {
  readonly id: number;
  readonly kind: Kind;
  readonly facts: BulletinFacts[Kind];
  readonly openedAt: Instant;
  /** Null while it goes on. */
  readonly endedAt: Instant | null;
  /** Of the Issues that it counts; null where it counts none. */
  readonly summary: OpenIssues | null;
}

export type ToldBulletin = { [Kind in BulletinKind]: ToldBulletinOf<Kind> }[BulletinKind];
