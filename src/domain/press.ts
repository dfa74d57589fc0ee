/** What a button reports back when it is pressed. */
import type { Instant } from './appointment.ts';
import type { Action } from './offers.ts';

/** What can be done about all Issues of a summary at once: nothing that writes to either side. */
export type BulkAction = 'retry' | 'resolve';

export type Press =
  | {
      readonly kind: 'act';
      readonly action: Action;
      readonly issueId: number;
      readonly factsHash: string;
      /** Chosen before, for a booking that is to be made. */
      readonly eventTypeId?: number;
    }
  | { readonly kind: 'review'; readonly issueId: number }
  /** "I'm on it"; `from`: when the one who has it took it, who is to be replaced. */
  | { readonly kind: 'claim'; readonly issueId: number; readonly from?: Instant }
  /** An Issue that is only counted gets a card of its own. */
  | { readonly kind: 'show'; readonly issueId: number }
  | { readonly kind: 'look_again' }
  /** All that needs a person. */
  | { readonly kind: 'open_issues' }
  /** What is in doubt is verified now. */
  | { readonly kind: 'verify_doubts' }
  /** `changes`: so many were shown, and no more may happen. */
  | { readonly kind: 'release'; readonly changes: number }
  /** `count`: so many were shown, and no more are touched. `bulk` asks, `bulk_yes` does it. */
  | {
      readonly kind: 'bulk' | 'bulk_yes';
      readonly action: BulkAction;
      readonly bulletinId: number;
      readonly count: number;
    };

export const ACTIONS: readonly Action[] = [
  'retry',
  'create',
  'link',
  'use_database',
  'use_calcom',
  'resolve',
  'cancel',
];

export const BULK_ACTIONS: readonly BulkAction[] = ['retry', 'resolve'];

/** Short enough for every platform: at most 90 characters. */
export function pressId(press: Press): string {
  switch (press.kind) {
    case 'act':
      return joined('act', press.action, press.issueId, press.factsHash, press.eventTypeId);
    case 'review':
    case 'show':
      return joined(press.kind, press.issueId);
    case 'claim':
      return joined('claim', press.issueId, press.from);
    case 'look_again':
    case 'open_issues':
    case 'verify_doubts':
      return press.kind;
    case 'release':
      return joined('release', press.changes);
    case 'bulk':
    case 'bulk_yes':
      return joined(press.kind, press.action, press.bulletinId, press.count);
  }
}

function joined(...parts: readonly (string | number | undefined)[]): string {
  return parts.filter((part) => part !== undefined).join(':');
}

/** Undefined for anything that we did not make, to the letter. */
export function parsePress(id: string): Press | undefined {
  const [kind = '', ...rest] = id.split(':');
  const press = Object.hasOwn(PARSERS, kind) ? PARSERS[kind as Press['kind']](rest) : undefined;
  return press && pressId(press) === id ? press : undefined;
}

const PARSERS: Readonly<Record<Press['kind'], (rest: readonly string[]) => Press | undefined>> = {
  act: parseAct,
  review: (rest) => aboutIssue('review', rest),
  show: (rest) => aboutIssue('show', rest),
  claim: parseClaim,
  look_again: (rest) => plain('look_again', rest),
  open_issues: (rest) => plain('open_issues', rest),
  verify_doubts: (rest) => plain('verify_doubts', rest),
  release([changes, ...more]) {
    return isNumber(changes) && more.length === 0 ? { kind: 'release', changes: Number(changes) } : undefined;
  },
  bulk: (rest) => parseBulk('bulk', rest),
  bulk_yes: (rest) => parseBulk('bulk_yes', rest),
};

/** Every one there is. */
export const PRESS_KINDS = Object.keys(PARSERS) as readonly Press['kind'][];

function parseAct([action, issueId, factsHash = '', eventTypeId, ...more]: readonly string[]):
  | Press
  | undefined {
  const known = ACTIONS.find((one) => one === action);
  if (!known || more.length > 0 || !isNumber(issueId) || !/^[\w-]{1,43}$/.test(factsHash)) return undefined;
  if (eventTypeId !== undefined && !isNumber(eventTypeId)) return undefined;
  const chosen = eventTypeId === undefined ? {} : { eventTypeId: Number(eventTypeId) };
  return { kind: 'act', action: known, issueId: Number(issueId), factsHash, ...chosen };
}

function plain(
  kind: 'look_again' | 'open_issues' | 'verify_doubts',
  rest: readonly string[],
): Press | undefined {
  return rest.length === 0 ? { kind } : undefined;
}

function aboutIssue(kind: 'review' | 'show', [issueId, ...more]: readonly string[]): Press | undefined {
  return isNumber(issueId) && more.length === 0 ? { kind, issueId: Number(issueId) } : undefined;
}

function parseClaim([issueId, from, ...more]: readonly string[]): Press | undefined {
  if (!isNumber(issueId) || more.length > 0) return undefined;
  if (from === undefined) return { kind: 'claim', issueId: Number(issueId) };
  return /^\d{1,15}$/.test(from)
    ? { kind: 'claim', issueId: Number(issueId), from: Number(from) }
    : undefined;
}

function parseBulk(
  kind: 'bulk' | 'bulk_yes',
  [action, bulletinId, count, ...more]: readonly string[],
): Press | undefined {
  const known = BULK_ACTIONS.find((one) => one === action);
  if (!known || more.length > 0 || !isNumber(bulletinId) || !isNumber(count)) return undefined;
  return { kind, action: known, bulletinId: Number(bulletinId), count: Number(count) };
}

function isNumber(text: string | undefined): boolean {
  return /^\d{1,9}$/.test(text ?? '');
}
