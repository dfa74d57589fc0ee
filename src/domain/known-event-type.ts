/** Which of Cal.com's event types a service is, where somebody has said so. */
import type { Appointment } from './appointment.ts';

/** Service → event type id. */
export type EventTypeMap = Readonly<Record<string, number>>;

/** The row's own, else the configured one. */
export function findEventTypeId(
  { eventTypeId, service }: Pick<Appointment, 'eventTypeId' | 'service'>,
  map: EventTypeMap,
): number | undefined {
  if (eventTypeId !== null) return eventTypeId;
  return service !== null && Object.hasOwn(map, service) ? map[service] : undefined;
}
