/** A card as an answer to a person, who alone sees it. */
import { MessageFlags } from 'discord.js';
import type { Card } from '../../domain/card.ts';
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
