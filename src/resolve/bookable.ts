/** Which event types an appointment can be booked as. Pure. */
import type { Appointment } from '../domain/appointment.ts';
import type { OfferedEventType } from './ports.ts';

/** Undefined when it can be; else what keeps it from being booked, and what to do. */
export function whyNotBookable(
  { recurring, lengths }: OfferedEventType,
  row: Appointment,
): string | undefined {
  if (recurring)
    return 'This event type repeats, and one click would book the whole series: book it in Cal.com itself.';
  const minutes = minutesOf(row);
  if (lengths.includes(minutes)) return undefined;
  return `The event type offers ${lengths.join(', ')} minutes, the appointment takes ${minutes}: change one of them first.`;
}

export function minutesOf({ startsAt, endsAt }: Pick<Appointment, 'startsAt' | 'endsAt'>): number {
  return Math.round((endsAt - startsAt) / 60_000);
}
