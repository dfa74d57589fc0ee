import { z } from 'zod';
import { partsOf } from './kinds.ts';
import { shown } from './shown.ts';
import { type Kind, type Reading } from './variable.ts';

type EventTypeMap = Record<string, number>;

const eventTypes = z.record(z.string().min(1), z.int().positive().max(2_147_483_647));

/** Service → event type id, as `Haircut=123,Beard=456` or as a JSON object (for names with a comma). */
export const eventTypeMap: Kind<EventTypeMap> = {
  expected: 'service=id pairs separated by commas, or a JSON object, with event type ids of Cal.com',
  read: (text) => (text.startsWith('{') ? readJson(text) : readPairs(text)),
};

function readJson(text: string): Reading<EventTypeMap> {
  try {
    return checked(JSON.parse(text));
  } catch {
    return { wrong: 'it is no JSON' };
  }
}

function readPairs(text: string): Reading<EventTypeMap> {
  const map = new Map<string, number>();
  for (const pair of partsOf(text, /,/)) {
    const [, service, id] = /^(.*\S)\s*=\s*(\d+)$/.exec(pair) ?? [];
    if (service === undefined) return { wrong: `entry ${shown(pair)}` };
    if (map.has(service)) return { wrong: `${shown(service)} stands twice` };
    map.set(service, Number(id));
  }
  return checked(Object.fromEntries(map));
}

function checked(candidate: unknown): Reading<EventTypeMap> {
  const { data, error } = eventTypes.safeParse(candidate);
  if (data) return { value: data };
  return { wrong: `${shown(String(error.issues[0]?.path[0]))} has no event type id` };
}
