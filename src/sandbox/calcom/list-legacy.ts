/** GET /v2/bookings of 2024-04-15: another body without an error, and every parameter of the newer versions dropped. */
import type { Call } from './call.ts';
import type { Outcome } from './outcome.ts';
import { renderLegacy } from './render-legacy.ts';
import { bookingsBy } from './world-state.ts';

const DEFAULT_LIMIT = 10;

export function listLegacy(call: Call): Outcome {
  const limit = Number(call.query.get('limit') ?? DEFAULT_LIMIT) || DEFAULT_LIMIT;
  const cursor = Number(call.query.get('cursor') ?? 0) || 0;
  const rows = bookingsBy(call.state, 'start');
  const next = cursor + limit;
  const data = {
    bookings: rows.slice(cursor, next).map((booking) => renderLegacy(call.state, booking)),
    recurringInfo: [],
    nextCursor: next < rows.length ? next : null,
  };
  return { kind: 'answer', status: 200, body: { status: 'success', data } };
}
