/** Takes blocks in as Slack does: what has no name gets one, and the defaults are written out. */
import { asRecord, asText, isRecord, type Json } from './json.ts';
import type { Block } from './message.ts';
import type { Workspace } from './workspace.ts';

const INTERACTIVE = /^(button|overflow|.*_select|.*picker|radio_buttons|checkboxes|.*_input)$/;

export function readBlocks(workspace: Workspace, value: unknown): Block[] {
  if (!Array.isArray(value)) return [];
  return value.map((item: unknown) => {
    const block = completed(workspace, item) as Json;
    return {
      ...block,
      type: asText(block['type']),
      block_id: asText(block['block_id']) || workspace.newId('b'),
    };
  });
}

function completed(workspace: Workspace, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => completed(workspace, item));
  if (!isRecord(value)) return value;
  const entries = Object.entries(value).map(([key, item]) => [key, completed(workspace, item)] as const);
  return { ...defaultsOf(workspace, value), ...asRecord(Object.fromEntries(entries)) };
}

function defaultsOf(workspace: Workspace, { type }: Json): Json {
  if (type === 'plain_text') return { emoji: true };
  if (type === 'mrkdwn') return { verbatim: false };
  return INTERACTIVE.test(String(type)) ? { action_id: workspace.newId('a') } : {};
}
