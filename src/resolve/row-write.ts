/** A write to the company's database, safe against what has happened to the row since it was looked at. */
import type { Appointment, Instant } from '../domain/appointment.ts';

export type RowWrite =
  | { readonly kind: 'insert'; readonly row: NewRow }
  | { readonly kind: 'set'; readonly seen: Appointment; readonly to: RowPatch };

/** The id is the table's own, or a UUID where it has none to give. */
export type NewRow = Omit<Appointment, 'id' | 'createdAt' | 'fingerprint'>;

export interface RowPatch {
  readonly startsAt?: Instant;
  readonly endsAt?: Instant;
  readonly status?: 'scheduled' | 'cancelled';
  readonly bookingUid?: string;
}
