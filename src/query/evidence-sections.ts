/** What one attempt saw: both sides beside each other, what was looked for, and the verdict made once more from it. */
import type { ComparisonRow, Section } from '../domain/card.ts';
import { decidingAnswer, lastBooking, type Evidence } from '../domain/evidence.ts';
import type { Finding } from '../domain/pair-state.ts';
import { sayInstant, saySecond, type Wording } from '../domain/wording.ts';
import { howInWords, lookedForLines } from './evidence-in-words.ts';
import { isMissingSeat, judgeEvidence } from './judge-evidence.ts';
import type { RecordedAttempt } from './sources.ts';

const LADDER = 3;

/** The attempts of the latest ladder, and of every other verdict the latest; the newest first. */
export function worthShowing(attempts: readonly RecordedAttempt[]): RecordedAttempt[] {
  const kept = attempts.filter(({ evidence }) => evidence !== null);
  const first = kept.findLastIndex(({ attempt }) => attempt === 1);
  const ladder = kept.slice(Math.max(first, 0)).filter(({ attempt }) => attempt !== null);
  const latest = new Map(kept.map((one) => [`${one.code} ${one.fields}`, one]));
  const chosen = new Set([...ladder.slice(-LADDER), ...latest.values()]);
  return kept.filter((one) => chosen.has(one)).toReversed();
}

export function evidenceSections(line: RecordedAttempt, wording: Wording): Section[] {
  const { evidence } = line;
  if (!evidence) return [];
  return [
    { kind: 'text', text: `${headlineOf(line, wording)}. ${judgedOnceMore(line, evidence)}` },
    { kind: 'comparison', sides: ['Database', 'Cal.com'], rows: bothSides(evidence, wording) },
    { kind: 'list', title: 'Looked for', lines: lookedForLines(evidence, wording) },
  ];
}

function headlineOf({ at, attempt, event, code, fields }: RecordedAttempt, wording: Wording): string {
  const what = attempt === null ? event : `attempt ${attempt}`;
  const saw = findingInWords(
    code === null ? null : { code, fields: fields?.split(',').filter(Boolean) ?? [] },
  );
  return `${sayInstant(at, wording)}, ${what}: ${saw}`;
}

function judgedOnceMore({ code, fields }: RecordedAttempt, evidence: Evidence): string {
  const judged = judgeEvidence(evidence);
  const isSame = (judged?.code ?? null) === code && (judged?.fields.join() ?? '') === (fields ?? '');
  return isSame
    ? 'Judged once more from what is kept here: the same'
    : `From what is kept here alone: ${findingInWords(judged)}`;
}

function findingInWords(finding: { code: string; fields: readonly string[] } | null): string {
  if (!finding) return 'both sides agree';
  return finding.fields.length > 0 ? `${finding.code} (${finding.fields.join(', ')})` : finding.code;
}

function both(
  label: string,
  ours: string | null | undefined,
  theirs: string | null | undefined,
): ComparisonRow {
  return { label, values: [ours ?? '–', theirs ?? '–'] };
}

/** What differs is marked. */
function bothSides(evidence: Evidence, wording: Wording): ComparisonRow[] {
  const { row, readAt } = evidence.database;
  const answer = decidingAnswer(evidence);
  const booking = lastBooking(evidence);
  const read = answer?.read;
  const differing: Finding['fields'] = judgeEvidence(evidence)?.fields ?? [];
  const field = (label: string, name: Finding['fields'][number]) => {
    const [ours, theirs] = [row?.[name], booking?.[name]].map((value) =>
      typeof value === 'number' ? saySecond(value, wording) : value,
    );
    return both(differing.includes(name) ? `≠ ${label}` : label, ours, theirs);
  };
  return [
    both('Read', saySecond(readAt, wording), read && saySecond(read.at, wording)),
    both('How', 'from the table', read && howInWords(read)),
    both('Request', null, read?.requestId),
    both('There', row ? `appointment ${row.id}` : 'no appointment', presence(evidence)),
    both('Booking uid', row?.bookingUid, answer?.uid),
    ...(row || booking
      ? [field('Status', 'status'), field('Start', 'startsAt'), field('End', 'endsAt')]
      : []),
  ];
}

function presence(evidence: Evidence): string {
  const holder = evidence.searches.find((search) => search.for === 'holder');
  if (holder) return `belongs to appointment ${holder.found}`;
  if (evidence.searches.some(isMissingSeat)) return 'no seat in the booking';
  switch (decidingAnswer(evidence)?.answer) {
    case 'booking':
      return 'booking';
    case 'absent':
      return 'does not exist (404)';
    case 'unread':
      return 'could not be read';
    case 'series':
      return 'no booking of the series then';
    case undefined:
      return 'no booking';
  }
}
