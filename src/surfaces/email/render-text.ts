/** A card as the plain text of an e-mail. Pure. */
import type { Card, Section, Tile } from '../../domain/card.ts';
import { chartLines } from '../text-chart.ts';
import { closingLine, linksOf, withoutLinks } from './mail-parts.ts';

/** One empty line between any two parts. */
export function renderText(card: Card): string {
  const links = linksOf(card).map(({ label, url }) => `${label}: ${url}`);
  const parts = [
    `${card.icon} ${card.title}`,
    ...withoutLinks(card).map(sectionText),
    links.join('\n'),
    ...closingLine(card),
    ...(card.footer ?? []),
  ];
  return `${parts.filter(Boolean).join('\n\n')}\n`;
}

function sectionText(section: Section): string {
  switch (section.kind) {
    case 'text':
      return section.text;
    case 'tiles':
      return section.tiles.map(tileLine).join('\n');
    case 'facts':
      return titled(
        section.title,
        section.facts.map(({ label, value }) => `${label}: ${value}`),
      );
    case 'comparison':
      return section.rows
        .map(({ label, values }) =>
          [`${label}:`, ...section.sides.map((side, at) => `  ${side}: ${values[at]}`)].join('\n'),
        )
        .join('\n');
    case 'table':
      return titled(
        section.title,
        section.rows.map((row) => `- ${row.join(' · ')}`),
      );
    case 'list':
      return titled(section.title, bullets(section.lines));
    case 'items':
      return titled(section.title, bullets(section.items.map(({ text }) => text)));
    case 'chart':
      return titled(section.title, chartLines(section));
  }
}

function bullets(lines: readonly string[]): string[] {
  return lines.map((line) => `- ${line}`);
}

function titled(title: string | null, lines: readonly string[]): string {
  return (title === null ? lines : [`${title}:`, ...lines]).join('\n');
}

function tileLine({ icon, label, value, note }: Tile): string {
  return `${icon} ${label}: ${value}${note ? ` (${note})` : ''}`;
}
