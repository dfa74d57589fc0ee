/** A card's buttons, with the dialog of those that ask first. Pure. */
import { type types } from '@slack/bolt';
import type { CardAction, Confirmation } from '../../domain/card.ts';
import { countCharacters, fit } from './fit.ts';
import { ACTIONS_ELEMENTS, BUTTON_TEXT, CONFIRM_BUTTON, CONFIRM_TEXT, CONFIRM_TITLE } from './limits.ts';
import { oneLine, plain } from './text.ts';

/** Not "Cancel", which beside "Cancel appointment" could mean either. */
const DENY = 'Not now';

/** All buttons with their dialogs; the rest of the message needs room too. */
const ROOM = 6_000;

/** Two buttons with one id would cost the whole message, so only the first is shown. */
export function renderActions(actions: readonly CardAction[]): types.ActionsBlock[] {
  const unique = [
    ...new Map(actions.toReversed().map((action) => [action.id, action])).values(),
  ].toReversed();
  const { kept: elements } = fit(unique.slice(0, ACTIONS_ELEMENTS).map(button), ROOM, countCharacters);
  return elements.length === 0 ? [] : [{ type: 'actions', elements }];
}

function button(action: CardAction): types.Button {
  const { id, label, style, confirm } = action;
  return {
    type: 'button',
    action_id: id,
    value: id,
    text: plainText(oneLine(label, BUTTON_TEXT)),
    ...(style !== 'plain' && { style }),
    ...(confirm && { confirm: dialog(confirm, style) }),
  };
}

function dialog(confirm: Confirmation, style: CardAction['style']): types.ConfirmationDialog {
  return {
    title: plainText(oneLine(confirm.title, CONFIRM_TITLE)),
    text: plainText(plain(confirm.text, CONFIRM_TEXT) || '–'),
    confirm: plainText(oneLine(confirm.yes, CONFIRM_BUTTON)),
    deny: plainText(DENY),
    ...(style !== 'plain' && { style }),
  };
}

/** Without ":name:" becoming a picture. */
export function plainText(text: string): types.PlainTextElement {
  return { type: 'plain_text', text, emoji: false };
}
