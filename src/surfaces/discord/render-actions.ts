/** A card's buttons in rows of Discord's, none of which could cost the whole card. Pure. */
import {
  ButtonStyle,
  ComponentType,
  type APIActionRowComponent,
  type APIButtonComponentWithCustomId,
} from 'discord.js';
import type { Card, CardAction } from '../../domain/card.ts';
import { buttonId, fillId } from './button-id.ts';
import { fit } from './fit.ts';
import { MAX_BUTTON_LABEL, MAX_BUTTONS, MAX_BUTTONS_IN_ROW, MAX_CUSTOM_ID } from './limits.ts';

export type ButtonRow = APIActionRowComponent<APIButtonComponentWithCustomId>;

const STYLES = {
  primary: ButtonStyle.Primary,
  danger: ButtonStyle.Danger,
  plain: ButtonStyle.Secondary,
} as const satisfies Record<CardAction['style'], ButtonStyle>;

/** The buttons of the card itself, then those of its tiles. */
export function buttonsOf(card: Card): APIButtonComponentWithCustomId[] {
  const takesNote = card.fields?.some(({ kind }) => kind === 'note') === true;
  const own = (card.actions ?? []).map((action) => button(action, takesNote ? fillId(action) : undefined));
  const tiles = card.sections.flatMap((section) => (section.kind === 'tiles' ? section.tiles : []));
  const ofTiles = tiles.flatMap(({ label, action }) =>
    action ? [button({ ...action, label: `${label}: ${action.label}` })] : [],
  );
  return [...own, ...ofTiles].filter(isPressable).filter(isFirstOfItsId).slice(0, MAX_BUTTONS);
}

export function inRows(buttons: readonly APIButtonComponentWithCustomId[]): ButtonRow[] {
  const starts = buttons.flatMap((_, at) => (at % MAX_BUTTONS_IN_ROW === 0 ? [at] : []));
  return starts.map((at) => ({
    type: ComponentType.ActionRow,
    components: buttons.slice(at, at + MAX_BUTTONS_IN_ROW),
  }));
}

export function button(action: CardAction, customId = buttonId(action)): APIButtonComponentWithCustomId {
  return {
    type: ComponentType.Button,
    style: STYLES[action.style],
    label: fit(action.label.trim(), MAX_BUTTON_LABEL),
    custom_id: customId,
  };
}

export function isPressable({ custom_id: id, label = '' }: APIButtonComponentWithCustomId): boolean {
  return id.trim() !== '' && id.length <= MAX_CUSTOM_ID && label !== '';
}

function isFirstOfItsId(
  { custom_id: id }: APIButtonComponentWithCustomId,
  at: number,
  all: readonly APIButtonComponentWithCustomId[],
): boolean {
  return all.findIndex((other) => other.custom_id === id) === at;
}
