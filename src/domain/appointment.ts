/** An instant: milliseconds since the epoch. */
export type Instant = number;

/** Whether a side still stands: `unknown` when its status is a word we have not learnt. */
export type Liveness = 'live' | 'dead' | 'unknown';

/** A row of the company's own database. Only id, times and status are certain to be filled. */
export interface Appointment {
  readonly id: string;
  readonly customerName: string | null;
  readonly customerEmail: string | null;
  readonly customerPhone: string | null;
  readonly service: string | null;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  /** IANA name of the zone the customer was told the time in. */
  readonly timeZone: string | null;
  /** 'scheduled' | 'completed' | 'no_show' | 'cancelled'; a company's view may answer other words. */
  readonly status: string;
  readonly eventTypeId: number | null;
  /** The uid the row carries; '' counts as none. */
  readonly bookingUid: string | null;
  readonly source: string | null;
  readonly createdAt: Instant | null;
  /** Differs when anything has changed that could change a verdict; made by the database. */
  readonly fingerprint: string;
}

/** Whether the appointment is still to be kept, or was kept. */
export function appointmentLiveness(status: string): Liveness {
  switch (status) {
    case 'scheduled':
    case 'completed':
    case 'no_show':
      return 'live';
    case 'cancelled':
      return 'dead';
    default:
      return 'unknown';
  }
}
