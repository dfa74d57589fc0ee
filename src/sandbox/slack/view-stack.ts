/** The modals a person has open on top of each other. */
import { asText, type Json } from './json.ts';
import { readBlocks } from './read-blocks.ts';
import { initialState } from './view-state.ts';
import type { StoredView } from './stored-view.ts';
import type { Workspace } from './workspace.ts';

export function createView(workspace: Workspace, userId: string, sent: Json): StoredView {
  const { blocks, ...frame } = sent;
  const id = workspace.newId('V');
  const view: StoredView = {
    id,
    userId,
    type: frame['type'] === 'home' ? 'home' : 'modal',
    frame,
    blocks: readBlocks(workspace, blocks),
    state: {},
    errors: {},
    hash: workspace.newId('h'),
    rootId: id,
    previousId: undefined,
  };
  view.state = initialState(view.blocks);
  workspace.views.set(id, view);
  return view;
}

/** What was filled in stays where block_id and action_id stay the same. */
export function changeView(workspace: Workspace, view: StoredView, sent: Json): void {
  const { blocks, ...frame } = sent;
  const before = view.state;
  view.frame = frame;
  view.blocks = readBlocks(workspace, blocks);
  view.state = initialState(view.blocks);
  for (const [blockId, actions] of Object.entries(view.state)) {
    for (const actionId of Object.keys(actions)) {
      const kept = before[blockId]?.[actionId];
      if (kept) actions[actionId] = kept;
    }
  }
  view.errors = {};
  view.hash = workspace.newId('h');
}

export function putOnTop(workspace: Workspace, userId: string, sent: Json): StoredView {
  const stack = workspace.stacks.get(userId) ?? [];
  const below = workspace.views.get(stack.at(-1) ?? '');
  const view = createView(workspace, userId, sent);
  view.rootId = below?.rootId ?? view.id;
  view.previousId = below?.id;
  workspace.stacks.set(userId, [...stack, view.id]);
  return view;
}

export function topView(workspace: Workspace, userId: string): StoredView | undefined {
  return workspace.views.get(workspace.stacks.get(userId)?.at(-1) ?? '');
}

/** Takes one view off, or all. */
export function closeView(workspace: Workspace, view: StoredView, all = false): void {
  const stack = workspace.stacks.get(view.userId) ?? [];
  workspace.stacks.set(view.userId, all ? [] : stack.filter((id) => id !== view.id));
}

export function findOpenView(
  workspace: Workspace,
  name: { id: string; externalId: string },
): StoredView | undefined {
  const open = new Set([...workspace.stacks.values()].flat());
  return [...workspace.views.values()].find(
    (view) =>
      open.has(view.id) &&
      (view.id === name.id ||
        (name.externalId !== '' && asText(view.frame['external_id']) === name.externalId)),
  );
}
