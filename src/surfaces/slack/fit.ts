/** Shares out the room that a message has. */

/** The first items that fit into `room`, and how many are left over. */
export function fit<T>(
  items: readonly T[],
  room: number,
  sizeOf: (item: T) => number,
): { kept: T[]; left: number } {
  const kept: T[] = [];
  let used = 0;
  for (const item of items) {
    used += sizeOf(item);
    if (used > room) break;
    kept.push(item);
  }
  return { kept, left: items.length - kept.length };
}

export function andMore(left: number): string {
  return `… and ${left} more`;
}

/** How many characters of text a piece of Block Kit shows: every `text` in it, however deep. */
export function countCharacters(value: unknown): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + countCharacters(item), 0);
  if (typeof value !== 'object' || value === null) return 0;
  const own = 'text' in value && typeof value.text === 'string' ? value.text.length : 0;
  return Object.values(value).reduce<number>((sum, item) => sum + countCharacters(item), own);
}
