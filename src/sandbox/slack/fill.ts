/** Somebody fills in an input block, of a message, a modal or an App Home; the app is told with the next click. */
import type { Clickable, Person } from './click.ts';
import { asRecord, asText } from './json.ts';
import type { Block } from './message.ts';
import type { ViewState } from './stored-view.ts';
import { elementsOf, initialState, valueFor } from './view-state.ts';

export interface Filling {
  readonly name: string;
  readonly value: string | readonly string[];
}

export function fill(person: Person, on: Clickable, { name, value }: Filling): void {
  fillIn(on.blocks, stateOf(person, on), { name, value });
}

/** What stands in the fields before the person's eyes. */
export function stateOf({ workspace, userId }: Person, on: Clickable): ViewState {
  if ('id' in on) {
    const view = workspace.views.get(on.id);
    if (!view) throw new Error(`Cannot fill in the view "${on.id}": it is not there`);
    return view.state;
  }
  const key = `${userId} ${on.ts}`;
  const state = { ...initialState(on.blocks), ...workspace.entered.get(key) };
  workspace.entered.set(key, state);
  return state;
}

/** `name`: the block's id or its label. */
export function fillIn(blocks: readonly Block[], state: ViewState, { name, value }: Filling): void {
  const inputs = blocks.filter(({ type }) => type === 'input');
  const block = inputs.find((each) => each.block_id === name || labelOf(each) === name);
  const element = block && elementsOf(block)[0];
  if (!element) {
    const labels = inputs.map((each) => `"${labelOf(each)}"`).join(', ');
    throw new Error(`Cannot fill in "${name}": there is ${labels || 'nothing to fill in'}`);
  }
  const most = element['max_length'];
  if (typeof most === 'number' && value.length > most)
    throw new Error(`Cannot fill in "${name}": no more than ${most} characters fit`);
  state[block.block_id] = { [asText(element['action_id'])]: valueFor(element, value) };
}

export function labelOf(block: Block): string {
  return asText(asRecord(block['label'])['text']);
}
