/** A card on each surface, as the text that is kept of it and as what people read of it. */
import { stripVTControlCharacters } from 'node:util';
import { readMessage } from '../../src/cli/demo/read-message.ts';
import type { Card } from '../../src/domain/card.ts';
import { renderCard as onDiscord } from '../../src/surfaces/discord/render-card.ts';
import { renderCard as byEmail } from '../../src/surfaces/email/render-card.ts';
import { renderCard as onSlack } from '../../src/surfaces/slack/render-card.ts';
import { renderCard as onTerminal } from '../../src/surfaces/terminal/render-card.ts';

export interface Rendering {
  readonly surface: string;
  /** One line for each part of the payload. */
  readonly keep: (card: Card) => string;
  readonly read: (card: Card) => string;
}

const WIDTH = 100;
const rich = (card: Card) => onTerminal(card, { rich: true, width: WIDTH }).trimEnd();
const plain = (card: Card) => onTerminal(card, { rich: false, width: WIDTH }).trimEnd();

export const RENDERINGS: readonly Rendering[] = [
  {
    surface: 'slack',
    keep: (card) => {
      const { text, blocks } = onSlack(card);
      return jsonLines([text, ...blocks]);
    },
    read: (card) => readable(onSlack(card).blocks),
  },
  {
    surface: 'discord',
    keep: (card) => {
      const { flags, components, allowed_mentions } = onDiscord(card);
      const [{ components: parts, ...container }] = components;
      return jsonLines([{ flags, allowed_mentions, container }, ...parts]);
    },
    read: (card) => readable(onDiscord(card).components),
  },
  { surface: 'email', keep: mail, read: mail },
  { surface: 'html', keep: html, read: html },
  { surface: 'terminal', keep: (card) => stripVTControlCharacters(rich(card)), read: rich },
  { surface: 'pipe', keep: plain, read: plain },
];

function mail(card: Card): string {
  const { subject, text } = byEmail(card);
  return `Subject: ${subject}\n\n${text.trimEnd()}`;
}

function html(card: Card): string {
  return byEmail(card).html.trimEnd();
}

function jsonLines(parts: readonly unknown[]): string {
  return parts.map((part) => JSON.stringify(part)).join('\n');
}

function readable(parts: readonly unknown[]): string {
  const { lines, buttons } = readMessage(parts);
  return [...lines, buttons.map((label) => `[${label}]`).join(' ')].filter(Boolean).join('\n');
}
