/** GET /v2/event-types: the key's own event types; hidden ones only for their owner. */
import type { Call } from './call.ts';
import type { EventType } from './event-type.ts';
import { answer, type Outcome, refuse, type Refusal } from './outcome.ts';
import type { WorldState } from './world-state.ts';

export function getEventTypes(call: Call): Outcome {
  const { state, query } = call;
  const username = query.get('username') ?? (call.authenticated ? state.owner.username : '');
  if (username !== state.owner.username) return answer(200, []);
  const slug = query.get('eventSlug');
  const eventTypes = [...state.eventTypes.values()].filter(
    (one) => one.ownedByKey && (call.authenticated || !one.hidden) && (slug === null || one.slug === slug),
  );
  const descending = query.get('sortCreatedAt') === 'desc';
  const sorted = eventTypes.toSorted((a, b) => (descending ? b.id - a.id : a.id - b.id));
  return answer(
    200,
    sorted.map((one) => renderEventType(state, one)),
  );
}

export function getEventType(call: Call): Outcome {
  const [id = ''] = call.parameters;
  const eventType = call.state.eventTypes.get(Number(id));
  if (!eventType?.ownedByKey) return unknownEventType(id);
  return answer(200, renderEventType(call.state, eventType));
}

/** The shape of 2024-04-15, answered unasked to whoever sends no version. */
export function getLegacyEventTypes(call: Call): Outcome {
  const eventTypes = [...call.state.eventTypes.values()].filter((one) => one.ownedByKey);
  const group = { teamId: null, eventTypes: eventTypes.map(renderLegacy) };
  return answer(200, { eventTypeGroups: [group], profiles: [] });
}

export function getLegacyEventType(call: Call): Outcome {
  const [id = ''] = call.parameters;
  const eventType = call.state.eventTypes.get(Number(id));
  if (!eventType?.ownedByKey) return unknownEventType(id);
  return answer(200, { eventType: renderLegacy(eventType) });
}

function unknownEventType(id: string): Refusal {
  return refuse(404, `Event type with id ${id} not found`);
}

function renderLegacy({ id, title, slug, lengthInMinutes, hidden }: EventType) {
  return { id, title, slug, length: lengthInMinutes, hidden };
}

function renderEventType(state: WorldState, eventType: EventType) {
  const { owner } = state;
  return {
    id: eventType.id,
    ownerId: owner.id,
    lengthInMinutes: eventType.lengthInMinutes,
    ...(eventType.lengthInMinutesOptions && { lengthInMinutesOptions: eventType.lengthInMinutesOptions }),
    title: eventType.title,
    slug: eventType.slug,
    description: '',
    locations: [{ type: 'integration', integration: 'cal-video' }],
    bookingFields: bookingFields(eventType),
    recurrence: eventType.recurrence ?? null,
    disableGuests: false,
    slotInterval: null,
    minimumBookingNotice: eventType.minimumBookingNotice,
    beforeEventBuffer: 0,
    afterEventBuffer: 0,
    metadata: {},
    price: 0,
    currency: 'usd',
    lockTimeZoneToggleOnBookingPage: false,
    seatsPerTimeSlot: eventType.seatsPerTimeSlot ?? null,
    forwardParamsSuccessRedirect: null,
    successRedirectUrl: null,
    isInstantEvent: false,
    scheduleId: null,
    bookingWindow: { disabled: true },
    confirmationPolicy: confirmationPolicy(eventType),
    seats: seats(eventType),
    hidden: eventType.hidden,
    bookingRequiresAuthentication: false,
    disableCancelling: { disabled: eventType.disableCancelling },
    users: [{ id: owner.id, name: owner.name, username: owner.username, avatarUrl: null }],
    bookingUrl: `https://cal.com/${owner.username}/${eventType.slug}`,
  };
}

function bookingFields(eventType: EventType) {
  const custom = eventType.requiredFields.map((slug) => {
    return { isDefault: false, type: 'text', slug, label: slug, required: true };
  });
  return [
    { isDefault: true, type: 'name', slug: 'name', required: true },
    { isDefault: true, type: 'email', slug: 'email', required: true },
    ...custom,
  ];
}

function confirmationPolicy(eventType: EventType) {
  return eventType.requiresConfirmation
    ? { type: 'always', blockUnconfirmedBookingsInBooker: false }
    : { disabled: true };
}

function seats(eventType: EventType) {
  if (eventType.seatsPerTimeSlot === undefined) return { disabled: true };
  return {
    seatsPerTimeSlot: eventType.seatsPerTimeSlot,
    showAttendeeInfo: eventType.seatsShowAttendees,
    showAvailabilityCount: true,
  };
}
