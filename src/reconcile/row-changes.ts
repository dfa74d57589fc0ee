/** Which rows are no longer as we remember them: noticed by a fingerprint per Pair, so that no `updated_at` is needed. */
import type { Span } from '../domain/window.ts';
import type { Glance } from './glance.ts';

export interface ChangedRows {
  /** Ids of rows that are new, or that were edited. */
  readonly changed: readonly string[];
  /** Ids of remembered Pairs whose row is gone. */
  readonly lost: readonly number[];
}

export interface RowChanges {
  /** Of rows and Pairs that start in the span; of each kind at most `limit`. */
  find(span: Span, limit: number): Promise<ChangedRows>;
  /** The rows that start in the span, held against their Pairs. */
  glance(span: Span): Promise<Glance>;
}
