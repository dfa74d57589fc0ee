/** What the tests of the stand-in Cal.com share: one started on a clock that stands still, and a caller. */
import { fetch } from 'undici';
import type { EventTypeSeed } from '../../src/sandbox/calcom/event-type.ts';
import {
  type CalcomSandbox,
  type CalcomSandboxOptions,
  startCalcom,
} from '../../src/sandbox/calcom/start-calcom.ts';
import type { BookingSeed, StoredBooking } from '../../src/sandbox/calcom/stored-booking.ts';

export const NOW = Date.parse('2026-11-22T06:00:00.000Z');
export const PLAIN = 1;
export const APPROVAL = 2;
export const SEATED = 3;
export const RECURRING = 4;
export const MISSING_UID = 'doesnotexist';

const EVENT_TYPES: EventTypeSeed[] = [
  { id: PLAIN, slug: 'check-up', title: 'Check-up', lengthInMinutes: 15 },
  { id: APPROVAL, lengthInMinutes: 15, requiresConfirmation: true },
  { id: SEATED, lengthInMinutes: 15, seatsPerTimeSlot: 2 },
  { id: RECURRING, lengthInMinutes: 15, recurrence: { occurrences: 3 } },
];

export interface TestClock {
  now(): number;
  sleep(ms: number): Promise<void>;
  /** Moves the time on; a sleep moves it on too, and takes none. */
  advance(ms: number): void;
}

function testClock(start = NOW): TestClock {
  let now = start;
  return {
    now: () => now,
    sleep: async (ms) => void (now += ms),
    advance: (ms) => void (now += ms),
  };
}

export type Calcom = CalcomSandbox & { clock: TestClock };

export async function aCalcom(options: CalcomSandboxOptions = {}): Promise<Calcom> {
  const clock = testClock();
  const calcom = await startCalcom({
    clock,
    requestsPerMinute: Number.POSITIVE_INFINITY,
    eventTypes: EVENT_TYPES,
    ...options,
  });
  return Object.assign(calcom, { clock });
}

export interface CallOptions {
  method?: string;
  version?: string | null;
  key?: string | null;
  body?: unknown;
}

/** An answer is looked into at will: each value passes for an object and for a list of objects. */
export interface Json {
  [key: string]: Json & Json[];
}

export interface Reply {
  status: number;
  json: Json;
  data: Json & Json[];
  headers: { get(name: string): string | null };
}

export async function call(calcom: CalcomSandbox, path: string, options: CallOptions = {}): Promise<Reply> {
  const { version = '2024-08-13', key = calcom.apiKey, body } = options;
  const response = await fetch(calcom.url + path, {
    method: options.method ?? (body === undefined ? 'GET' : 'POST'),
    headers: {
      ...(version !== null && { 'cal-api-version': version }),
      ...(key !== null && { authorization: `Bearer ${key}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const json = (await response.json()) as Json;
  const { data = [] as unknown as Reply['data'] } = json;
  return { status: response.status, json, data, headers: response.headers };
}

export function createBody(overrides: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    start: '2026-12-01T09:00:00Z',
    eventTypeId: PLAIN,
    attendee: { name: 'Mia Novak', email: 'mia@example.com', timeZone: 'Europe/Berlin' },
    ...overrides,
  };
}

/** One Booking on 1 December at 9 unless the seed says otherwise. */
export function aBooking(calcom: CalcomSandbox, seed: Partial<BookingSeed> = {}): StoredBooking {
  return calcom.world.book({ start: '2026-12-01T09:00:00Z', eventTypeId: PLAIN, ...seed });
}

export function uids(reply: Reply): string[] {
  return reply.data.map((booking) => text(booking['uid']));
}

export function errorMessage(reply: Reply): string {
  return text(reply.json['error']?.['message'] ?? reply.json['message']);
}

export function text(value: unknown): string {
  if (typeof value !== 'string') throw new TypeError(`Cannot read a text from "${JSON.stringify(value)}"`);
  return value;
}
