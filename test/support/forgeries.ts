/** Ids that no button of ours bears, and ids of ours that belong to something else. */
import type { GuardedSalon } from './guarded-salon.ts';

type Shown = Pick<GuardedSalon, 'issues' | 'summaryId' | 'pauseId'>;

const LONG = 'x'.repeat(10_000);

/** Each with what is forged about it. */
export function forgedIds(shown: Shown): [string, string][] {
  return [...aboutFacts(shown), ...aboutShape(shown), ...aboutNumbers(shown), ...aboutSummaries(shown)];
}

function aboutFacts({ issues: [mine, other] }: Shown): [string, string][] {
  const swapped = mine.factsHash.replaceAll(/[a-z]/gi, (letter) =>
    letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase(),
  );
  return [
    ['another issue under these facts', `act:cancel:${other.id}:${mine.factsHash}`],
    ['other facts', `act:cancel:${mine.id}:${'x'.repeat(43)}`],
    ['these facts in another case', `act:cancel:${mine.id}:${swapped}`],
    ['these facts, cut', `act:cancel:${mine.id}:${mine.factsHash.slice(0, -1)}`],
    ['these facts, too long', `act:cancel:${mine.id}:${mine.factsHash}x`],
  ];
}

function aboutShape({ issues: [{ id, factsHash }] }: Shown): [string, string][] {
  const plain = [
    '',
    ':',
    'act',
    'act:cancel',
    `act:cancel:${id}`,
    `act:cancel:${id}:`,
    `act::${id}:${factsHash}`,
  ];
  const missing = ['review', 'review:', 'claim', 'show:', 'release', 'bulk_yes:resolve', 'bulk::'];
  const more = [`act:cancel:${id}:${factsHash}:10:10`, `review:${id}:${id}`, 'look_again:1', 'open_issues:'];
  const names = [
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    'prototype',
    'valueOf',
    '__proto__:1',
  ];
  const deeper = names.flatMap((name) => [`act:${name}:${id}:${factsHash}`, `bulk_yes:${name}:1:1`]);
  const cases = [
    `ACT:cancel:${id}:${factsHash}`,
    `act:Cancel:${id}:${factsHash}`,
    'Look_Again',
    'LOOK_AGAIN',
  ];
  const unknown = [`act:delete:${id}:${factsHash}`, `bulk_yes:cancel:1:12`, ` act:cancel:${id}:${factsHash}`];
  const odd = [
    `act:cancel:${id}:\0`,
    `act:cancel:${id}:\ud83d`,
    `${'x'.repeat(119)}😀`,
    'look_again\n',
    '🙂',
  ];
  const long = [
    LONG,
    `act:cancel:${id}:${LONG}`,
    `act:${LONG}:${id}:${factsHash}`,
    `review:${'1'.repeat(10_000)}`,
  ];
  return [...plain, ...missing, ...more, ...names, ...deeper, ...cases, ...unknown, ...odd, ...long].map(
    (forged) => ['the shape', forged],
  );
}

function aboutNumbers({ issues: [{ id, factsHash }] }: Shown): [string, string][] {
  const odd = ['-1', '1.5', '1e3', '0x1', `0${id}`, `+${id}`, `${id} `, '١', '99999999999999999999', 'NaN'];
  const sql = [`${id} or 1=1`, `${id};drop table calsync.issue`, `${id}'--`, `(select ${id})`];
  const none = ['0', '2147483648', '999999999'];
  const kinds = ['review', 'claim', 'show', 'release'];
  return [
    ...[...odd, ...sql, ...none].map((number) => `act:cancel:${number}:${factsHash}`),
    ...[`0${id}`, '-1', `${id} or 1=1`, '2147483648', '999999999'].flatMap((number) => [
      ...kinds.map((kind) => `${kind}:${number}`),
      `bulk:resolve:${number}:12`,
      `bulk_yes:resolve:${number}:12`,
    ]),
  ].map((forged) => ['the number', forged]);
}

function aboutSummaries({ summaryId, pauseId }: Shown): [string, string][] {
  return [
    ['more than the summary ever counted', `bulk_yes:resolve:${summaryId}:13`],
    ['far more than the summary ever counted', `bulk_yes:retry:${summaryId}:999999999`],
    ['fewer than the summary counts', `bulk_yes:resolve:${summaryId}:11`],
    ['none of a summary', `bulk_yes:resolve:${summaryId}:0`],
    ['what is no summary', `bulk_yes:resolve:${pauseId}:12`],
    ['a question about what is no summary', `bulk:resolve:${pauseId}:12`],
  ];
}
