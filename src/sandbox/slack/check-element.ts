/** Checks one block element: a button, a menu, a picker, an input. */
import { checkImage } from './check-image.ts';
import { checkOptions } from './check-options.ts';
import { checkText } from './check-text.ts';
import { asRecord, isRecord, type Json } from './json.ts';
import { checkLength, complain, type Spot, within } from './problems.ts';

type Place = 'actions' | 'section' | 'input' | 'context';
type Check = (element: Json, spot: Spot) => void;

interface ElementRule {
  places: readonly Place[];
  check: Check;
}

const ANYWHERE: readonly Place[] = ['actions', 'section', 'input'];
const CLICKABLE: readonly Place[] = ['actions', 'section'];
// "Button element", "Overflow menu element", "Select menu element" and their neighbours.
const BUTTON_TEXT = 75;
const BUTTON_VALUE = 2_000;
const URL_MOST = 3_000;
const PLACEHOLDER = 150;
const INPUT_MOST = 3_000;

const RULES = new Map<string, ElementRule>([
  ['button', { places: CLICKABLE, check: checkButton }],
  ['overflow', { places: CLICKABLE, check: (element, spot) => checkOptions(element, spot, 5) }],
  ['static_select', { places: ANYWHERE, check: (element, spot) => checkOptions(element, spot, 100) }],
  ['multi_static_select', { places: ANYWHERE, check: (element, spot) => checkOptions(element, spot, 100) }],
  ['radio_buttons', { places: ANYWHERE, check: (element, spot) => checkOptions(element, spot, 10) }],
  ['checkboxes', { places: ANYWHERE, check: (element, spot) => checkOptions(element, spot, 10) }],
  ['users_select', { places: ANYWHERE, check: checkNothing }],
  ['multi_users_select', { places: ANYWHERE, check: checkNothing }],
  ['channels_select', { places: ANYWHERE, check: checkNothing }],
  ['conversations_select', { places: ANYWHERE, check: checkNothing }],
  ['datepicker', { places: ANYWHERE, check: checkNothing }],
  ['timepicker', { places: ANYWHERE, check: checkNothing }],
  ['datetimepicker', { places: ['actions', 'input'], check: checkNothing }],
  ['plain_text_input', { places: ['input'], check: checkInput }],
  ['number_input', { places: ['input'], check: checkNumberInput }],
  ['email_text_input', { places: ['input'], check: checkInput }],
  ['url_text_input', { places: ['input'], check: checkInput }],
  ['image', { places: ['section', 'context'], check: checkImage }],
]);

export function checkElement(value: unknown, spot: Spot, place: Place): void {
  if (!isRecord(value)) return complain(spot, 'must be a block element');
  const type = String(value['type']);
  const rule = RULES.get(type);
  if (!rule?.places.includes(place)) return complain(spot, `unsupported element "${type}" in ${place}`);
  checkLength(value['action_id'], within(spot, 'action_id'), 255);
  checkText(value['placeholder'], within(spot, 'placeholder'), {
    most: PLACEHOLDER,
    plain: true,
    required: false,
  });
  if (value['confirm'] !== undefined) checkConfirm(value['confirm'], within(spot, 'confirm'));
  rule.check(value, spot);
}

function checkNothing(): void {}

export function checkButton(button: Json, spot: Spot): void {
  checkText(button['text'], within(spot, 'text'), { most: BUTTON_TEXT, plain: true });
  checkLength(button['value'], within(spot, 'value'), BUTTON_VALUE);
  checkLength(button['url'], within(spot, 'url'), URL_MOST);
  checkLength(button['accessibility_label'], within(spot, 'accessibility_label'), BUTTON_TEXT);
  checkStyle(button['style'], within(spot, 'style'));
}

/** "Confirmation dialog object"; without a title Slack shows "Are you sure?", which says nothing. */
function checkConfirm(value: unknown, spot: Spot): void {
  const confirm = asRecord(value);
  checkText(confirm['title'], within(spot, 'title'), { most: 100, plain: true });
  checkText(confirm['text'], within(spot, 'text'), { most: 300 });
  checkText(confirm['confirm'], within(spot, 'confirm'), { most: 30, plain: true, required: false });
  checkText(confirm['deny'], within(spot, 'deny'), { most: 30, plain: true, required: false });
  checkStyle(confirm['style'], within(spot, 'style'));
}

function checkStyle(style: unknown, spot: Spot): void {
  if (style !== undefined && style !== 'primary' && style !== 'danger')
    complain(spot, 'must be primary or danger');
}

function checkInput(input: Json, spot: Spot): void {
  const most = input['max_length'];
  if (most !== undefined && !(typeof most === 'number' && most >= 1 && most <= INPUT_MOST))
    complain(within(spot, 'max_length'), `must be between 1 and ${INPUT_MOST}`);
  const initial = input['initial_value'];
  if (initial !== undefined && initial !== '')
    checkLength(initial, within(spot, 'initial_value'), typeof most === 'number' ? most : INPUT_MOST);
}

function checkNumberInput(input: Json, spot: Spot): void {
  if (typeof input['is_decimal_allowed'] !== 'boolean')
    complain(within(spot, 'is_decimal_allowed'), 'missing required field');
}
