import type { PairState } from '../domain/pair-state.ts';

/** Nothing about it was in doubt, and people know of nothing. */
export function isCalm({ status, ladder, issue }: PairState): boolean {
  return status === 'synced' && ladder === null && (issue === null || issue.state === 'resolved');
}
