/** Everything that can be pressed and typed, and who may: one entry for each kind of button and each command. */
import type { CommandName } from '../../src/domain/grammar.ts';
import type { Action } from '../../src/domain/offers.ts';
import type { BulkAction, Press } from '../../src/domain/press.ts';
import type { GuardedSalon } from './guarded-salon.ts';

/** `admins`: nobody else. `all`: it tells no customer's data. `nobody`: it is of the terminal. */
export type Right = 'admins' | 'all' | 'nobody';

/** What the buttons are about. */
type Shown = Pick<GuardedSalon, 'issues' | 'countedId' | 'summaryId'>;

type Ids = (shown: Shown) => readonly string[];

const NAMED_ACTIONS: Record<Action, true> = {
  retry: true,
  create: true,
  link: true,
  use_database: true,
  use_calcom: true,
  resolve: true,
  cancel: true,
};
const NAMED_BULK: Record<BulkAction, true> = { retry: true, resolve: true };

export const MATRIX_ACTIONS = Object.keys(NAMED_ACTIONS);
export const MATRIX_BULK_ACTIONS = Object.keys(NAMED_BULK);

const bulk =
  (kind: 'bulk' | 'bulk_yes'): Ids =>
  ({ summaryId }) =>
    MATRIX_BULK_ACTIONS.map((action) => `${kind}:${action}:${summaryId}:12`);

/** Every button of these kinds is for admins alone; each with its real ids. */
export const PRESSES: Record<Press['kind'], Ids> = {
  act: ({ issues: [{ id, factsHash }] }) =>
    MATRIX_ACTIONS.map((action) => `act:${action}:${id}:${factsHash}`),
  review: ({ issues: [{ id }] }) => [`review:${id}`],
  claim: ({ issues: [{ id }] }) => [`claim:${id}`, `claim:${id}:1`],
  show: ({ countedId }) => [`show:${countedId}`],
  look_again: () => ['look_again'],
  open_issues: () => ['open_issues'],
  verify_doubts: () => ['verify_doubts'],
  release: () => ['release:12'],
  bulk: bulk('bulk'),
  bulk_yes: bulk('bulk_yes'),
};

interface Typed {
  readonly who: Right;
  readonly words: string;
}

export const TYPED: Record<CommandName, Typed> = {
  start: { who: 'nobody', words: '' },
  verify: { who: 'admins', words: '--full' },
  status: { who: 'all', words: '' },
  issues: { who: 'admins', words: '' },
  review: { who: 'admins', words: 'a:anna-1' },
  why: { who: 'admins', words: 'a:anna-1' },
  retry: { who: 'admins', words: 'a:anna-1' },
  create: { who: 'admins', words: 'a:anna-1 --yes' },
  link: { who: 'admins', words: 'a:anna-1' },
  use: { who: 'admins', words: 'a:anna-1 database --yes' },
  resolve: { who: 'admins', words: 'a:anna-1 --note x' },
  cancel: { who: 'admins', words: 'a:anna-1 --yes' },
  claim: { who: 'admins', words: 'a:anna-1 --take-over' },
  snooze: { who: 'admins', words: 'a:anna-1 2h' },
  pause: { who: 'admins', words: '1h because' },
  resume: { who: 'admins', words: '' },
  release: { who: 'admins', words: '' },
  metrics: { who: 'all', words: '' },
  dashboard: { who: 'admins', words: '' },
  health: { who: 'all', words: '' },
  audit: { who: 'admins', words: '' },
  migrate: { who: 'nobody', words: '' },
  doctor: { who: 'nobody', words: '' },
  demo: { who: 'nobody', words: '' },
  help: { who: 'all', words: '' },
};
