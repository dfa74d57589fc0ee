/** Who did what, where and when, as a list. Uids are shortened: with a whole one a booking can be cancelled. */
import type { Card } from '../domain/card.ts';
import { maskUid } from '../domain/masking.ts';
import { sayInstant, surfaceLabel, type Wording } from '../domain/wording.ts';
import type { RecordedAudit } from './sources.ts';

export const AUDIT_COLUMNS = ['When', 'Who', 'Where', 'What', 'About', 'Before', 'After'] as const;

export function composeAudit(lines: readonly RecordedAudit[], wording: Wording): Card {
  const title = 'Audit';
  if (lines.length === 0) {
    const text = 'Nobody did anything yet.';
    return { icon: '📜', title, tone: 'neutral', sections: [{ kind: 'text', text }] };
  }
  const rows = lines.map((line) => auditRow(line, wording));
  return {
    icon: '📜',
    title: `${title} (the last ${lines.length})`,
    tone: 'neutral',
    sections: [{ kind: 'table', title: null, columns: AUDIT_COLUMNS, rows }],
  };
}

export function auditRow(line: RecordedAudit, wording: Wording): string[] {
  const { action, side, detail } = line;
  const where = side === null ? '' : side === 'calcom' ? ' in Cal.com' : ' in the database';
  const who = line.actorName ?? line.actor;
  return [
    sayInstant(line.at, wording),
    who === line.actor ? who : `${who} (${line.actor})`,
    surfaceLabel(line.surface),
    [`${action.replaceAll('_', ' ')}${where}`, detail].filter(Boolean).join(' · '),
    about(line),
    values(line.before, wording),
    values(line.after, wording),
  ];
}

/** The same line for whoever reads it by machine. */
export function maskedAudit(line: RecordedAudit): RecordedAudit {
  const bookingUid = line.bookingUid === null ? null : maskUid(line.bookingUid);
  return { ...line, bookingUid, before: maskedValues(line.before), after: maskedValues(line.after) };
}

function about({ issueId, appointmentId, bookingUid }: RecordedAudit): string {
  return [
    ...(issueId === null ? [] : [`#${issueId}`]),
    ...(appointmentId === null ? [] : [`a:${appointmentId}`]),
    ...(bookingUid === null ? [] : [`booking ${maskUid(bookingUid)}`]),
  ].join(' ');
}

function values(recorded: object | null, wording: Wording): string {
  if (!recorded) return '–';
  const entries = Object.entries(maskedValues(recorded) ?? {});
  return entries.map(([name, value]) => `${name} ${said(name, value, wording)}`).join(', ') || '–';
}

function said(name: string, value: unknown, wording: Wording): string {
  if (name.endsWith('At') && typeof value === 'number') return sayInstant(value, wording);
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function maskedValues(recorded: object | null): object | null {
  if (!recorded) return null;
  const masked = Object.entries(recorded).map(([name, value]) => [
    name,
    /uid$/i.test(name) && typeof value === 'string' ? maskUid(value) : value,
  ]);
  return Object.fromEntries(masked) as object;
}
