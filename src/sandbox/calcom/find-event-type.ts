/** Finds the event type that a create names, by id or by slug and owner. */
import type { CreateInput } from './create-input.ts';
import type { EventType } from './event-type.ts';
import { type Refusal, refuse } from './outcome.ts';
import type { WorldState } from './world-state.ts';

/** An event type has no `kind`, so that a refusal is told from it. */
export type Found = EventType & { kind?: never };

export function findEventType(state: WorldState, input: CreateInput): Found | Refusal {
  const { eventTypeId, eventTypeSlug, username } = input;
  if (eventTypeId !== undefined) {
    return state.eventTypes.get(eventTypeId) ?? refuse(404, `Event type with id ${eventTypeId} not found.`);
  }
  if (username === undefined) {
    return refuse(
      404,
      `Event type with slug ${eventTypeSlug} belonging to team ${input.teamSlug} not found.`,
    );
  }
  if (username !== state.owner.username) return refuse(404, `User with username ${username} not found`);
  const found = [...state.eventTypes.values()].find((one) => one.slug === eventTypeSlug && one.ownedByKey);
  return (
    found ?? refuse(404, `Event type with slug ${eventTypeSlug} belonging to user ${username} not found.`)
  );
}
