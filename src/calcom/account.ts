/** Whose key this is, and which event types it owns. */
import { z } from 'zod';
import { ShapeError } from './json.ts';

/** An event type of the key's owner. */
export interface CalcomEventType {
  readonly id: number;
  readonly slug: string;
  readonly title: string;
  /** Offered lengths in minutes. */
  readonly lengths: readonly number[];
  readonly seats: boolean;
  readonly recurring: boolean;
}

/** The owner of the API key. */
export interface CalcomOwner {
  readonly id: number;
  readonly username: string | null;
  readonly email: string | null;
  readonly timeZone: string | null;
}

/** Cal.com says `{disabled: true}`, null or nothing where a feature is off. */
const feature = z.looseObject({ disabled: z.boolean().optional() }).nullish().catch(null);

const eventTypesAnswer = z.object({
  data: z.array(
    z.object({
      id: z.number(),
      slug: z.string(),
      title: z.string().nullish(),
      lengthInMinutes: z.number(),
      lengthInMinutesOptions: z.array(z.number()).nullish(),
      seats: feature,
      seatsPerTimeSlot: z.number().nullish(),
      recurrence: feature,
    }),
  ),
});

const ownerAnswer = z.object({
  data: z.object({
    id: z.number(),
    username: z.string().nullish(),
    email: z.string().nullish(),
    timeZone: z.string().nullish(),
  }),
});

/** @throws ShapeError */
export function readEventTypes(body: unknown): CalcomEventType[] {
  return parse(eventTypesAnswer, body).data.map((raw) => ({
    id: raw.id,
    slug: raw.slug,
    title: raw.title || raw.slug,
    lengths: raw.lengthInMinutesOptions?.length ? raw.lengthInMinutesOptions : [raw.lengthInMinutes],
    seats: isOn(raw.seats) || (raw.seatsPerTimeSlot ?? 0) > 0,
    recurring: isOn(raw.recurrence),
  }));
}

/** @throws ShapeError */
export function readOwner(body: unknown): CalcomOwner {
  const { id, username, email, timeZone } = parse(ownerAnswer, body).data;
  return { id, username: username || null, email: email || null, timeZone: timeZone || null };
}

function isOn(setting: z.infer<typeof feature>): boolean {
  return setting !== null && setting !== undefined && setting.disabled !== true;
}

function parse<T>(schema: z.ZodType<T>, body: unknown): T {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  const where = result.error.issues[0]?.path.join('.') || 'the answer itself';
  throw new ShapeError(`"${where}" is not as it should be`);
}
