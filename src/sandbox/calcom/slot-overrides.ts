/** The overrides a host may ask for: 2026-02-25 honours them, older versions take the fields and ignore them. */
import { bodyOf, type Call } from './call.ts';
import type { SlotOverrides } from './slot-rules.ts';

export function overridesOf(call: Call): SlotOverrides {
  const honoured = call.version === '2026-02-25' && call.authenticated;
  const body = bodyOf(call);
  return {
    allowConflicts: honoured && body['allowConflicts'] === true,
    allowBookingOutOfBounds: honoured && body['allowBookingOutOfBounds'] === true,
  };
}
