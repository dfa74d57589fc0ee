/** What a button reports back when it is pressed. */
import type { Action } from './offers.ts';

export type Press =
  | { readonly kind: 'act'; readonly action: Action; readonly issueId: number; readonly factsHash: string }
  | { readonly kind: 'review'; readonly issueId: number }
  | { readonly kind: 'look_again' }
  /** All that needs a person. */
  | { readonly kind: 'open_issues' }
  /** What is in doubt is verified now. */
  | { readonly kind: 'verify_doubts' }
  /** `changes`: so many were shown, and no more may happen. */
  | { readonly kind: 'release'; readonly changes: number };

const ACTIONS: readonly Action[] = [
  'retry',
  'create',
  'link',
  'use_database',
  'use_calcom',
  'resolve',
  'cancel',
];

const PLAIN = ['look_again', 'open_issues', 'verify_doubts'] as const;

/** Short enough for every platform: at most 60 characters. */
export function pressId(press: Press): string {
  switch (press.kind) {
    case 'act':
      return ['act', press.action, press.issueId, press.factsHash].join(':');
    case 'review':
      return `review:${press.issueId}`;
    case 'look_again':
    case 'open_issues':
    case 'verify_doubts':
      return press.kind;
    case 'release':
      return `release:${press.changes}`;
  }
}

/** Undefined for anything that we did not make. */
export function parsePress(id: string): Press | undefined {
  const [kind, ...rest] = id.split(':');
  const [first] = rest;
  const plain = PLAIN.find((one) => one === id);
  if (plain) return { kind: plain };
  if (kind === 'review' && rest.length === 1 && isNumber(first)) return { kind, issueId: Number(first) };
  if (kind === 'release' && rest.length === 1 && isNumber(first)) return { kind, changes: Number(first) };
  return kind === 'act' ? parseAct(rest) : undefined;
}

function parseAct([action, issueId, factsHash, ...more]: readonly string[]): Press | undefined {
  const known = ACTIONS.find((one) => one === action);
  if (!known || more.length > 0 || !isNumber(issueId) || !/^[\w-]{1,43}$/.test(factsHash ?? ''))
    return undefined;
  return { kind: 'act', action: known, issueId: Number(issueId), factsHash: factsHash ?? '' };
}

function isNumber(text: string | undefined): boolean {
  return /^\d{1,9}$/.test(text ?? '');
}
