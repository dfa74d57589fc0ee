/** Asks Cal.com what calsync will ask it: whose key this is, its event types, one page of bookings, one booking. */
import type { Instant } from '../domain/appointment.ts';
import type { Booking } from '../domain/booking.ts';
import { bad, good, warning, type Check } from '../domain/check.ts';
import { CalcomError } from '../domain/errors.ts';
import type { ListMode } from '../reconcile/booking-source.ts';
import type { CalcomClient } from './calcom-client.ts';

export interface CalcomScope {
  /** Undefined: the key's own event types. */
  readonly eventTypeIds: readonly number[] | undefined;
  readonly listMode: ListMode;
  /** Service → event type id. */
  readonly eventTypeMap: Readonly<Record<string, number>>;
}

const DAY = 24 * 60 * 60_000;

/** Each later question makes sense only where the ones before it were answered. */
export async function checkCalcom(
  calcom: CalcomClient,
  scope: CalcomScope,
  { now, signal }: { now: Instant; signal: AbortSignal },
): Promise<Check[]> {
  const checks: Check[] = [];
  try {
    const { username, id } = await calcom.me(signal);
    checks.push(good(`The API key is that of ${username ?? `user ${id}`}.`));
    const own = await calcom.eventTypeIds(signal);
    const found = await checkEventTypes(calcom, own, { ...scope, signal });
    checks.push(...found.checks);
    if (found.ids.length === 0) return checks;
    const bookings = await listSome(calcom, scope.listMode, { ids: found.ids, now, signal });
    checks.push(good(`Bookings can be listed (${scope.listMode} mode).`));
    return [...checks, ...(await checkOne(calcom, bookings[0], signal))];
  } catch (error) {
    if (error instanceof CalcomError) return [...checks, bad(`${error.message}.`)];
    throw error;
  }
}

async function checkEventTypes(
  calcom: CalcomClient,
  own: readonly number[],
  { eventTypeIds, eventTypeMap, signal }: CalcomScope & { signal: AbortSignal },
): Promise<{ checks: Check[]; ids: readonly number[] }> {
  if (own.length === 0 && !eventTypeIds) {
    const text = 'The key owns no event types: set CALCOM_EVENT_TYPE_IDS to those that are to be compared.';
    return { checks: [bad(text)], ids: [] };
  }
  const wanted = eventTypeIds ?? own;
  const named = new Set([...wanted, ...Object.values(eventTypeMap)]);
  const absent: number[] = [];
  for (const id of named) if (!own.includes(id) && !(await exists(calcom, id, signal))) absent.push(id);
  const checks = absent.map((id) => {
    const variable = wanted.includes(id) ? 'CALCOM_EVENT_TYPE_IDS' : 'CALSYNC_EVENT_TYPE_MAP';
    return bad(`Cal.com has no event type ${id}: correct ${variable}.`);
  });
  const ids = wanted.filter((id) => !absent.includes(id));
  const count = ids.length === 1 ? 'One event type is' : `${ids.length} event types are`;
  return { checks: ids.length > 0 ? [...checks, good(`${count} compared.`)] : checks, ids };
}

/** Of somebody else's, such as a team's, Cal.com tells only when its bookings are asked for. */
async function exists(calcom: CalcomClient, id: number, signal: AbortSignal): Promise<boolean> {
  try {
    await calcom.listByStart({ afterStart: 0, take: 1, eventTypeIds: [id] }, signal);
    return true;
  } catch (error) {
    if (error instanceof CalcomError && (error.problem === 'refused' || error.problem === 'not_found'))
      return false;
    throw error;
  }
}

async function listSome(
  calcom: CalcomClient,
  mode: ListMode,
  { ids, now, signal }: { ids: readonly number[]; now: Instant; signal: AbortSignal },
): Promise<readonly Booking[]> {
  const question = { afterStart: now - 7 * DAY, take: 1, eventTypeIds: ids };
  const page =
    mode === 'cursor'
      ? await calcom.listByCursor({ ...question, cursor: null }, signal)
      : await calcom.listByStart(question, signal);
  return page.bookings;
}

/** One that was listed is read again by its uid, as every look-up does. */
async function checkOne(
  calcom: CalcomClient,
  booking: Booking | undefined,
  signal: AbortSignal,
): Promise<Check[]> {
  if (!booking)
    return [warning('There is no booking from a week ago on: whether one can be read is not known.')];
  const found = await calcom.findByUid(booking.uid, signal);
  return [
    found.kind === 'absent'
      ? bad('A booking that is listed cannot be read by its uid: check whether the key may see all bookings.')
      : good('A booking can be read by its uid.'),
  ];
}
