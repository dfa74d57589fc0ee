/** What a button reports back when it is pressed. */
import type { Action } from './offers.ts';

export type Press =
  | { readonly kind: 'act'; readonly action: Action; readonly issueId: number; readonly factsHash: string }
  | { readonly kind: 'review'; readonly issueId: number };

const ACTIONS: readonly Action[] = [
  'retry',
  'create',
  'link',
  'use_database',
  'use_calcom',
  'resolve',
  'cancel',
];

/** Short enough for every platform: at most 60 characters. */
export function pressId(press: Press): string {
  return press.kind === 'act'
    ? ['act', press.action, press.issueId, press.factsHash].join(':')
    : `review:${press.issueId}`;
}

/** Undefined for anything that we did not make. */
export function parsePress(id: string): Press | undefined {
  const [kind, ...rest] = id.split(':');
  if (kind === 'review' && rest.length === 1 && isNumber(rest[0])) return { kind, issueId: Number(rest[0]) };
  const [action, issueId, factsHash] = rest;
  const known = ACTIONS.find((one) => one === action);
  if (
    kind !== 'act' ||
    rest.length !== 3 ||
    !known ||
    !isNumber(issueId) ||
    !/^[\w-]{1,43}$/.test(factsHash ?? '')
  )
    return undefined;
  return { kind, action: known, issueId: Number(issueId), factsHash: factsHash ?? '' };
}

function isNumber(text: string | undefined): boolean {
  return /^\d{1,9}$/.test(text ?? '');
}
