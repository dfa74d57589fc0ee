/** A card's fields as blocks to fill in, and what was filled in. Pure. */
import { type types } from '@slack/bolt';
import type { CardField, CardOption } from '../../domain/card.ts';
import type { Entered } from '../desk.ts';
import { INPUT_LABEL, NOTE_TEXT, OPTION_TEXT, OPTION_VALUE, SELECT_OPTIONS } from './limits.ts';
import { plainText } from './render-actions.ts';
import { oneLine } from './text.ts';

/** The block of each kind of field; what is typed stays when the same block is shown again. */
const BLOCK_IDS: Record<CardField['kind'], string> = { note: 'field:note', choice: 'field:choice' };
/** Another one for each kind, as for every element of a message. */
const ACTION_IDS: Record<CardField['kind'], string> = { note: 'note', choice: 'choice' };

/** Blocks that were filled in: block_id, then action_id. */
export type StateValues = Readonly<
  Record<
    string,
    Readonly<Record<string, { value?: string | null; selected_option?: { readonly value?: string } | null }>>
  >
>;

/** The first of each kind; a choice that offers nothing is left out. */
export function renderFields(fields: readonly CardField[]): types.InputBlock[] {
  const note = fields.find(({ kind }) => kind === 'note');
  const choice = fields.find((field) => field.kind === 'choice' && field.options.length > 0);
  return [note, choice].flatMap((field) => (field ? [input(field)] : []));
}

export function noteBlockId(): string {
  return BLOCK_IDS.note;
}

export function readEntered(values: StateValues = {}): Entered {
  const note = values[BLOCK_IDS.note]?.[ACTION_IDS.note]?.value?.trim();
  const choice = values[BLOCK_IDS.choice]?.[ACTION_IDS.choice]?.selected_option?.value;
  return { note: note || null, choice: choice ?? null };
}

function input(field: CardField): types.InputBlock {
  return {
    type: 'input',
    block_id: BLOCK_IDS[field.kind],
    optional: true,
    label: plainText(oneLine(field.label, INPUT_LABEL)),
    element: field.kind === 'note' ? noteInput(field.value) : select(field.options),
  };
}

function noteInput(typed: string | undefined): types.PlainTextInput {
  return {
    type: 'plain_text_input',
    action_id: ACTION_IDS.note,
    multiline: true,
    max_length: NOTE_TEXT,
    ...(typed !== undefined && { initial_value: typed.slice(0, NOTE_TEXT) }),
  };
}

/** An option with the value of another one, or one that Slack would not take, would cost the whole message. */
function select(options: readonly CardOption[]): types.StaticSelect {
  const unique = [...new Map(options.map((option) => [option.value, option])).values()];
  const usable = unique.filter(({ value }) => value !== '' && value.length <= OPTION_VALUE);
  return {
    type: 'static_select',
    action_id: ACTION_IDS.choice,
    options: usable.slice(0, SELECT_OPTIONS).map(({ value, label }) => ({
      value,
      text: plainText(oneLine(label, OPTION_TEXT)),
    })),
  };
}
