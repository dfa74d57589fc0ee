/** How a listing can be untrue. What is no listing, an error's body, is left as it is. */
export type Change = (body: unknown) => unknown;

interface Listing {
  readonly status: unknown;
  readonly data: readonly Record<string, unknown>[];
  readonly pagination: Record<string, unknown>;
}

export const none = changing((listing) => withRows(listing, []));

export const fewer = changing((listing) =>
  withRows(
    listing,
    listing.data.filter((_, at) => at % 5 < 2),
  ),
);

export const reversed = changing((listing) => ({ ...listing, data: listing.data.toReversed() }));

/** As an older version of the API answers. */
export const otherShape = changing(({ status, data }) => ({ status, data: { bookings: data } }));

/** Its first row is from long before anything that is asked for. */
export const older = changing((listing) =>
  withFirst(listing, { start: LONG_AGO, end: LONG_AGO, createdAt: LONG_AGO, updatedAt: LONG_AGO }),
);

export const foreignRows = changing((listing) =>
  withFirst(listing, { eventTypeId: FOREIGN, eventType: { id: FOREIGN, slug: 'somebody-elses' } }),
);

export function withTotal(more: number): Change {
  return changing((listing) => {
    const { totalItems } = listing.pagination;
    if (typeof totalItems !== 'number') return listing;
    const pagination = { ...listing.pagination, totalItems: Math.max(0, totalItems + more) };
    return { ...listing, pagination };
  });
}

const LONG_AGO = '2020-01-06T09:00:00.000Z';
const FOREIGN = 999_999;

function changing(change: (listing: Listing) => unknown): Change {
  return (body) => (isListing(body) ? change(body) : body);
}

function isListing(body: unknown): body is Listing {
  const { data, pagination } = (body ?? {}) as Partial<Listing>;
  return Array.isArray(data) && typeof pagination === 'object';
}

/** All counts fit, as if there were no others. */
function withRows({ status, pagination }: Listing, data: Listing['data']): Listing {
  const total = data.length;
  if ('nextCursor' in pagination) return { status, data, pagination: { nextCursor: null, hasMore: false } };
  const counts = {
    totalItems: total,
    returnedItems: total,
    remainingItems: 0,
    totalPages: Math.min(1, total),
  };
  return { status, data, pagination: { ...pagination, ...counts, hasNextPage: false } };
}

function withFirst(listing: Listing, change: Record<string, unknown>): Listing {
  const [first, ...others] = listing.data;
  return first ? { ...listing, data: [{ ...first, ...change }, ...others] } : listing;
}
