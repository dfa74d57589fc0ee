/** What can be booked in the stand-in, and the seed it is made from. */
export interface Recurrence {
  interval: number;
  occurrences: number;
  frequency: 'daily' | 'weekly' | 'monthly' | 'yearly';
}

export interface EventType {
  id: number;
  slug: string;
  title: string;
  lengthInMinutes: number;
  /** The lengths a booker may choose from; without it the length cannot be chosen at all. */
  lengthInMinutesOptions?: number[];
  seatsPerTimeSlot?: number;
  /** Whether anyone, not only the owner, sees the attendees of a seated Booking. */
  seatsShowAttendees: boolean;
  recurrence?: Recurrence;
  requiresConfirmation: boolean;
  /** Minutes. */
  minimumBookingNotice: number;
  hidden: boolean;
  disableCancelling: boolean;
  /** Slugs of the booking fields which a booker has to answer. */
  requiredFields: string[];
  /** False for an event type of somebody else whose Bookings the key sees all the same. */
  ownedByKey: boolean;
}

/** Everything left out gets a default: 30 minutes, no seats, no confirmation, no notice, owned by the key. */
export type EventTypeSeed = Partial<Omit<EventType, 'recurrence'>> & { recurrence?: Partial<Recurrence> };

/** Completes a seed; `id` is the one used when the seed names none. */
export function fillEventType(seed: EventTypeSeed, id: number): EventType {
  const { recurrence, ...rest } = seed;
  return {
    id,
    slug: `event-type-${seed.id ?? id}`,
    title: `Event type ${seed.id ?? id}`,
    lengthInMinutes: 30,
    seatsShowAttendees: false,
    requiresConfirmation: false,
    minimumBookingNotice: 0,
    hidden: false,
    disableCancelling: false,
    requiredFields: [],
    ownedByKey: true,
    ...rest,
    ...(recurrence && {
      recurrence: { interval: 1, occurrences: 4, frequency: 'weekly', ...recurrence },
    }),
  };
}
