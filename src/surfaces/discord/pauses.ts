/** How long to wait before trying again. */

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 60_000;
/** For what a person has to mend: a token, an invitation. */
export const PERSON_PAUSE_MS = 5 * 60_000;

/** `tries` that failed one after the other. */
export function pauseAfter(tries: number): number {
  return Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.max(0, tries - 1));
}
