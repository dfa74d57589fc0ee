/** Checks the options of a menu, a radio group or a row of checkboxes. */
import { checkText } from './check-text.ts';
import { asList, asRecord, asRecords, asText, type Json } from './json.ts';
import { checkCount, checkLength, checkUnique, complain, type Spot, within } from './problems.ts';

// "Option object"; the docs and the SDK differ on the value, the smaller number is taken.
const OPTION_TEXT = 75;
const OPTION_VALUE = 75;
const MARKDOWN_TYPES = ['radio_buttons', 'checkboxes'];

export function checkOptions(element: Json, spot: Spot, most: number): void {
  const plain = !MARKDOWN_TYPES.includes(asText(element['type']));
  const options = asList(element['options']);
  const groups = asRecords(element['option_groups']);
  if (groups.length === 0) checkList(options, within(spot, 'options'), { most, plain });
  else checkCount(groups, within(spot, 'option_groups'), { most });
  for (const [index, group] of groups.entries())
    checkGroup(group, within(spot, `option_groups/${index}`), most);
  checkInitial(
    element,
    spot,
    groups.length === 0 ? options : groups.flatMap((each) => asList(each['options'])),
  );
}

function checkGroup(group: Json, spot: Spot, most: number): void {
  checkText(group['label'], within(spot, 'label'), { most: OPTION_TEXT, plain: true });
  checkList(asList(group['options']), within(spot, 'options'), { most, plain: true });
}

function checkList(options: readonly unknown[], spot: Spot, rule: { most: number; plain: boolean }): void {
  checkCount(options, spot, { most: rule.most });
  for (const [index, value] of options.entries()) {
    const option = asRecord(value);
    const at = within(spot, index);
    checkText(option['text'], within(at, 'text'), { most: OPTION_TEXT, plain: rule.plain });
    checkText(option['description'], within(at, 'description'), { most: OPTION_TEXT, required: false });
    if (option['value'] === undefined) complain(within(at, 'value'), 'missing required field');
    checkLength(option['value'], within(at, 'value'), OPTION_VALUE);
  }
  checkUnique(
    options.map((option) => asText(asRecord(option)['value'])),
    spot,
    'value',
  );
}

/** Slack refuses an initial option that is not, in every field, one of the options. */
function checkInitial(element: Json, spot: Spot, options: readonly unknown[]): void {
  const known = new Set(options.map((option) => JSON.stringify(option)));
  const single = element['initial_option'];
  const chosen = single === undefined ? asList(element['initial_options']) : [single];
  if (chosen.some((option) => !known.has(JSON.stringify(option))))
    complain(within(spot, 'initial_option'), 'must be one of the options');
}
