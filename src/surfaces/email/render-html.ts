/** A card as the HTML of an e-mail: tables and inline styles, which is what mail programs draw alike. Pure. */
import type { Card } from '../../domain/card.ts';
import { element, escapeHtml, type Html } from './html.ts';
import { closingLine, linksOf, withoutLinks, type MailLink } from './mail-parts.ts';
import { sectionHtml } from './section-html.ts';
import { COLOURS, STYLES } from './styles.ts';

/** One line for each part. */
export function renderHtml(card: Card): Html {
  const { icon, title, tone, footer = [] } = card;
  const links = linksOf(card).map(linkHtml);
  const parts = [
    element('h1', STYLES.title, escapeHtml(`${icon} ${title}`)),
    ...withoutLinks(card).map(sectionHtml),
    ...(links.length > 0 ? [element('p', STYLES.links, links.join(' '))] : []),
    ...closingLine(card).map((line) => element('p', STYLES.closing, escapeHtml(line))),
    ...footer.map((line) => element('p', STYLES.small, escapeHtml(line))),
  ];
  return [
    '<!doctype html>',
    `<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escapeHtml(title)}</title></head>`,
    `<body style="${STYLES.body}">`,
    `<table role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr><td align="center" style="${STYLES.around}">`,
    `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="${STYLES.sheet}"><tr><td style="${STYLES.inside};border-top:6px solid ${COLOURS[tone]}">`,
    ...parts,
    '</td></tr></table>',
    '</td></tr></table>',
    '</body></html>',
    '',
  ].join('\n');
}

function linkHtml({ label, url }: MailLink): Html {
  return `<a href="${escapeHtml(url)}" style="${STYLES.link}">${escapeHtml(label)}&nbsp;→</a>`;
}
