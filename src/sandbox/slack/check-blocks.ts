/** The linter: every limit Slack sets to a message, a modal or an App Home, with what is wrong and where. */
import { checkBlock } from './check-block.ts';
import { checkText } from './check-text.ts';
import { countCharacters } from './count-characters.ts';
import { asList, asRecords, asText, isRecord, type Json } from './json.ts';
import { checkCount, checkLength, checkUnique, complain, type Spot, startAt, within } from './problems.ts';

const MESSAGE_BLOCKS = 50;
const VIEW_BLOCKS = 100;
/** "chat.postMessage", Truncating content: Slack cuts there, the stand-in refuses. */
export const TEXT_CHARACTERS = 40_000;
/** Over all blocks of a message; beyond it Slack says msg_blocks_too_long. */
export const BLOCK_CHARACTERS = 12_000;
const VIEW_LABEL = 24;
const PRIVATE_METADATA = 3_000;

/** What is wrong with `{ text, blocks }` as a message; empty when nothing is. */
export function checkMessage(payload: unknown): string[] {
  const spot = startAt('', 'message');
  if (!isRecord(payload)) return ['must be a message [json-pointer:/]'];
  // Notifications and screen readers have nothing but the text.
  if (asText(payload['text']) === '')
    complain(within(spot, 'text'), 'a plain text must stand beside the blocks');
  if (asText(payload['text']).length > TEXT_CHARACTERS)
    complain(within(spot, 'text'), `no more than ${TEXT_CHARACTERS} characters allowed`);
  spot.problems.push(...checkMessageBlocks(payload['blocks']));
  if (countCharacters(payload['blocks']) > BLOCK_CHARACTERS)
    complain(within(spot, 'blocks'), `no more than ${BLOCK_CHARACTERS} characters allowed over all blocks`);
  return spot.problems;
}

/** The shape of a message's blocks alone, without its text and its size as a whole. */
export function checkMessageBlocks(blocks: unknown): string[] {
  const spot = startAt('/blocks', 'message');
  checkAll(blocks, spot, MESSAGE_BLOCKS);
  const types = asRecords(blocks).map(({ type }) => asText(type));
  if (types.filter((type) => type === 'table' || type === 'data_table').length > 1)
    complain(spot, 'only one table allowed in a message');
  if (types.filter((type) => type === 'data_visualization').length > 2)
    complain(spot, 'no more than 2 data_visualization blocks allowed in a message');
  const markdown = asRecords(blocks).filter(({ type }) => type === 'markdown');
  if (countCharacters(markdown) > BLOCK_CHARACTERS)
    complain(spot, `no more than ${BLOCK_CHARACTERS} characters allowed over all markdown blocks`);
  return spot.problems;
}

/** What is wrong with a modal or an App Home; empty when nothing is. */
export function checkView(view: unknown): string[] {
  if (!isRecord(view)) return ['must be a view [json-pointer:/view]'];
  const modal = view['type'] === 'modal';
  const spot = startAt('/view', modal ? 'modal' : 'home');
  if (!modal && view['type'] !== 'home') complain(within(spot, 'type'), 'must be modal or home');
  checkFrame(view, spot, modal);
  if (!Array.isArray(view['blocks'])) complain(within(spot, 'blocks'), 'missing required field');
  checkAll(view['blocks'], within(spot, 'blocks'), VIEW_BLOCKS);
  return spot.problems;
}

function checkFrame(view: Json, spot: Spot, modal: boolean): void {
  checkLength(view['callback_id'], within(spot, 'callback_id'), 255);
  checkLength(view['external_id'], within(spot, 'external_id'), 255);
  if (view['private_metadata'] !== '')
    checkLength(view['private_metadata'], within(spot, 'private_metadata'), PRIVATE_METADATA);
  if (!modal) return;
  const label = { most: VIEW_LABEL, plain: true };
  checkText(view['title'], within(spot, 'title'), label);
  checkText(view['close'], within(spot, 'close'), { ...label, required: false });
  // A modal that asks for something has to have a button to send it with.
  const required = asRecords(view['blocks']).some(({ type }) => type === 'input');
  checkText(view['submit'], within(spot, 'submit'), { ...label, required });
}

function checkAll(blocks: unknown, spot: Spot, most: number): void {
  if (blocks === undefined) return;
  if (!Array.isArray(blocks)) return complain(spot, 'must be a list of blocks');
  checkCount(blocks, spot, { least: 0, most });
  for (const [index, block] of asList(blocks).entries()) checkBlock(block, within(spot, index));
  const ids = asRecords(blocks).map((block) => asText(block['block_id']));
  checkUnique(
    ids.filter((id) => id !== ''),
    spot,
    'block_id',
  );
}
