/** Reads what a message is to say: its text, blocks and metadata, or why Slack would not take it. */
import { type Call, refusePayload, type Reply } from './call.ts';
import { BLOCK_CHARACTERS, checkMessageBlocks, TEXT_CHARACTERS } from './check-blocks.ts';
import { countCharacters } from './count-characters.ts';
import { asRecord, asRecords, asText, isRecord, type Json } from './json.ts';
import type { Block, Metadata } from './message.ts';
import { readBlocks } from './read-blocks.ts';
import type { Workspace } from './workspace.ts';

interface Content {
  text: string;
  blocks: Block[];
  metadata: Metadata | undefined;
}

export function readContent({ workspace, args }: Call): { content: Content } | { refusal: Reply } {
  const text = escaped(asText(args['text']));
  // Stricter than Slack, which takes blocks alone and then notifies people of nothing.
  if (text === '') return { refusal: refusePayload('no_text') };
  if (text.length > TEXT_CHARACTERS) return { refusal: refusePayload('msg_too_long') };
  const refusal = refuseBlocks(workspace, args['blocks']) ?? refuseMetadata(args['metadata']);
  if (refusal) return { refusal };
  const metadata = args['metadata'] as Metadata | undefined;
  return { content: { text, blocks: readBlocks(workspace, args['blocks']), metadata } };
}

/** Slack writes a lone & as &amp;, and a text is measured as it is written ("Formatting text for app surfaces"). */
export function escaped(text: string): string {
  return text.replaceAll(/&(?!amp;|lt;|gt;)/g, '&amp;');
}

function refuseBlocks(workspace: Workspace, blocks: unknown): Reply | undefined {
  if (blocks === undefined) return undefined;
  if (!Array.isArray(blocks)) return refusePayload('invalid_blocks_format');
  if (countCharacters(blocks) > BLOCK_CHARACTERS) return refusePayload('msg_blocks_too_long');
  const problems = [...checkMessageBlocks(blocks), ...missingFiles(workspace, asRecords(blocks))];
  return problems.length > 0 ? refusePayload('invalid_blocks', problems) : undefined;
}

function missingFiles(workspace: Workspace, blocks: readonly Json[]): string[] {
  return blocks
    .map((block) => asText(asRecord(block['slack_file'])['id']))
    .filter((id) => id !== '' && workspace.files.get(id)?.uploaded !== true)
    .map((id) => `invalid slack file "${id}" [json-pointer:/blocks]`);
}

/** "Message metadata": both fields, and no more than 8 KB. */
function refuseMetadata(metadata: unknown): Reply | undefined {
  if (metadata === undefined) return undefined;
  const { event_type: type, event_payload: payload } = asRecord(metadata);
  if (asText(type) === '' || !isRecord(payload)) return refusePayload('invalid_metadata_format');
  return JSON.stringify(metadata).length > 8_000 ? refusePayload('metadata_too_large') : undefined;
}
