/** One decision about all Issues of a summary; each gets a Resolution of its own. */
import type { BulkAction } from '../domain/press.ts';
import type { Asker } from './resolution.ts';

export interface BulkRequest {
  readonly action: BulkAction;
  /** The summary that counts them. */
  readonly bulletinId: number;
  /** As many as the person was shown. */
  readonly count: number;
  readonly by: Asker;
}

/**
 * - `done`: recorded for so many; `skipped` are in the hands of somebody else at this moment
 * - `more`: by now there are more than were shown: nothing was done
 * - `never_shown`: the summary never counted so many: nothing was done
 * - `none`: none of them is open any more
 */
export type BulkOutcome =
  | {
      readonly kind: 'done';
      readonly done: number;
      readonly skipped: readonly { readonly issueId: number; readonly byName: string }[];
    }
  | { readonly kind: 'more'; readonly open: number }
  | { readonly kind: 'never_shown' }
  | { readonly kind: 'none' };
