/** How many characters of text a piece of Block Kit shows: every `text` in it, however deep. */
import { isRecord } from './json.ts';

export function countCharacters(value: unknown): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + countCharacters(item), 0);
  if (!isRecord(value)) return 0;
  const own = typeof value['text'] === 'string' ? value['text'].length : 0;
  return Object.values(value).reduce<number>((sum, item) => sum + countCharacters(item), own);
}
