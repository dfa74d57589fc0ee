/** What we ask of Cal.com, and in which version of its API each answer is expected. */
import { type CallKind } from '../runtime/call-policy.ts';

/**
 * Hosted Cal.com also knows newer versions of the bookings; an older server of one's own does not, and answers
 * an unknown version silently as 2024-04-15, in another shape. This one is known to both.
 */
const BOOKINGS_VERSION = '2024-08-13';
/** Lists by cursor. Hosted Cal.com has been slow in it, so it is asked for only where a setting says so. */
const CURSOR_VERSION = '2026-05-01';
const EVENT_TYPES_VERSION = '2024-06-14';

export interface Endpoint {
  readonly method: 'GET' | 'POST';
  readonly kind: CallKind;
  /** The header `cal-api-version`, byte for byte; null where none is needed. */
  readonly version: string | null;
  /** Completes "Cannot …". */
  readonly doing: string;
  /** What helps where a server does not know the version. */
  readonly remedy?: string;
}

export const ENDPOINTS = {
  list: { method: 'GET', kind: 'listing', version: BOOKINGS_VERSION, doing: 'list the bookings' },
  listByCursor: {
    method: 'GET',
    kind: 'listing',
    version: CURSOR_VERSION,
    doing: 'list the bookings',
    remedy: 'set CALCOM_LIST_MODE=offset',
  },
  find: { method: 'GET', kind: 'read', version: BOOKINGS_VERSION, doing: 'read a booking' },
  create: { method: 'POST', kind: 'write', version: BOOKINGS_VERSION, doing: 'create the booking' },
  cancel: { method: 'POST', kind: 'write', version: BOOKINGS_VERSION, doing: 'cancel the booking' },
  reschedule: { method: 'POST', kind: 'write', version: BOOKINGS_VERSION, doing: 'move the booking' },
  eventTypes: { method: 'GET', kind: 'read', version: EVENT_TYPES_VERSION, doing: 'read the event types' },
  me: { method: 'GET', kind: 'read', version: null, doing: 'read whose API key this is' },
} as const satisfies Record<string, Endpoint>;
