/** Which route answers which version of the API, and what it asks of the caller. */
import type { Call } from './call.ts';
import { cancelBookings } from './cancel-booking.ts';
import { createBooking } from './create-booking.ts';
import { getBooking, getBookingBySeat, getLegacyBooking } from './get-booking.ts';
import { getEventType, getEventTypes, getLegacyEventType, getLegacyEventTypes } from './get-event-types.ts';
import { getMe } from './get-me.ts';
import { listByCursor } from './list-cursor.ts';
import { listLegacy } from './list-legacy.ts';
import { listByOffset } from './list-offset.ts';
import { answer, isRefusal, type Outcome, refuse } from './outcome.ts';
import { rescheduleBooking } from './reschedule-booking.ts';

export type Handler = (call: Call) => Outcome;

export interface Route {
  handler: Handler;
  /** Where it is false, knowing the uid is enough. */
  authenticated: boolean;
  parameters: string[];
}

interface RouteEntry {
  method: string;
  path: RegExp;
  authenticated: boolean;
  /** `any`: the route has no versions. */
  versions: Record<string, Handler>;
}

/** What a missing or unknown version means: the oldest one, without a word about it. */
const FALLBACK = '2024-04-15';
const KNOWN_VERSIONS = new Set(
  `${FALLBACK} 2024-06-11 2024-06-14 2024-08-13 2024-09-04 2026-02-25 2026-05-01 2026-06-12`.split(' '),
);

const ROUTES: readonly RouteEntry[] = [
  guarded('GET', '/me', { any: getMe }),
  open('GET', '/event-types', { '2024-06-14': getEventTypes, [FALLBACK]: getLegacyEventTypes }),
  guarded('GET', '/event-types/(\\d+)', { '2024-06-14': getEventType, [FALLBACK]: getLegacyEventType }),
  guarded('GET', '/bookings', {
    '2024-08-13': listByOffset,
    '2026-05-01': listByCursor,
    [FALLBACK]: listLegacy,
  }),
  open('POST', '/bookings', { ...both(createBooking), [FALLBACK]: refuseLegacyBody }),
  open('GET', '/bookings/by-seat/([^/]+)', both(getBookingBySeat)),
  open('GET', '/bookings/([^/]+)', { ...both(getBooking), [FALLBACK]: getLegacyBooking }),
  open('POST', '/bookings/([^/]+)/reschedule', both(rescheduleBooking)),
  open('POST', '/bookings/([^/]+)/cancel', { ...both(cancelBookings), [FALLBACK]: cancelLegacy }),
];

export function resolveVersion(header: string | undefined): string {
  return header !== undefined && KNOWN_VERSIONS.has(header) ? header : FALLBACK;
}

export function findRoute(method: string, path: string, version: string): Route | undefined {
  for (const entry of ROUTES) {
    const match = entry.method === method ? entry.path.exec(path) : null;
    const handler = entry.versions['any'] ?? entry.versions[version];
    if (!match || !handler) continue;
    return {
      handler,
      authenticated: entry.authenticated,
      parameters: match.slice(1).map(decodeURIComponent),
    };
  }
  return undefined;
}

/** Whoever knows the uid may call it. */
function open(method: string, path: string, versions: Record<string, Handler>): RouteEntry {
  return { method, path: new RegExp(`^/v2${path}/?$`), versions, authenticated: false };
}

function guarded(method: string, path: string, versions: Record<string, Handler>): RouteEntry {
  return { ...open(method, path, versions), authenticated: true };
}

function both(handler: Handler): Record<string, Handler> {
  return { '2024-08-13': handler, '2026-02-25': handler };
}

/** The oldest version wants `end` and `responses`: a body of the newer ones never passes. */
function refuseLegacyBody(): Outcome {
  return refuse(400, 'end property is wrong,end must be a valid ISO 8601 date string ');
}

function cancelLegacy(call: Call): Outcome {
  const cancelled = cancelBookings(call);
  if (isRefusal(cancelled)) return cancelled;
  return answer(200, { success: true, onlyRemovedAttendee: false, bookingUid: call.parameters[0] });
}
