/** A card as an answer to a person, who alone sees it. */
import { MessageFlags } from 'discord.js';
import type { Card } from '../../domain/card.ts';
import { chartPng } from '../chart-png.ts';
import { renderCard, type CardMessage } from './render-card.ts';

type Answer = Pick<CardMessage, 'components' | 'flags'>;

/** For what is private already, or takes the place of a message. */
export function asAnswer(card: Card): Answer {
  const { components, flags } = renderCard(card);
  return { components, flags };
}

export function inPrivate(card: Card) {
  const { components, flags } = renderCard(card);
  return { components, flags: [flags, MessageFlags.Ephemeral] as const };
}

/** With its charts as pictures, which go along as files. */
export async function inPictures(
  card: Card,
): Promise<Answer & { files: { name: string; attachment: Buffer }[] }> {
  const charts = card.sections.filter((section) => section.kind === 'chart');
  const pictures = charts.map((chart, at) => ({ chart, fileName: `chart-${at + 1}.png` }));
  const files = pictures.map(async ({ chart, fileName }) => ({
    name: fileName,
    attachment: await chartPng(chart),
  }));
  const { components, flags } = renderCard(card, undefined, pictures);
  return { components, flags, files: await Promise.all(files) };
}
