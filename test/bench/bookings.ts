/** The made-up Bookings in the JSON of Cal.com, as the stand-in of the tests renders it. */
import { fillEventType } from '../../src/sandbox/calcom/event-type.ts';
import { renderBooking } from '../../src/sandbox/calcom/render-booking.ts';
import type { StoredBooking } from '../../src/sandbox/calcom/stored-booking.ts';
import { createState, type WorldState } from '../../src/sandbox/calcom/world-state.ts';
import { systemClock } from '../../src/runtime/clock.ts';
import { customerOf, EVENT_TYPE_IDS, eventTypeOf, uidOf } from './customers.ts';
import { LENGTH_MS } from './grid.ts';

const DAY = 24 * 60 * 60_000;
const SERVICES = ['Hairstyling - Herrenschnitt', 'Colour - Färben & Tönen', 'Beard - Bartpflege'];
const FIRST_ID = 12_000_000;

/** What the key owns, and whom. */
export function accountOf(): WorldState {
  const state = createState(systemClock, 'ana@clinic.example', 1);
  for (const [position, id] of EVENT_TYPE_IDS.entries()) {
    const title = SERVICES[position] ?? '';
    state.eventTypes.set(id, fillEventType({ id, slug: `service-${id}`, title, lengthInMinutes: 30 }, id));
  }
  return state;
}

/** An accepted Booking that nobody has touched since the month before `base`. */
export function bookingOf(index: number, start: number, base: number): StoredBooking {
  const uid = uidOf(index);
  const customer = customerOf(index);
  const eventTypeId = eventTypeOf(index);
  const service = SERVICES[EVENT_TYPE_IDS.indexOf(eventTypeId as 10)] ?? '';
  return {
    id: FIRST_ID + index,
    uid,
    title: `${service} between Ana Keller and ${customer.name}`,
    description: null,
    status: 'accepted',
    start: new Date(start),
    end: new Date(start + LENGTH_MS),
    createdAt: new Date(untouchedSince(base)),
    updatedAt: new Date(untouchedSince(base)),
    eventTypeId,
    seated: false,
    attendees: [{ ...customer, timeZone: 'Europe/Berlin', language: 'de', absent: false }],
    guests: [],
    metadata: {},
    responses: { title: service, notes: '' },
    location: `https://app.cal.com/video/${uid}`,
    icsUid: `${uid}@Cal.com`,
    cancellationReason: '',
    cancelledByEmail: '',
    rescheduledBy: null,
  };
}

/** When all of them were made and last updated, epoch ms. */
export function untouchedSince(base: number): number {
  return base - 30 * DAY;
}

export function bytesOf(account: WorldState, booking: StoredBooking): Buffer {
  return Buffer.from(JSON.stringify(renderBooking(account, booking)));
}
