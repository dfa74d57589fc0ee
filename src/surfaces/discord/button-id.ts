/** What a button's custom id says: what to do, whether to ask first, and the answer to that. */
import type { CardAction } from '../../domain/card.ts';

export type Pressed =
  | { readonly kind: 'do' | 'ask' | 'yes'; readonly actionId: string }
  | { readonly kind: 'no' };

export const NO = 'no';

/** Discord has no dialog of its own: what has to be confirmed is asked in private first. */
export function buttonId({ id, confirm }: CardAction): string {
  return confirm ? `ask:${id}` : id;
}

export function yesId(actionId: string): string {
  return `yes:${actionId}`;
}

export function readButtonId(customId: string): Pressed {
  if (customId === NO) return { kind: 'no' };
  const [, kind, actionId] = /^(ask|yes):(.+)$/s.exec(customId) ?? [];
  if (actionId === undefined) return { kind: 'do', actionId: customId };
  return { kind: kind === 'ask' ? 'ask' : 'yes', actionId };
}
