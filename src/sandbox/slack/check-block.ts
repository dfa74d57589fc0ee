/** Checks one block by the rules of its type and of the place where it is to be shown. */
import { checkChart } from './check-chart.ts';
import { checkButton, checkElement } from './check-element.ts';
import { checkImage } from './check-image.ts';
import { checkDataTable, checkTable } from './check-table.ts';
import { checkText } from './check-text.ts';
import { asList, asRecord, asRecords, asText, isRecord, type Json } from './json.ts';
import {
  checkCount,
  checkLength,
  checkUnique,
  complain,
  type Spot,
  type Surface,
  within,
} from './problems.ts';

type Check = (block: Json, spot: Spot) => void;
interface BlockRule {
  check: Check;
  /** Left out, everywhere. */
  surfaces?: readonly Surface[];
}

const RULES = new Map<string, BlockRule>([
  ['section', { check: checkSection }],
  ['header', { check: (block, spot) => checkText(block['text'], within(spot, 'text'), HEADER) }],
  ['divider', { check: () => {} }],
  ['actions', { check: checkActions }],
  ['context', { check: checkContext }],
  ['image', { check: checkImage }],
  ['input', { check: checkInput }],
  [
    'rich_text',
    {
      check: (block, spot) => checkCount(asList(block['elements']), within(spot, 'elements'), { most: 100 }),
    },
  ],
  [
    'markdown',
    {
      check: (block, spot) => checkLength(block['text'] ?? '', within(spot, 'text'), 12_000),
      surfaces: ['message'],
    },
  ],
  ['alert', { check: (block, spot) => checkText(block['text'], within(spot, 'text')), surfaces: ['modal'] }],
  ['card', { check: checkCard, surfaces: ['message'] }],
  ['container', { check: checkContainer, surfaces: ['message'] }],
  // Whether tables show in App Home is disputed, so there they are refused.
  ['table', { check: checkTable, surfaces: ['message'] }],
  ['data_table', { check: checkDataTable, surfaces: ['message'] }],
  ['data_visualization', { check: checkChart, surfaces: ['message'] }],
]);
// The pages of the blocks, by their names.
const HEADER = { most: 150, plain: true };
const FIELD = 2_000;
const ACTIONS = 25;
const CONTEXT = 10;
const LABEL = 2_000;

export function checkBlock(value: unknown, spot: Spot): void {
  if (!isRecord(value)) return complain(spot, 'must be a block');
  const type = asText(value['type']);
  const rule = RULES.get(type);
  if (!rule) return complain(within(spot, 'type'), `unsupported type: ${type}`);
  if (rule.surfaces && !rule.surfaces.includes(spot.surface))
    return complain(spot, `unsupported type: ${type} in a ${spot.surface}`);
  checkLength(value['block_id'], within(spot, 'block_id'), 255);
  rule.check(value, spot);
}

function checkSection(section: Json, spot: Spot): void {
  const fields = section['fields'];
  checkText(section['text'], within(spot, 'text'), { required: fields === undefined });
  if (fields !== undefined) checkCount(asList(fields), within(spot, 'fields'), { most: 10 });
  for (const [index, field] of asList(fields).entries())
    checkText(field, within(spot, `fields/${index}`), { most: FIELD });
  if (section['accessory'] !== undefined)
    checkElement(section['accessory'], within(spot, 'accessory'), 'section');
}

function checkActions(actions: Json, spot: Spot): void {
  const elements = asList(actions['elements']);
  checkCount(elements, within(spot, 'elements'), { most: ACTIONS });
  for (const [index, element] of elements.entries())
    checkElement(element, within(spot, `elements/${index}`), 'actions');
  const ids = elements.map((element) => asText(asRecord(element)['action_id']));
  checkUnique(
    ids.filter((id) => id !== ''),
    within(spot, 'elements'),
    'action_id',
  );
}

function checkContext(context: Json, spot: Spot): void {
  const elements = asRecords(context['elements']);
  checkCount(elements, within(spot, 'elements'), { most: CONTEXT });
  for (const [index, element] of elements.entries()) {
    const at = within(spot, `elements/${index}`);
    if (element['type'] === 'image') checkElement(element, at, 'context');
    else checkText(element, at);
  }
}

function checkInput(input: Json, spot: Spot): void {
  checkText(input['label'], within(spot, 'label'), { most: LABEL, plain: true });
  checkText(input['hint'], within(spot, 'hint'), { most: LABEL, plain: true, required: false });
  for (const flag of ['optional', 'dispatch_action'])
    if (input[flag] !== undefined && typeof input[flag] !== 'boolean')
      complain(within(spot, flag), 'must be a boolean');
  checkElement(input['element'], within(spot, 'element'), 'input');
}

/** "Card block". */
function checkCard(card: Json, spot: Spot): void {
  checkText(card['title'], within(spot, 'title'), { most: 150, required: false });
  checkText(card['subtitle'], within(spot, 'subtitle'), { most: 150, required: false });
  checkText(card['body'], within(spot, 'body'), { most: 200, required: false });
  const buttons = asRecords(card['actions']);
  checkCount(buttons, within(spot, 'actions'), { least: 0, most: 3 });
  for (const [index, button] of buttons.entries()) checkButton(button, within(spot, `actions/${index}`));
}

/** "Container block". */
function checkContainer(container: Json, spot: Spot): void {
  checkText(container['title'], within(spot, 'title'), {
    most: 150,
    plain: true,
    required: container['rich_text_title'] === undefined,
  });
  const children = asList(container['child_blocks']);
  checkCount(children, within(spot, 'child_blocks'), { most: 10 });
  for (const [index, child] of children.entries()) checkBlock(child, within(spot, `child_blocks/${index}`));
}
