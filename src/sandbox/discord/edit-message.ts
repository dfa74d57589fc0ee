/** Changes a message under the platform's rules for edits. */
import { type Answer, answer, refuse, refuseForm } from './answer.ts';
import { checkMessage } from './check-message.ts';
import { type JsonObject, numberOf, objectsIn, textOf } from './json.ts';
import { MESSAGE_FLAGS } from './message-flags.ts';
import { announce, attach, isEmpty } from './post-message.ts';
import type { UploadedFile } from './recorded-request.ts';
import type { Attachment, StoredMessage } from './stored-message.ts';
import type { World } from './world.ts';

export interface Edit {
  message: StoredMessage;
  patch: JsonObject;
  files?: readonly UploadedFile[];
}

const HOUR_MS = 3_600_000;
// The true number is not documented.
const MAX_OLD_EDITS = 3;
const SETTABLE = MESSAGE_FLAGS.suppressEmbeds | MESSAGE_FLAGS.componentsV2;

/** The refusal, or nothing when the message was changed. */
export function editMessage(world: World, { message, patch, files = [] }: Edit): Answer | undefined {
  const problems = new Set([...checkMessage(patch), ...checkMix(message, patch)]);
  if (problems.size > 0) return refuseForm([...problems]);
  const changed = { ...message, ...changesOf(message, patch) };
  if (isEmpty({ ...changed }, [...changed.attachments, ...files])) return refuse(50006);
  const refusal = refuseOldEdit(world, message);
  if (refusal) return refusal;
  const attachments = [...changed.attachments, ...files.map((file) => attach(world, file))];
  Object.assign(message, changed, { attachments, editedAt: world.clock.now() });
  announce(world, 'MESSAGE_UPDATE', message);
  return undefined;
}

/** Once Components V2, always Components V2, and nothing of before. */
function checkMix(message: StoredMessage, patch: JsonObject): string[] {
  const was = (message.flags & MESSAGE_FLAGS.componentsV2) !== 0;
  const is = (numberOf(patch['flags']) & MESSAGE_FLAGS.componentsV2) !== 0;
  const after = { content: message.content, embeds: message.embeds, ...patch };
  const legacy = (['content', 'embeds'] as const).filter((key) => after[key] && after[key].length > 0);
  return [
    ...(was && !is && typeof patch['flags'] === 'number'
      ? ['flags: The IS_COMPONENTS_V2 flag cannot be removed from a message']
      : []),
    ...(was || is ? legacy.map((key) => `${key}: MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2`) : []),
  ];
}

function changesOf(message: StoredMessage, patch: JsonObject): Partial<StoredMessage> {
  const flags = typeof patch['flags'] === 'number' ? patch['flags'] : message.flags;
  return {
    ...('content' in patch && { content: textOf(patch['content']) }),
    ...('embeds' in patch && { embeds: objectsIn(patch['embeds']) }),
    ...('components' in patch && { components: objectsIn(patch['components']) }),
    flags: (message.flags & ~SETTABLE & ~MESSAGE_FLAGS.loading) | (flags & SETTABLE),
    attachments: keptFiles(message, patch),
  };
}

/** Without a list all stay; with one, those it names. */
function keptFiles(message: StoredMessage, patch: JsonObject): Attachment[] {
  if (!Array.isArray(patch['attachments'])) return message.attachments;
  const kept = new Set(objectsIn(patch['attachments']).map(({ id }) => String(id)));
  return message.attachments.filter(({ id }) => kept.has(id));
}

/** It looks like a rate limit, with a code: clients that wait by the headers wait here too. */
function refuseOldEdit({ clock, channels }: World, message: StoredMessage): Answer | undefined {
  const now = clock.now();
  const channel = channels.get(message.channelId);
  if (!channel || now - message.createdAt <= HOUR_MS) return undefined;
  channel.oldEdits = channel.oldEdits.filter((at) => now - at < HOUR_MS);
  if (channel.oldEdits.length < MAX_OLD_EDITS) {
    channel.oldEdits.push(now);
    return undefined;
  }
  const retryAfter = Math.ceil(((channel.oldEdits[0] ?? now) + HOUR_MS - now) / 1_000);
  const text = 'Maximum number of edits to messages older than 1 hour reached. Try again later';
  const body = { message: text, code: 30046, retry_after: retryAfter, global: false };
  return {
    ...answer(429, body),
    headers: { 'Retry-After': String(retryAfter), 'X-RateLimit-Scope': 'shared' },
  };
}
