/** Reading parts of a JSON value whose shape is not yet proven. */

export type JsonObject = Readonly<Record<string, unknown>>;

/** The answer has another shape than its version promises; `message` says in plain words what came instead. */
export class ShapeError extends Error {
  override readonly name = 'ShapeError';
}

export function asObject(value: unknown): JsonObject | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as JsonObject)
    : undefined;
}

/** '' and everything that is no string count as null. */
export function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

/** What kind of thing a value is, without showing it: the value may be a customer's. */
export function kindOf(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (value === '') return 'an empty text';
  if (typeof value === 'string') return 'a text';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
