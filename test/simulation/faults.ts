/** What can be wrong with Cal.com's next answers, by name. */
import type { FaultRule, Faults } from '../../src/sandbox/calcom/faults.ts';
import type { Random } from '../support/known-truth/random.ts';
import {
  type Change,
  foreignRows,
  fewer,
  none,
  older,
  otherShape,
  reversed,
  withTotal,
} from './listing-changes.ts';

const ANY = {};
const LISTING = { method: 'GET', path: '/bookings' };
const ONE_BOOKING = { method: 'GET', path: /^\/v2\/bookings\/[^/]+$/ };

/** Each makes a rule of its own: some remember what they have answered. */
const FAULTS = {
  '429': () => failing(429, { message: 'Too many requests' }),
  '500 before': () => failing(500),
  '500 after': () => ({ when: ANY, fault: { kind: 'status', status: 500, after: true } }),
  '503 page': () => ({ when: ANY, fault: { kind: 'html', status: 503 } }),
  'cut before': () => ({ when: ANY, fault: { kind: 'cut' } }),
  'cut after': () => ({ when: ANY, fault: { kind: 'cut', after: true } }),
  hang: () => ({ when: ANY, fault: { kind: 'hang' } }),
  'HTML with a 200': () => ({ when: ANY, fault: { kind: 'html', status: 200 } }),
  '401': () => failing(401, { message: 'Invalid API Key' }),
  'a single Booking answers 500': () => ({ when: ONE_BOOKING, fault: { kind: 'status', status: 500 } }),
  'empty list that counts none': () => rewriting(none),
  '40 % of the list': () => rewriting(fewer),
  'the first page again': () => rewriting(theFirstAgain()),
  'too high a total': () => rewriting(withTotal(1)),
  'too low a total': () => rewriting(withTotal(-1)),
  'rows outside the asked span': () => rewriting(older),
  'other body shape': () => rewriting(otherShape),
  'foreign event types': () => rewriting(foreignRows),
  'another order': () => rewriting(reversed),
} satisfies Record<string, () => FaultRule>;

export type FaultName = keyof typeof FAULTS;

export const FAULT_NAMES = Object.keys(FAULTS) as readonly FaultName[];

/**
 * These keep rows back and make the counts fit: of a handful of Bookings nothing shows that they are missing, so that a
 * Booking which no row carries may stay unseen.
 */
export const WITHHOLDING: ReadonlySet<FaultName> = new Set([
  'empty list that counts none',
  '40 % of the list',
  'the first page again',
]);

export interface PickedFault {
  readonly name: FaultName;
  /** Takes away what has not struck yet. */
  remove(): void;
}

/** Strikes one to three of the next requests that it can strike, perhaps letting one pass before. */
export function pickFault(
  { random, faults }: { readonly random: Random; readonly faults: Faults },
  names: readonly FaultName[] = FAULT_NAMES,
): PickedFault {
  const [first = 'hang', ...others] = names;
  const name = random.pick([first, ...others]);
  const rule: FaultRule = FAULTS[name]();
  // Of a page that is repeated the first is true.
  const spared = name === 'the first page again' ? 1 : 0;
  const added = faults.add({ ...rule, times: 1 + spared + random.below(3), skip: random.below(2) });
  return { name, remove: () => added.remove() };
}

function failing(status: number, body?: unknown): FaultRule {
  return { when: ANY, fault: { kind: 'status', status, ...(body !== undefined && { body }) } };
}

function rewriting(change: Change): FaultRule {
  return { when: LISTING, fault: { kind: 'rewrite', body: change } };
}

function theFirstAgain(): Change {
  let first: unknown;
  return (body) => (first ??= body);
}
