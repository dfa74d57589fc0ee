/** What is filled in or chosen in blocks, in the shape of `state.values`. */
import { asList, asRecords, asRecord, asText, type Json } from './json.ts';
import type { Block } from './message.ts';
import type { ViewState } from './stored-view.ts';

/** The field in which each kind of element carries its value, with the field of its first value. */
const FIELDS = new Map<string, readonly [field: string, initial: string, empty: unknown]>([
  ['plain_text_input', ['value', 'initial_value', null]],
  ['number_input', ['value', 'initial_value', null]],
  ['email_text_input', ['value', 'initial_value', null]],
  ['url_text_input', ['value', 'initial_value', null]],
  ['static_select', ['selected_option', 'initial_option', null]],
  ['radio_buttons', ['selected_option', 'initial_option', null]],
  ['checkboxes', ['selected_options', 'initial_options', []]],
  ['multi_static_select', ['selected_options', 'initial_options', []]],
  ['users_select', ['selected_user', 'initial_user', null]],
  ['multi_users_select', ['selected_users', 'initial_users', []]],
  ['channels_select', ['selected_channel', 'initial_channel', null]],
  ['conversations_select', ['selected_conversation', 'initial_conversation', null]],
  ['datepicker', ['selected_date', 'initial_date', null]],
  ['timepicker', ['selected_time', 'initial_time', null]],
  ['datetimepicker', ['selected_date_time', 'initial_date_time', null]],
]);

export function initialState(blocks: readonly Block[]): ViewState {
  const state: ViewState = {};
  for (const block of blocks) {
    for (const element of elementsOf(block)) {
      const fields = FIELDS.get(asText(element['type']));
      if (!fields) continue;
      const [field, initial, empty] = fields;
      const value = { type: element['type'], [field]: element[initial] ?? empty };
      state[block.block_id] = { ...state[block.block_id], [asText(element['action_id'])]: value };
    }
  }
  return state;
}

/** Everything in a block that can be clicked or filled in. */
export function elementsOf(block: Json): Json[] {
  const elements = block['type'] === 'actions' ? asRecords(block['elements']) : [];
  const single = [block['accessory'], block['element']].filter((element) => element !== undefined);
  const buttons = block['type'] === 'card' ? asRecords(block['actions']) : [];
  const children = asRecords(block['child_blocks']).flatMap(elementsOf);
  return [...elements, ...single.map(asRecord), ...buttons, ...children];
}

/** What an element's state becomes when a person enters or chooses `value`. */
export function valueFor(element: Json, value: string | readonly string[]): Json {
  const type = asText(element['type']);
  const fields = FIELDS.get(type) ?? (type === 'overflow' ? ['selected_option'] : undefined);
  if (!fields) throw new Error(`Cannot enter anything into a "${type}"`);
  const [field] = fields;
  if (!field.startsWith('selected_option')) return { type, [field]: value };
  const options = [value].flat().map((wanted) => findOption(element, wanted));
  return { type, [field]: field === 'selected_option' ? options[0] : options };
}

function optionsOf(element: Json): Json[] {
  const groups = asRecords(element['option_groups']).flatMap((group) => asRecords(group['options']));
  return [...asRecords(element['options']), ...groups];
}

/** Whether nothing has been entered yet. */
export function isEmpty(value: Json | undefined): boolean {
  const { type: _type, ...fields } = value ?? {};
  return Object.values(fields).every(
    (each) => each === null || each === '' || (Array.isArray(each) && asList(each).length === 0),
  );
}

function findOption(element: Json, wanted: string): Json {
  const options = optionsOf(element);
  const found = options.find((option) => [textOf(option), option['value']].includes(wanted));
  if (found) return found;
  throw new Error(
    `Cannot choose "${wanted}": the options are ${options.map((o) => `"${textOf(o)}"`).join(', ')}`,
  );
}

function textOf(option: Json): string {
  return asText(asRecord(option['text'])['text']);
}
