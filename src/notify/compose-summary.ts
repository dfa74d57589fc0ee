/** More new Issues than there should be cards: how many, which are the most urgent, and what became of what was done. Pure. */
import type { BulletinFacts } from '../domain/bulletin.ts';
import type { CardAction, CardItem, Section } from '../domain/card.ts';
import { finalStatus } from '../domain/pair-state.ts';
import { pressId, type BulkAction } from '../domain/press.ts';
import { actionLabel, sayMoment, sayNumber, statusLabel, type Wording } from '../domain/wording.ts';
import type { Content } from './bulletin-content.ts';
import { countLines } from './issue-lines.ts';
import type { IssueSummary, SummaryItem, ToldBulletin, TriedItem } from './bulletin.ts';

export function composeSummary(
  { id, facts, summary }: ToldBulletin & { readonly kind: 'new_issues' },
  wording: Wording,
): Content {
  const { open = {}, soonest = [] } = summary ?? {};
  const counts = countLines(open, wording);
  const left = Object.values(open).reduce((sum, count) => sum + count, 0);
  return {
    icon: '⚠️',
    title: titleOf(facts, wording),
    tone: 'warning',
    sections: [
      { kind: 'list', title: 'Still open', lines: counts.length > 0 ? counts : ['none'] },
      ...(soonest.length > 0 ? [urgent(soonest, wording)] : []),
      ...(summary ? whatBecame(summary, wording) : []),
      {
        kind: 'text',
        text: 'The ten that start soonest within 24 hours have cards of their own; the next get theirs as these are dealt with. All of them: "/calsync issues"; one of them: "/calsync review 3".',
      },
    ],
    actions: left > 0 ? [bulkButton('retry', id, left), bulkButton('resolve', id, left)] : [],
  };
}

function titleOf({ issues, onlyOn }: BulletinFacts['new_issues'], wording: Wording): string {
  const count = sayNumber(issues, wording);
  if (onlyOn === undefined) return `${count} new Cal.com Sync Issues`;
  return issues === 1 ? '1 Cal.com Sync Issue from before' : `${count} Cal.com Sync Issues from before`;
}

function urgent(soonest: readonly SummaryItem[], wording: Wording): Section {
  const items = soonest.map(({ id, code, appointmentId, startsAt, claimedBy }): CardItem => {
    const what = appointmentId === null ? 'booking without appointment' : `appointment ${appointmentId}`;
    const status = statusLabel(finalStatus(code));
    const claimed = claimedBy === null ? [] : [`${claimedBy} is on it`];
    return {
      text: [`#${id}`, what, sayMoment(startsAt, wording), status, ...claimed].join(' · '),
      actions: [
        { id: pressId({ kind: 'show', issueId: id }), label: 'Show card', style: 'plain', confirm: null },
      ],
    };
  });
  return { kind: 'items', title: 'The most urgent', items };
}

/** Of those that are over nothing is left to say: they are off the list. */
function whatBecame({ tried, triedInAll, underWay }: IssueSummary, wording: Wording): Section[] {
  const lines = [
    ...(underWay > 0 ? [`⏳ ${sayNumber(underWay, wording)} under way`] : []),
    ...tried.map(became),
    ...(triedInAll > tried.length ? [`… and ${sayNumber(triedInAll - tried.length, wording)} more`] : []),
  ];
  return lines.length > 0 ? [{ kind: 'list', title: 'Tried, and still open', lines }] : [];
}

function became({ id, action, byName, state, why }: TriedItem): string {
  const asked = `#${id}: ${actionLabel(action)} by ${byName}`;
  if (state === 'done') return `${asked}: done, and ${why ?? 'the two sides still differ'}`;
  return `${asked}: ${why ?? 'it was not done'}`;
}

const BULK_LABELS: Record<BulkAction, string> = { retry: 'Retry all', resolve: 'Resolve all' };

/** Asked about in private, with the number, before anything is done. */
function bulkButton(action: BulkAction, bulletinId: number, count: number): CardAction {
  const id = pressId({ kind: 'bulk', action, bulletinId, count });
  return { id, label: BULK_LABELS[action], style: 'plain', confirm: null };
}
