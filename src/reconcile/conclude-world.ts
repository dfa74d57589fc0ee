/** From everything that was read: a conclusion for each Pair, and what it changes in our memory. */
import type { Timing } from '../domain/ladder.ts';
import type { PairState } from '../domain/pair-state.ts';
import type { Pair, PairingRules } from '../domain/pair.ts';
import type { Span } from '../domain/window.ts';
import { conclude, MOVING, type Concluded, type Conclusion, type ConclusionRules } from './conclusion.ts';
import { whyUnread, type ObservedWorld } from './observed-world.ts';
import type { PairChange } from './pair-change.ts';
import { planUpdate } from './plan-changes.ts';
import { planStrangers } from './plan-strangers.ts';
import { witness } from './gather-evidence.ts';
import type { Moving } from './read-until-still.ts';
import { acquaint } from './recognise.ts';

export interface Reading {
  readonly world: ObservedWorld;
  /** All Pairs of the world. */
  readonly pairs: readonly Pair[];
  /** Which of them this Run answers for. */
  readonly answersFor: (pair: Pair) => boolean;
  /** All that we remember of them. */
  readonly known: Iterable<PairState>;
  /** Ids of remembered Pairs that this Run was to see again. */
  readonly expected: ReadonlySet<number>;
  readonly moving: Moving;
  readonly window: Span;
}

export interface Conclusions {
  readonly concluded: Concluded[];
  /** For each Pair that could not be checked, why. */
  readonly unread: string[];
  /** Pairs that changed while they were read. */
  readonly moved: number;
  readonly changes: PairChange[];
}

/** Pure. */
export function concludeWorld(
  reading: Reading,
  rules: PairingRules & Pick<ConclusionRules, 'rebookGraceMs'>,
  timing: Timing,
): Conclusions {
  const { world, pairs, moving } = reading;
  const known = [...reading.known];
  const acquaintances = acquaint(known, world.bookings);
  const answered = pairs.filter(reading.answersFor);
  const concluded = answered.toSorted(rowsFirst).map((pair) => ({
    pair,
    known: acquaintances.recognise(pair),
    conclusion: moving.isMoving(pair) ? MOVING : conclude(pair, world, { ...rules, now: timing.now }),
  }));
  const strangers = acquaintances
    .strangers()
    .filter((stranger) => reading.expected.has(stranger.id) && !moving.isMoving(stranger));
  const lost = strangers.flatMap(({ bookingUid }) => (bookingUid && whyUnread(bookingUid, world)) || []);
  const seen = witness({ world, pairs, rowsReadAt: moving.rowsReadAt, rules });
  const updates = concluded.flatMap((one) => {
    const update = planUpdate(one, timing);
    return update ? seen.testify(update, one) : [];
  });
  const around = { ...reading, answered: new Set(answered), known, timing, scope: rules.scope };
  const gone = planStrangers(strangers, around).map((change) => seen.testifyGone(change));
  return {
    concluded,
    moved: concluded.filter(({ conclusion }) => conclusion === MOVING).length,
    unread: [...concluded.flatMap(({ conclusion }) => whyNot(conclusion) ?? []), ...lost, ...world.lost],
    changes: [...gone, ...updates],
  };
}

/** A row is recognised by itself; only then may a Booking without a row take what is left. */
function rowsFirst(a: Pair, b: Pair): number {
  return Number(a.appointment === null) - Number(b.appointment === null);
}

function whyNot(conclusion: Conclusion): string | undefined {
  return conclusion.kind === 'unread' || conclusion.kind === 'unasked' ? conclusion.why : undefined;
}
