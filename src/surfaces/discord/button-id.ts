/** What a button's custom id says: what to do, what was chosen for it, whether to ask first, and the answer to that. */
import type { CardAction } from '../../domain/card.ts';

/** `ask`: whether it is meant; `fill`: what is to go along with it; `yes`: it is meant. */
export type Pressed =
  | {
      readonly kind: 'do' | 'ask' | 'fill' | 'yes';
      readonly actionId: string;
      /** What was chosen beside the button. */
      readonly choice: string | null;
    }
  | { readonly kind: 'no' };

export const NO = 'no';

/** Discord has no dialog of its own: what has to be confirmed is asked in private first. */
export function buttonId({ id, confirm }: CardAction): string {
  return confirm ? `ask:${id}` : id;
}

/** Beside a note, which Discord takes in a form only. */
export function fillId({ id }: CardAction): string {
  return `fill:${id}`;
}

export function yesId(actionId: string): string {
  return `yes:${actionId}`;
}

/** The same button, with what is chosen now: a press does not tell what stands in a menu beside it. */
export function withChoice(customId: string, choice: string): string {
  if (customId === NO) return NO;
  return `with:${encodeURIComponent(choice)}:${customId.replace(CHOSEN, '')}`;
}

const CHOSEN = /^with:([^:]*):/;

export function readButtonId(customId: string): Pressed {
  if (customId === NO) return { kind: 'no' };
  const chosen = CHOSEN.exec(customId);
  const choice = chosen?.[1] === undefined ? null : decodeURIComponent(chosen[1]);
  const rest = customId.slice(chosen?.[0].length ?? 0);
  const [, kind = 'do', actionId = rest] = /^(ask|fill|yes):(.+)$/s.exec(rest) ?? [];
  return { kind: kind as 'do' | 'ask' | 'fill' | 'yes', actionId, choice };
}
