/** Answers `GET /v2/bookings` in both of Cal.com's modes; what it does not know is refused, so that nothing is measured by mistake. */
import { EVENT_TYPE_IDS } from './customers.ts';
import { LENGTH_MS } from './grid.ts';
import type { PageWorld, StartSpan } from './page-world.ts';

export class BadQuestion extends Error {
  override readonly name = 'BadQuestion';
}

const FILTERS = ['eventTypeIds', 'afterStart', 'beforeEnd', 'afterUpdatedAt'];
const COMMA = Buffer.from(',');
/** Later and earlier than any Booking. */
const ALWAYS: StartSpan = { from: -8e15, to: 8e15 };

/** Version 2024-08-13: `totalItems` counts without the filter by update. */
export function offsetPage(world: PageWorld, query: URLSearchParams): Buffer {
  check(query, [...FILTERS, 'take', 'skip', 'sortStart', 'sortCreated', 'sortUpdatedAt']);
  const take = numberOf(query, 'take', { fallback: 100, max: 250 });
  const skip = numberOf(query, 'skip', { fallback: 0, max: Infinity });
  const span = spanOf(query);
  const updatedSince = instantOf(query, 'afterUpdatedAt');
  const byUpdate = query.has('sortUpdatedAt');
  if (byUpdate !== (updatedSince !== undefined) || (byUpdate && span !== ALWAYS))
    throw new BadQuestion('afterUpdatedAt goes with sortUpdatedAt, and with no other filter');
  // All were made at once, so the order of their creation is the order of their numbers.
  const found = updatedSince === undefined ? world.ascending(span) : world.updatedSince(updatedSince);
  const page = [...found.drop(skip).take(take)];
  return render(world, page, totals(world.count(span), take, skip));
}

/** Version 2026-05-01 without a status: the latest start first. */
export function cursorPage(world: PageWorld, query: URLSearchParams): Buffer {
  check(query, [...FILTERS, 'limit', 'cursor']);
  const limit = numberOf(query, 'limit', { fallback: 50, max: 100 });
  const cursor = query.get('cursor');
  const found = foundBefore(world, query, cursor === null ? undefined : indexOfCursor(cursor));
  const page = [...found.take(limit + 1)];
  const hasMore = page.length > limit;
  const rows = page.slice(0, limit);
  return render(world, rows, { nextCursor: hasMore ? cursorOf(rows.at(-1) ?? 0) : null, hasMore });
}

function foundBefore(
  world: PageWorld,
  query: URLSearchParams,
  before: number | undefined,
): IteratorObject<number> {
  const updatedSince = instantOf(query, 'afterUpdatedAt');
  if (updatedSince === undefined || !world.untouchedBefore(updatedSince))
    return world.descending(spanOf(query), before);
  return world.changedDescending(spanOf(query), before, updatedSince).values();
}

function render(world: PageWorld, indexes: readonly number[], pagination: object): Buffer {
  const pieces: Buffer[] = [Buffer.from('{"status":"success","data":[')];
  for (const [position, index] of indexes.entries()) {
    if (position > 0) pieces.push(COMMA);
    pieces.push(world.bytes(index));
  }
  pieces.push(Buffer.from(`],"pagination":${JSON.stringify(pagination)}}`));
  return Buffer.concat(pieces);
}

function totals(totalItems: number, take: number, skip: number): Record<string, number | boolean> {
  const start = Math.min(skip, totalItems);
  const totalPages = Math.ceil(totalItems / take);
  return {
    returnedItems: Math.min(take, totalItems - start),
    totalItems,
    itemsPerPage: take,
    remainingItems: Math.max(0, totalItems - start - take),
    currentPage: totalPages === 0 ? 0 : Math.min(Math.floor(start / take) + 1, totalPages),
    totalPages,
    hasNextPage: start + take < totalItems,
    hasPreviousPage: start > 0,
  };
}

function check(query: URLSearchParams, known: readonly string[]): void {
  for (const [name, value] of query) {
    if (!known.includes(name)) throw new BadQuestion(`"${name}" is not known here`);
    if (name.startsWith('sort') && value !== 'asc') throw new BadQuestion(`"${name}" can only be asc here`);
  }
  const ids = query.get('eventTypeIds')?.split(',').map(Number);
  if (ids && EVENT_TYPE_IDS.some((id) => !ids.includes(id)))
    throw new BadQuestion('eventTypeIds has to name all event types here');
}

function spanOf(query: URLSearchParams): StartSpan {
  const from = instantOf(query, 'afterStart');
  const end = instantOf(query, 'beforeEnd');
  if (from === undefined && end === undefined) return ALWAYS;
  return { from: from ?? ALWAYS.from, to: end === undefined ? ALWAYS.to : end - LENGTH_MS };
}

function instantOf(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name);
  if (text === null) return undefined;
  const instant = Date.parse(text);
  if (Number.isNaN(instant)) throw new BadQuestion(`"${name}" is no time`);
  return instant;
}

function numberOf(
  query: URLSearchParams,
  name: string,
  { fallback, max }: { fallback: number; max: number },
): number {
  const value = Number(query.get(name) ?? fallback);
  if (!Number.isInteger(value) || value < 0 || value > max)
    throw new BadQuestion(`"${name}" is out of range`);
  return value;
}

function cursorOf(index: number): string {
  return Buffer.from(JSON.stringify({ v: 1, after: index })).toString('base64url');
}

function indexOfCursor(cursor: string): number {
  const found = /^\{"v":1,"after":(\d+)\}$/.exec(Buffer.from(cursor, 'base64url').toString());
  if (!found) throw new BadQuestion('Invalid cursor');
  return Number(found[1]);
}
