/** Both sides in two: what is Anna's of one visit, and all that is not. */
import type { StoredBooking } from '../../src/sandbox/calcom/stored-booking.ts';
import type { Salon } from './salon.ts';
import { secondOf } from './shared-visits.ts';
import { nameOf, type Visit } from './visits.ts';

export interface Parted {
  readonly hers: unknown;
  readonly others: unknown;
}

interface Known {
  readonly visit: Visit;
  /** The ids and uids that there were before; what came since is hers if it bears her name alone. */
  readonly before: ReadonlySet<string>;
}

export async function partOf(salon: Salon, known: Known): Promise<Parted> {
  const { rows, bookings } = await worldOf(salon);
  const inClass = nameOf('class', known.visit);
  const isHerRow = (row: StoredRow) => isHers(known, row.id, [row.customer_name]);
  const isHerBooking = ({ uid, attendees }: StoredBooking) =>
    isHers(
      known,
      uid,
      attendees.map(({ name }) => name),
    );
  const [herBookings, shared] = parted(bookings, isHerBooking);
  const [herRows, otherRows] = parted(rows, isHerRow);
  const [classes, rest] = parted(shared, ({ uid }) => uid === inClass);
  const seats = classes.map(({ attendees }) => parted(attendees, ({ name }) => name === 'anna'));
  const withoutHer = classes.map((one, at) => ({ ...one, attendees: seats[at]?.[1] }));
  return {
    hers: [herRows, herBookings, seats.map(([own]) => own)],
    others: [otherRows, rest, withoutHer],
  };
}

export async function idsOf(salon: Salon): Promise<Set<string>> {
  const { rows, bookings } = await worldOf(salon);
  return new Set([...rows.map(({ id }) => id), ...bookings.map(({ uid }) => uid)]);
}

interface StoredRow {
  readonly id: string;
  readonly customer_name: string | null;
}

async function worldOf({ sql, calcom }: Salon): Promise<{ rows: StoredRow[]; bookings: StoredBooking[] }> {
  const rows = await sql<StoredRow>('select * from calsync.appointment order by id');
  return { rows, bookings: calcom.world.all() };
}

function isHers({ visit, before }: Known, id: string, names: readonly (string | null)[]): boolean {
  if (before.has(id)) return id === nameOf('anna', visit) || id === secondOf(visit);
  return names.every((name) => name === 'anna');
}

function parted<Item>(items: readonly Item[], isOne: (item: Item) => boolean): [Item[], Item[]] {
  return [items.filter(isOne), items.filter((item) => !isOne(item))];
}
