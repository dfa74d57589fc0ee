/** Reads the query of a listing as the validation pipe does: known parameters are checked, unknown ones dropped. */
import { type QueryProblem, type Refusal, refuseQuery } from './outcome.ts';
import { checker, type QueryChecker } from './query-checker.ts';
import type { SortColumn } from './sorted-bookings.ts';

const LIST_STATUSES = ['upcoming', 'recurring', 'past', 'cancelled', 'unconfirmed'] as const;
export type ListStatus = (typeof LIST_STATUSES)[number];

const SORTS: readonly [parameter: string, column: SortColumn][] = [
  // Only one is used; this is the precedence.
  ['sortStart', 'start'],
  ['sortEnd', 'end'],
  ['sortCreated', 'createdAt'],
  ['sortUpdatedAt', 'updatedAt'],
];

/** Both ends inclusive, in milliseconds. */
export interface Span {
  from: number;
  to: number;
}

export interface ListQuery {
  kind: 'query';
  statuses: ListStatus[];
  attendeeEmail?: string;
  attendeeName?: string;
  bookingUid?: string;
  eventTypeIds?: ReadonlySet<number>;
  ofTeams: boolean;
  afterStart: number;
  beforeEnd: number;
  created?: Span;
  updated?: Span;
}

export interface OffsetQuery extends ListQuery {
  take: number;
  skip: number;
  sort?: { column: SortColumn; descending: boolean };
}

export interface CursorQuery extends ListQuery {
  limit: number;
  cursor?: string;
}

export function readOffsetQuery(query: URLSearchParams): OffsetQuery | Refusal {
  const problems: QueryProblem[] = [];
  const check = checker(query, problems);
  const sort = readSort(check);
  const read: OffsetQuery = {
    ...readFilters(check, check.list('status', LIST_STATUSES)),
    take: check.number('take', { min: 1, max: 250, fallback: 100 }),
    skip: check.number('skip', { min: 0, fallback: 0 }),
    ...(sort && { sort }),
  };
  return problems.length > 0 ? refuseQuery(problems) : read;
}

export function readCursorQuery(query: URLSearchParams): CursorQuery | Refusal {
  const problems: QueryProblem[] = [];
  const check = checker(query, problems);
  const status = check.oneOf('status', LIST_STATUSES);
  const cursor = query.get('cursor');
  const read: CursorQuery = {
    ...readFilters(check, status === undefined ? [] : [status]),
    limit: check.number('limit', { min: 1, max: 100, fallback: 50 }),
    ...(cursor && { cursor }),
  };
  return problems.length > 0 ? refuseQuery(problems) : read;
}

function readFilters(check: QueryChecker, statuses: ListStatus[]): ListQuery {
  const created = readSpan(check, 'CreatedAt');
  const updated = readSpan(check, 'UpdatedAt');
  const eventTypeIds = check.ids('eventTypeIds') ?? check.ids('eventTypeId');
  const attendeeName = check.text('attendeeName');
  const bookingUid = check.text('bookingUid');
  // An unescaped + arrives as a blank, and no address has blanks.
  const attendeeEmail = check.text('attendeeEmail')?.trim().replaceAll(' ', '+');
  return {
    kind: 'query',
    statuses,
    ...(attendeeEmail !== undefined && { attendeeEmail }),
    ...(attendeeName !== undefined && { attendeeName }),
    ...(bookingUid !== undefined && { bookingUid }),
    ...(eventTypeIds && { eventTypeIds: new Set(eventTypeIds) }),
    ofTeams: (check.ids('teamsIds') ?? check.ids('teamId')) !== undefined,
    afterStart: check.date('afterStart') ?? Number.NEGATIVE_INFINITY,
    beforeEnd: check.date('beforeEnd') ?? Number.POSITIVE_INFINITY,
    ...(created && { created }),
    ...(updated && { updated }),
  };
}

function readSpan(check: QueryChecker, column: string): Span | undefined {
  const from = check.date(`after${column}`);
  const to = check.date(`before${column}`);
  if (from === undefined && to === undefined) return undefined;
  return { from: from ?? Number.NEGATIVE_INFINITY, to: to ?? Number.POSITIVE_INFINITY };
}

function readSort(check: QueryChecker): OffsetQuery['sort'] {
  const sorts = SORTS.flatMap(([parameter, column]) => {
    const direction = check.oneOf(parameter, ['asc', 'desc'] as const);
    return direction === undefined ? [] : [{ column, descending: direction === 'desc' }];
  });
  return sorts[0];
}
