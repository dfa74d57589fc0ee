/** Reads the body of POST /v2/bookings and refuses what the real validators refuse. */
import { attendeeProblems } from './attendee-problems.ts';
import { isRecord, type BodyProblem, refuseBody, readStart, unknownProperties } from './body-problems.ts';
import type { Refusal } from './outcome.ts';
import type { AttendeeSeed } from './stored-booking.ts';

export interface CreateInput {
  kind: 'create';
  start: Date;
  eventTypeId?: number;
  eventTypeSlug?: string;
  username?: string;
  teamSlug?: string;
  attendee: AttendeeSeed;
  lengthInMinutes?: number;
  recurrenceCount?: number;
  guests: string[];
  metadata: Record<string, string>;
  responses: Record<string, unknown>;
  location?: string;
}

const KNOWN =
  `start attendee eventTypeId eventTypeSlug username teamSlug organizationSlug lengthInMinutes guests
  location meetingUrl metadata bookingFieldsResponses routing emailVerificationCode instant recurrenceCount
  allowConflicts allowBookingOutOfBounds skipBookingLimits`.split(/\s+/);
const METADATA_RULE =
  'Metadata must have at most 50 keys, each key up to 40 characters, and string values up to 500 characters.';
const WHICH_EVENT_TYPE =
  'Either eventTypeId or eventTypeSlug + username or eventTypeSlug + teamSlug must be provided';

export function readCreateInput(body: Record<string, unknown>): CreateInput | Refusal {
  const start = readStart(body['start']);
  const problems: BodyProblem[] = [
    ...unknownProperties(body, KNOWN),
    ...(start ? [] : [['start', 'start must be a valid ISO 8601 date string'] as const]),
    ...attendeeProblems(body['attendee']),
    ...numberProblems(body, 'lengthInMinutes'),
    ...numberProblems(body, 'recurrenceCount'),
    ...objectProblems(body),
    ...(namesEventType(body) ? [] : [['eventTypeId', WHICH_EVENT_TYPE] as const]),
  ];
  return !start || problems.length > 0 ? refuseBody(problems) : createInput(body, start);
}

function createInput(body: Record<string, unknown>, start: Date): CreateInput {
  // The checks above have looked at every field taken over here.
  const fields = body as Partial<
    Pick<CreateInput, 'eventTypeId' | 'eventTypeSlug' | 'username' | 'teamSlug'>
  >;
  return {
    kind: 'create',
    start,
    ...(fields.eventTypeId !== undefined && { eventTypeId: fields.eventTypeId }),
    ...(fields.eventTypeSlug !== undefined && { eventTypeSlug: fields.eventTypeSlug }),
    ...(fields.username !== undefined && { username: fields.username }),
    ...(fields.teamSlug !== undefined && { teamSlug: fields.teamSlug }),
    attendee: body['attendee'] as AttendeeSeed,
    ...(typeof body['lengthInMinutes'] === 'number' && { lengthInMinutes: body['lengthInMinutes'] }),
    ...(typeof body['recurrenceCount'] === 'number' && { recurrenceCount: body['recurrenceCount'] }),
    guests: (body['guests'] as string[] | undefined) ?? [],
    metadata: (body['metadata'] as Record<string, string> | undefined) ?? {},
    responses: (body['bookingFieldsResponses'] as Record<string, unknown> | undefined) ?? {},
    ...readLocation(body),
  };
}

function namesEventType(body: Record<string, unknown>): boolean {
  if (typeof body['eventTypeId'] === 'number') return true;
  return Boolean(body['eventTypeSlug'] && (body['username'] || body['teamSlug']));
}

function numberProblems(body: Record<string, unknown>, name: string): BodyProblem[] {
  const value = body[name];
  if (value === undefined) return [];
  if (!Number.isInteger(value)) return [[name, `${name} must be an integer number`]];
  return (value as number) < 1 ? [[name, `${name} must not be less than 1`]] : [];
}

function objectProblems(body: Record<string, unknown>): BodyProblem[] {
  const { metadata, guests, bookingFieldsResponses: responses } = body;
  const problems: BodyProblem[] = [];
  if (metadata !== undefined && !isMetadata(metadata)) problems.push(['metadata', METADATA_RULE]);
  if (responses !== undefined && !isRecord(responses)) {
    problems.push(['bookingFieldsResponses', 'bookingFieldsResponses must be an object']);
  }
  if (guests !== undefined && !(Array.isArray(guests) && guests.every((one) => typeof one === 'string'))) {
    problems.push(['guests', 'each value in guests must be a string']);
  }
  return problems;
}

function isMetadata(metadata: unknown): boolean {
  if (!isRecord(metadata)) return false;
  const entries = Object.entries(metadata);
  if (entries.length > 50) return false;
  return entries.every(
    ([key, value]) => key.length <= 40 && (typeof value !== 'string' || value.length <= 500),
  );
}

function readLocation(body: Record<string, unknown>): { location?: string } {
  const location = isRecord(body['location']) ? body['location'] : {};
  const place = location['link'] ?? location['address'] ?? location['phone'] ?? location['integration'];
  const text = place ?? body['meetingUrl'];
  return typeof text === 'string' ? { location: text } : {};
}
