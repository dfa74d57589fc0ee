/** A modal as the person in front of it uses it: fill in, submit, close. */
import { checkView } from './check-blocks.ts';
import type { Person } from './click.ts';
import { type Ack, NOTHING_SENT } from './envelope.ts';
import { fillIn, labelOf } from './fill.ts';
import { asRecord, asText, type Json } from './json.ts';
import type { Block } from './message.ts';
import { closing, submission } from './payloads.ts';
import type { StoredView, ViewState } from './stored-view.ts';
import { isEmpty } from './view-state.ts';
import { changeView, closeView, putOnTop } from './view-stack.ts';

export interface OpenModal {
  readonly id: string;
  readonly title: string;
  readonly blocks: Block[];
  /** What is filled in, by block_id and action_id. */
  readonly state: ViewState;
  /** What the app complained about at the last submission, by block_id. */
  readonly errors: Record<string, string>;
  readonly callbackId: string;
  readonly privateMetadata: string;
  /** Several values for checkboxes and menus that take more than one. */
  fill(blockIdOrLabel: string, value: string | readonly string[]): void;
  submit(): Promise<Ack>;
  close(): Promise<Ack>;
}

export function openModal(person: Person, view: StoredView): OpenModal {
  return {
    id: view.id,
    title: asText(asRecord(view.frame['title'])['text']),
    blocks: structuredClone(view.blocks),
    state: structuredClone(view.state),
    errors: { ...view.errors },
    callbackId: asText(view.frame['callback_id']),
    privateMetadata: asText(view.frame['private_metadata']),
    fill: (name, value) => fillIn(view.blocks, view.state, { name, value }),
    submit: () => submit(person, view),
    close: () => close(person, view),
  };
}

async function submit(person: Person, view: StoredView): Promise<Ack> {
  if (view.frame['submit'] === undefined) throw new Error('Cannot submit the modal: it has no such button');
  const missing = view.blocks.find((block) => block.type === 'input' && lacksAnswer(view, block));
  if (missing) throw new Error(`Cannot submit the modal: "${labelOf(missing)}" is empty`);
  const ack = await person.hub.deliver(submission(person.workspace, view));
  // Slack shows that it had trouble connecting, and the modal stays.
  if (ack.acknowledged && !ack.late) follow(person, view, ack.body ?? {});
  return ack;
}

/** "Modals", Updating view responses. */
function follow({ workspace, userId }: Person, view: StoredView, answer: Json): void {
  const next = asRecord(answer['view']);
  switch (answer['response_action']) {
    case 'errors':
      view.errors = readErrors(view, asRecord(answer['errors']));
      return undefined;
    case 'update':
      insist(next);
      return changeView(workspace, view, next);
    case 'push':
      insist(next);
      return void putOnTop(workspace, userId, next);
    default:
      return closeView(workspace, view, answer['response_action'] === 'clear');
  }
}

function readErrors(view: StoredView, errors: Json): Record<string, string> {
  for (const blockId of Object.keys(errors)) {
    if (!view.blocks.some((block) => block.type === 'input' && block.block_id === blockId))
      throw new Error(`Cannot show the error of "${blockId}": no such input`);
  }
  return Object.fromEntries(Object.entries(errors).map(([blockId, text]) => [blockId, asText(text)]));
}

function insist(view: Json): void {
  const problems = checkView(view);
  if (problems.length > 0) throw new Error(`Cannot show the view of the answer: ${problems.join('; ')}`);
}

function close(person: Person, view: StoredView): Promise<Ack> {
  const all = view.frame['clear_on_close'] === true;
  closeView(person.workspace, view, all);
  if (view.frame['notify_on_close'] !== true) return Promise.resolve(NOTHING_SENT);
  return person.hub.deliver(closing(person.workspace, view, all));
}

function lacksAnswer(view: StoredView, block: Block): boolean {
  if (block['optional'] === true) return false;
  return Object.values(view.state[block.block_id] ?? {}).some(isEmpty);
}
