/** A card as an e-mail: its subject, and the same content as plain text and as HTML. Pure. */
import type { Card } from '../../domain/card.ts';
import { cleanText } from './clean-text.ts';
import type { Html } from './html.ts';
import { renderHtml } from './render-html.ts';
import { renderText } from './render-text.ts';

export interface CardMail {
  readonly subject: string;
  readonly text: string;
  readonly html: Html;
}

export function renderCard(card: Card): CardMail {
  const clean = mapTexts(card, cleanText);
  return {
    subject: `${clean.icon} ${clean.title}`,
    text: renderText(clean),
    html: renderHtml(clean),
  };
}

function mapTexts(card: Card, change: (text: string) => string): Card {
  const changed = (_: string, value: unknown) => (typeof value === 'string' ? change(value) : value);
  return JSON.parse(JSON.stringify(card, changed)) as Card;
}
