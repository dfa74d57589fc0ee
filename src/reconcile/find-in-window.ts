/** Finds what disagrees among everything that starts in a span: page by page, and then one by one what the pages left open. */
import type { Booking } from '../domain/booking.ts';
import { inScope, type Pair } from '../domain/pair.ts';
import type { PairState } from '../domain/pair-state.ts';
import { contains, isInWindow, type Span } from '../domain/window.ts';
import { CATCH_UP_MARGIN_MS, catchingUp } from './catch-up.ts';
import { concludeWorld } from './conclude-world.ts';
import { statusOf, type Concluded } from './conclusion.ts';
import { askForRebookings } from './ask-for-rebookings.ts';
import { findAncestors, findBookings } from './look-up.ts';
import { newWorld, type ObservedWorld } from './observed-world.ts';
import type { PairChange } from './pair-change.ts';
import type { Pass } from './pass.ts';
import { planUpdate } from './plan-changes.ts';
import type { ReconcilePorts } from './ports.ts';
import { readUntilStill, type StillQuestion } from './read-until-still.ts';
import type { SharedUids } from './read-our-side.ts';
import { wasAskedFor } from './read-span.ts';
import { readWindow, type WindowReading } from './read-window.ts';
import type { Findings } from './findings.ts';
import { keptChains, type Remainder, type SettledPair } from './remainder.ts';
import { countStatuses, NO_COUNTS, reportDiscrepancy } from './run-report.ts';
import { UntrustedListing } from './untrusted-listing.ts';

/** So many Bookings that exist but were not listed: the listing left out more than a moving world explains. */
const MAX_UNLISTED = 5;
/** Some of those that are left over may well not exist. */
const SAMPLED = 4 * MAX_UNLISTED;
/** A Booking as young as this may have been made after its page was read. */
const SETTLING_MS = 60_000;

export interface SpanQuestion {
  readonly span: Span;
  /** Called once the pages were read, before everything that is left over is looked up; may throw. */
  readonly onPages?: (reading: WindowReading, sample: Sample) => Promise<void>;
}

/** Looks up a few of the Bookings that rows carry and no page held; throws UntrustedListing when they exist. */
export type Sample = () => Promise<void>;

export async function findInWindow(
  stores: ReconcilePorts,
  pass: Pass,
  { span, onPages }: SpanQuestion,
): Promise<Findings> {
  const ports = { ...stores, bookings: pass.bookings };
  const { reading, agreed } = await readPages(ports, pass, span);
  const { remainder } = reading;
  const unlisted = unlistedCounter(remainder, pass, span);
  const looking = { ...ports, signal: pass.signal, onFound: unlisted.count };
  await onPages?.(reading, () => findBookings(sampleOf(remainder), newWorld({ listed: true }), looking));
  const world = await worldOf(ports, remainder, looking);
  const answersFor = (pair: Pair) => isInWindow(pair, span) && !isSettled(pair, remainder);
  const question = { ...looking, rules: pass.rules, concerns: answersFor };
  const still = await readUntilStill(world, { ...question, ...catchUpOf(reading, pass) });
  const known = await recallAll(ports, still.pairs, remainder);
  await askForRebookings(ports, still.pairs, world);
  const { concluded, unread, moved, changes } = concludeWorld(
    {
      ...still,
      world,
      answersFor,
      known,
      expected: new Set(remainder.unseen.keys()),
      window: pass.window,
    },
    pass.rules,
    { now: ports.clock.now(), ladderMs: pass.policy.retryLadderMs },
  );
  for (const { pair } of concluded) agreed.delete(pair.appointment?.id ?? '');
  return {
    ...outcomeOf(concluded, unread),
    ...tally(concluded, reading, { world, span }),
    unlisted: unlisted.found(),
    unread: unread.length,
    moving: moved,
    unannounced: 0,
    changes: [...agreed.values(), ...changes],
  };
}

/** `agreed`: what the Pairs that agree change in our memory, by their row. */
async function readPages(
  ports: ReconcilePorts,
  { window, now, rules, signal, policy, asked, scope }: Pass,
  span: Span,
): Promise<{ reading: WindowReading; agreed: Map<string, PairChange> }> {
  const agreed = new Map<string, PairChange>();
  const timing = { now, ladderMs: policy.retryLadderMs };
  const settled = ({ pair, known }: SettledPair) => {
    const change = planUpdate({ pair, known, conclusion: { kind: 'synced' } }, timing);
    if (change) agreed.set(pair.appointment?.id ?? '', change);
  };
  const watermark = await ports.history.watermark(scope);
  const changedSince = watermark === undefined ? -Infinity : watermark - CATCH_UP_MARGIN_MS;
  const shared = span === window ? await readShared(ports) : undefined;
  const { readAhead } = policy;
  const question = { span, now, rules, asked, changedSince, readAhead, shared, signal, settled };
  return { reading: await readWindow(ports, question), agreed };
}

/** Worth a look at both tables where all of them is read anyway. */
async function readShared({ appointments, memory }: ReconcilePorts): Promise<SharedUids> {
  const [rows, pairs] = await Promise.all([appointments.sharedBookings(), memory.sharedBookings()]);
  return { rows: new Set(rows), pairs: new Set(pairs) };
}

