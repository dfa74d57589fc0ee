/** Why a pass could not be whole, and what that asks of people. */
import { CalcomError, UserError } from '../domain/errors.ts';
import { UntrustedListing } from './untrusted-listing.ts';

/** `needs_person`: it cannot succeed by waiting. */
export type Trouble = 'needs_person' | 'circuit_open' | 'other';

/** In words safe to show; anything that we did not foresee is a bug, and is thrown on. */
export function troubleOf(error: unknown, signal: AbortSignal): { problem: string; trouble: Trouble } {
  if (signal.aborted) return { problem: 'calsync was stopped before the Run was finished', trouble: 'other' };
  if (error instanceof CalcomError) return { problem: error.message, trouble: classOf(error) };
  if (error instanceof UntrustedListing || error instanceof UserError)
    return { problem: error.message, trouble: 'other' };
  throw error;
}

function classOf({ problem }: CalcomError): Trouble {
  switch (problem) {
    case 'unauthorized':
    case 'unexpected_shape':
    case 'refused':
    case 'not_found':
      return 'needs_person';
    case 'circuit_open':
      return 'circuit_open';
    case 'unavailable':
    case 'throttled':
      return 'other';
  }
}
