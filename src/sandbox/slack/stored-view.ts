/** A modal or an App Home as the stand-in keeps it, and as the Web API shows it. */
import { asRecord, asText, type Json } from './json.ts';
import type { Block } from './message.ts';
import type { Workspace } from './workspace.ts';

/** What was filled in: block_id, then action_id. */
export type ViewState = Record<string, Record<string, Json>>;

export interface StoredView {
  id: string;
  userId: string;
  type: 'modal' | 'home';
  /** As the app sent it, without its blocks. */
  frame: Json;
  blocks: Block[];
  state: ViewState;
  /** Complaints of the app at the last submission, by block_id. */
  errors: Record<string, string>;
  /** Another one after each change. */
  hash: string;
  rootId: string;
  previousId: string | undefined;
}

/** The view object of "views.open", of view_submission and of block_actions. */
export function renderView(workspace: Workspace, view: StoredView): Json {
  const { frame } = view;
  return {
    id: view.id,
    team_id: workspace.teamId,
    app_id: workspace.appId,
    app_installed_team_id: workspace.teamId,
    bot_id: workspace.botId,
    type: view.type,
    title: view.type === 'modal' ? asRecord(frame['title']) : { type: 'plain_text', text: 'View Title' },
    submit: frame['submit'] ?? null,
    close: frame['close'] ?? null,
    blocks: structuredClone(view.blocks),
    private_metadata: asText(frame['private_metadata']),
    callback_id: asText(frame['callback_id']),
    external_id: asText(frame['external_id']),
    clear_on_close: frame['clear_on_close'] === true,
    notify_on_close: frame['notify_on_close'] === true,
    state: { values: structuredClone(view.state) },
    hash: view.hash,
    root_view_id: view.rootId,
    previous_view_id: view.previousId ?? null,
  };
}
