/** Everything Discord refuses in a message. */
import { checkComponents } from './check-components.ts';
import { checkEmbeds } from './check-embeds.ts';
import { checkList, checkText } from './check-value.ts';
import { isObject, type JsonObject, numberOf } from './json.ts';
import { MESSAGE_FLAGS } from './message-flags.ts';

const MAX_CONTENT = 2_000;
const MAX_NONCE = 25;
const MAX_FILES = 10;
const MAX_MENTIONS = 100;
const LEGACY_FIELDS = ['content', 'embeds', 'poll', 'sticker_ids'];

/** The payload of a post, a reply or an edit; each problem is `path: what is wrong`. */
export function checkMessage(payload: unknown): string[] {
  if (!isObject(payload)) return ['payload: Only dictionaries may be used here'];
  const v2 = (numberOf(payload['flags']) & MESSAGE_FLAGS.componentsV2) !== 0;
  return [
    ...checkText('content', payload['content'], { max: MAX_CONTENT, mayBeEmpty: true }),
    ...checkNonce(payload['nonce']),
    ...checkEmbeds(payload['embeds']),
    ...checkComponents(payload['components'], { v2 }),
    ...(v2 ? checkLegacyFields(payload) : []),
    ...checkList('attachments', payload['attachments'], { max: MAX_FILES }),
    ...checkMentions(payload['allowed_mentions']),
  ];
}

function checkNonce(nonce: unknown): string[] {
  return typeof nonce === 'number' ? [] : checkText('nonce', nonce, { max: MAX_NONCE, mayBeEmpty: true });
}

function checkLegacyFields(payload: JsonObject): string[] {
  return LEGACY_FIELDS.filter((key) => isFilled(payload[key])).map(
    (key) => `${key}: MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2`,
  );
}

function isFilled(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : value !== undefined && value !== null && value !== '';
}

function checkMentions(mentions: unknown): string[] {
  if (!isObject(mentions)) return [];
  const parsed = Array.isArray(mentions['parse']) ? (mentions['parse'] as unknown[]) : [];
  return ['users', 'roles'].flatMap((key) => [
    ...checkList(`allowed_mentions.${key}`, mentions[key], { max: MAX_MENTIONS }),
    ...(parsed.includes(key) && isFilled(mentions[key])
      ? [`allowed_mentions: parse:["${key}"] and ${key}: [ids...] are mutually exclusive.`]
      : []),
  ]);
}
