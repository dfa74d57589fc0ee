/** Brings every row and every Booking of one reading together in Pairs. */
import { appointmentLiveness, type Appointment } from './appointment.ts';
import { bookingLiveness, type Attendee, type Booking } from './booking.ts';
import { claimBookings, type Claim } from './claims.ts';
import { normalEmail, phoneDigits } from './identity.ts';
import { inScope, type Pair, type PairingRules, type World } from './pair.ts';
import { findTwins } from './twins.ts';

/** Every row once, every Booking or seat that no row carries once. Independent of the order of its input. */
export function pairUp(world: World, rules: PairingRules): Pair[] {
  const claims = claimBookings(world, rules);
  const byEnd = Map.groupBy(claims, (claim) => claim.booking?.uid ?? null);
  const carried = [...byEnd].flatMap(([uid, group]) => {
    const booking = uid === null ? undefined : world.bookings.get(uid);
    if (!booking) return group.map(bare);
    return booking.seats === 'shown' ? pairSeats(booking, group, rules) : pairClaimants(booking, group);
  });
  const free = [...world.bookings.values()].filter(({ uid }) => !byEnd.has(uid));
  return withTwins(carried.concat(free.flatMap((booking) => unclaimed(booking, rules))), rules);
}

function bare(claim: Claim): Pair {
  const absence = claim.wanted ? 'unread' : claim.absence;
  return { ...claimed(claim, null), absence, wanted: claim.wanted, heldBy: claim.continuedAs };
}

function pairOf(appointment: Appointment | null, booking: Booking | null, trail = NO_TRAIL): Pair {
  const seat = null;
  return { appointment, booking, seat, absence: null, heldBy: null, candidate: null, wanted: null, trail };
}

const NO_TRAIL: Pair['trail'] = [];

function claimed({ appointment, trail }: Claim, booking: Booking | null): Pair {
  return pairOf(appointment, booking, trail);
}

/** A live Booking has room for one row; a dead one is the answer for every row that carries it. */
function pairClaimants(booking: Booking, claims: readonly Claim[]): Pair[] {
  const first = claims[0]?.appointment.id ?? null;
  const exclusive = bookingLiveness(booking.status) === 'live' && booking.seats === 'none';
  return claims.map((claim, position) =>
    exclusive && position > 0
      ? { ...claimed(claim, null), absence: 'second_claimant', heldBy: first }
      : { ...claimed(claim, booking), heldBy: claim.continuedAs },
  );
}

function pairSeats(booking: Booking, claims: readonly Claim[], rules: PairingRules): Pair[] {
  const free = new Set(booking.attendees.filter((attendee) => attendee.seatUid !== null));
  const dead = bookingLiveness(booking.status) === 'dead';
  const seated = sameNameFirst(claims, free).map((claim): Pair => {
    const seat = seatOf(claim.appointment, free);
    if (seat) free.delete(seat);
    if (seat || dead) return { ...claimed(claim, booking), seat: seat ?? null };
    return { ...claimed(claim, null), absence: 'no_seat' };
  });
  return [...seated, ...unclaimedSeats(booking, free, rules)];
}

/** A row whose own name is on a seat is not to lose it to a sibling who came first. */
function sameNameFirst(claims: readonly Claim[], seats: ReadonlySet<Attendee>): Claim[] {
  const isNamed = ({ appointment }: Claim) =>
    [...seats].some((seat) => isSameName(seat.name, appointment.customerName));
  return claims.toSorted((one, other) => Number(isNamed(other)) - Number(isNamed(one)));
}

/** By e-mail, and by phone where a row has none; of several seats under one address the one of the same name. */
function seatOf(appointment: Appointment, free: ReadonlySet<Attendee>): Attendee | undefined {
  const email = normalEmail(appointment.customerEmail);
  const phone = phoneDigits(appointment.customerPhone);
  const fitting = [...free].filter((seat) =>
    email === null ? phone !== null && phoneDigits(seat.phone) === phone : normalEmail(seat.email) === email,
  );
  return fitting.find((seat) => isSameName(seat.name, appointment.customerName)) ?? fitting[0];
}

function isSameName(one: string | null, other: string | null): boolean {
  return one !== null && other !== null && one.trim().toLowerCase() === other.trim().toLowerCase();
}

function unclaimed(booking: Booking, rules: PairingRules): Pair[] {
  if (booking.seats !== 'shown') return reportable(booking, rules) ? [pairOf(null, booking)] : [];
  return unclaimedSeats(booking, booking.attendees, rules);
}

function unclaimedSeats(booking: Booking, seats: Iterable<Attendee>, rules: PairingRules): Pair[] {
  if (!reportable(booking, rules)) return [];
  return [...seats]
    .filter((seat) => seat.seatUid !== null)
    .map((seat) => ({ ...pairOf(null, booking), seat }));
}

function reportable(booking: Booking, rules: PairingRules): boolean {
  return bookingLiveness(booking.status) !== 'dead' && inScope(booking, rules.scope);
}

/** A row and a Booking that surely belong together are one Pair with a candidate, not two. */
function withTwins(pairs: readonly Pair[], rules: PairingRules): Pair[] {
  const twins = findTwins(
    pairs.filter(isLonelyRow).map((pair) => pair.appointment as Appointment),
    pairs.filter(isLonelyBooking).map((pair) => pair.booking as Booking),
    rules.timeToleranceMs,
  );
  const taken = new Set(twins.values());
  return pairs
    .filter((pair) => pair.appointment !== null || pair.booking === null || !taken.has(pair.booking))
    .map((pair) => ({ ...pair, candidate: (pair.appointment && twins.get(pair.appointment.id)) ?? null }));
}

/** Whether a twin is looked for. */
export function isLonelyRow(pair: Pair): boolean {
  if (!pair.appointment || appointmentLiveness(pair.appointment.status) !== 'live') return false;
  if (pair.booking) return pair.seat === null && bookingLiveness(pair.booking.status) === 'dead';
  return pair.absence === 'no_uid' || pair.absence === 'not_found' || pair.absence === 'no_occurrence';
}

export function isLonelyBooking(pair: Pair): boolean {
  if (pair.appointment || !pair.booking || pair.booking.seats !== 'none') return false;
  return bookingLiveness(pair.booking.status) === 'live';
}
