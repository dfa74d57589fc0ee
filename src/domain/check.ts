/** What `doctor` has looked at: whether it is in order, in words that say what to do. */

export type Verdict = 'good' | 'warning' | 'bad';

export interface Check {
  readonly verdict: Verdict;
  /** Never holds a secret. */
  readonly text: string;
}

/** What was looked at in one place, such as the database. */
export interface Checkup {
  readonly area: string;
  readonly checks: readonly Check[];
}

export function good(text: string): Check {
  return { verdict: 'good', text };
}

/** calsync works, but not as well as it could. */
export function warning(text: string): Check {
  return { verdict: 'warning', text };
}

/** Something does not work until it is mended. */
export function bad(text: string): Check {
  return { verdict: 'bad', text };
}
