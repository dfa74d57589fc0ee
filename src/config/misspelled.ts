import { editDistance } from '../domain/edit-distance.ts';
import { type Env } from './variable.ts';

const OURS = /^(?:CALSYNC|CALCOM)_/;
const MOST_TYPOS = 2;

/** One line for each variable that is set, carries our prefix and nearly has a name we know. */
export function misspelled(env: Env, knownNames: readonly string[]): string[] {
  return Object.keys(env)
    .filter((name) => OURS.test(name) && env[name]?.trim() && !knownNames.includes(name))
    .flatMap((name) => {
      const meant = nearest(name, knownNames);
      return meant ? [`${name} is no variable of calsync: did you mean ${meant}?`] : [];
    });
}

/**
 * The prefix does not count, as CALSYNC_ and CALCOM_ are easily swapped. Few typos only: for a service named
 * "calsync", Kubernetes sets CALSYNC_PORT and CALSYNC_SERVICE_HOST by itself.
 */
function nearest(name: string, knownNames: readonly string[]): string | undefined {
  return knownNames
    .filter((known) => OURS.test(known))
    .map((known) => ({ known, typos: editDistance(name.replace(OURS, ''), known.replace(OURS, '')) }))
    .filter(({ typos }) => typos <= MOST_TYPOS)
    .toSorted((one, other) => one.typos - other.typos)[0]?.known;
}
