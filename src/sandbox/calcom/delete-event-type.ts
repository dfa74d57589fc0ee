/** Deletes an event type; the database sets the foreign key of its Bookings to null and leaves `updatedAt` alone. */
import type { WorldState } from './world-state.ts';

export function deleteEventType(state: WorldState, id: number): void {
  if (!state.eventTypes.delete(id)) throw new Error(`Cannot find the event type "${id}"`);
  for (const booking of state.bookings.values()) {
    if (booking.eventTypeId === id) booking.eventTypeId = null;
  }
}
