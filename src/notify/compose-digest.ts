/** What is said once a day: all clear only when the last checks prove it, else what is open, and first what is not known. Pure. */
import type { DigestFacts } from '../domain/bulletin.ts';
import type { Card, Fact, Section } from '../domain/card.ts';
import { sayInstant, sayNumber, type Wording } from '../domain/wording.ts';
import { countLines, urgentTable } from './issue-lines.ts';

export function composeDigest(digest: DigestFacts, wording: Wording): Card {
  const { date, cautions, open } = digest;
  const issues = countOpen(digest);
  const sections: Section[] = [
    ...(cautions.length > 0 ? [caution(cautions)] : []),
    ...(issues > 0
      ? [list('Open', countLines(open.counts, wording)), urgentTable(open.soonest, wording)]
      : []),
    { kind: 'facts', title: null, facts: facts(digest, wording) },
    ...(issues > 0 ? [{ kind: 'text', text: 'All of them: "/calsync issues".' } as const] : []),
  ];
  return { ...headline(digest, wording), sections, footer: [`Daily digest, ${sayDate(date, wording)}`] };
}

function headline(digest: DigestFacts, wording: Wording): Pick<Card, 'icon' | 'title' | 'tone'> {
  const { cautions, lastComplete, inDoubt } = digest;
  const issues = countOpen(digest);
  const many = (count: number, one: string) => `${sayNumber(count, wording)} ${one}${count === 1 ? '' : 's'}`;
  if (cautions.length > 0 || lastComplete === null)
    return { icon: '⚠️', tone: 'warning', title: 'Not up to date: the last checks were not complete' };
  if (issues > 0) return { icon: '⚠️', tone: 'warning', title: `${many(issues, 'issue')} open` };
  if (inDoubt > 0)
    return { icon: '🔍', tone: 'neutral', title: `No issue open, ${many(inDoubt, 'appointment')} in doubt` };
  return {
    icon: '✅',
    tone: 'good',
    title: `All clear: ${sayNumber(lastComplete.appointments, wording)} checked, complete`,
  };
}

function countOpen({ open }: DigestFacts): number {
  return Object.values(open.counts).reduce((sum, count) => sum + count, 0);
}

function caution(cautions: readonly string[]): Section {
  return list(
    'What follows may not be all',
    cautions.map((why) => `⚠️ ${why}`),
  );
}

function list(title: string, lines: readonly string[]): Section {
  return { kind: 'list', title, lines };
}

function facts(digest: DigestFacts, wording: Wording): Fact[] {
  const { lastComplete, nextCheck, inDoubt, accepted, resolvedYesterday } = digest;
  const number = (count: number) => sayNumber(count, wording);
  const checked =
    lastComplete && `${sayInstant(lastComplete.at, wording)} (${number(lastComplete.appointments)} checked)`;
  return [
    { label: 'Last complete check', value: checked ?? 'none yet' },
    {
      label: 'Next check',
      value: nextCheck ? `${sayInstant(nextCheck.at, wording)} (${nextCheck.name})` : 'none',
    },
    { label: 'Resolved yesterday', value: number(resolvedYesterday) },
    ...(inDoubt > 0
      ? [{ label: 'In doubt', value: `${number(inDoubt)}, looked at again before anybody is told` }]
      : []),
    ...(accepted > 0 ? [{ label: 'Accepted', value: `${number(accepted)} as they are` }] : []),
  ];
}

/** A date is the same day in every zone. */
function sayDate(date: string, { locale }: Wording): string {
  return new Intl.DateTimeFormat(locale, { timeZone: 'UTC', dateStyle: 'full' }).format(Date.parse(date));
}