function catchUpOf(
  { recent, remainder }: WindowReading,
  { bookings, now, asked, signal }: Pass,
): Pick<StillQuestion, 'catchUp' | 'rowIds'> {
  const since = now - CATCH_UP_MARGIN_MS;
  return {
    rowIds: [...remainder.unseen.values()].flatMap(({ appointmentId }) => appointmentId ?? []),
    catchUp: catchingUp({ ...asked, bookings, since, seen: recent, signal }),
  };
}

/** A row may be met again by an old uid; what has changed since its page was read is at hand, and not wanted. */
function isSettled({ appointment, wanted }: Pair, { settledRows }: Remainder): boolean {
  return appointment !== null && wanted !== null && settledRows.has(appointment.id);
}

/** The left-over rows as they are now, and of every remembered Pair that was not seen again the row and the Booking. */
async function worldOf(
  ports: ReconcilePorts,
  remainder: Remainder,
  asking: Parameters<typeof findBookings>[2],
): Promise<ObservedWorld> {
  const world = newWorld({ listed: true });
  const unseen = [...remainder.unseen.values()];
  for (const [uid, booking] of remainder.bookings) world.bookings.set(uid, booking);
  for (const [id, chain] of keptChains(unseen)) world.chains.set(id, chain);
  const ids = [...remainder.rows.keys(), ...unseen.flatMap(({ appointmentId }) => appointmentId ?? [])];
  for (const row of await ports.appointments.read({ ids })) world.rows.set(row.id, row);
  const lost = unseen.flatMap(({ bookingUid }) => bookingUid ?? []).filter((uid) => !world.bookings.has(uid));
  await findBookings(lost, world, asking);
  for (const [uid, booking] of remainder.ends) world.bookings.set(uid, booking);
  world.lost.push(...(await findAncestors(remainder.ends.values(), world, asking)));
  return world;
}

function sampleOf({ rows, bookings }: Remainder): string[] {
  const uids = [...rows.values()].flatMap(({ bookingUid }) => bookingUid ?? []);
  return uids.filter((uid) => !bookings.has(uid)).slice(0, SAMPLED);
}

/** Bookings that a row carries, that exist, and that should have been listed: where there are five, more may be missing. */
function unlistedCounter(remainder: Remainder, { now, rules, asked }: Pass, span: Span) {
  const carried = new Set([...remainder.rows.values()].map((row) => row.bookingUid));
  const unlisted = new Set<string>();
  return { count, found: () => unlisted.size };

  /** Throws at the fifth: there is no need to look for all the others. */
  function count(booking: Booking): void {
    if (!carried.has(booking.uid) || remainder.bookings.has(booking.uid)) return;
    if (!contains(span, booking.startsAt) || !wasAskedFor(booking, span, asked.listMode)) return;
    if (!inScope(booking, rules.scope)) return;
    if ((booking.createdAt ?? 0) >= now - SETTLING_MS) return;
    unlisted.add(booking.uid);
    if (unlisted.size < MAX_UNLISTED) return;
    throw new UntrustedListing(
      `Cal.com's listing left out ${unlisted.size} bookings that exist when asked for by their uid: the listing cannot be trusted`,
    );
  }
}

/**
 * All that we remember of these Pairs, each as it was before it was read: what others have changed meanwhile is not
 * to be judged by an older reading, and a change that is planned on it will not apply.
 */
async function recallAll(
  { memory }: ReconcilePorts,
  pairs: readonly Pair[],
  { unseen }: Remainder,
): Promise<PairState[]> {
  const known = await memory.recall({
    ids: [...unseen.keys()],
    appointmentIds: pairs.flatMap(({ appointment }) => appointment?.id ?? []),
    bookingUids: pairs.flatMap(({ booking }) =>
      [booking?.uid ?? [], booking?.rescheduledFromUid ?? []].flat(),
    ),
  });
  return known.map((now) => unseen.get(now.id) ?? now);
}

export function outcomeOf(
  concluded: readonly Concluded[],
  unread: readonly string[],
): Pick<Findings, 'outcome' | 'problem' | 'discrepancies'> {
  const discrepancies = concluded.flatMap((one) => reportDiscrepancy(one) ?? []);
  if (unread.length === 0) return { outcome: 'complete', problem: null, discrepancies };
  const pairs = unread.length === 1 ? '1 appointment' : `${unread.length} appointments`;
  return { outcome: 'partial', problem: `${pairs} could not be checked: ${unread[0]}`, discrepancies };
}

/** Rows that were settled page by page were only counted; the others are known one by one. */
function tally(
  concluded: readonly Concluded[],
  { remainder, rowsInWindow, rowsBeyond, bookingsRead }: WindowReading,
  { world, span }: { world: ObservedWorld; span: Span },
): Pick<Findings, 'counts' | 'appointmentsRead' | 'bookingsRead'> {
  const rows = concluded.flatMap(({ pair }) => pair.appointment ?? []);
  const beyond = new Set(rowsBeyond);
  for (const row of rows) if (!contains(span, row.startsAt)) beyond.add(row.id);
  const vanished = [...remainder.rows.keys()].filter((id) => !world.rows.has(id)).length;
  const appointmentsRead = rowsInWindow - vanished + beyond.size;
  const statuses = concluded.map(({ known, conclusion }) => statusOf(conclusion, known));
  const counts = countStatuses(statuses, { ...NO_COUNTS, synced: appointmentsRead - rows.length });
  return { counts, appointmentsRead, bookingsRead };
}
