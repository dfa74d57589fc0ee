/** Where in a payload the linter stands, and what it has found so far. */

export type Surface = 'message' | 'modal' | 'home';

export interface Spot {
  /** A JSON pointer, as in Slack's own error messages. */
  at: string;
  surface: Surface;
  problems: string[];
}

export function startAt(at: string, surface: Surface): Spot {
  return { at, surface, problems: [] };
}

export function within(spot: Spot, key: string | number): Spot {
  return { ...spot, at: `${spot.at}/${key}` };
}

export function complain(spot: Spot, problem: string): void {
  spot.problems.push(`${problem} [json-pointer:${spot.at}]`);
}

/** Complains about a text that is no text, is empty or is too long; an absent one is the caller's business. */
export function checkLength(value: unknown, spot: Spot, most: number): void {
  if (value === undefined) return;
  if (typeof value !== 'string') return complain(spot, 'must be a string');
  if (value.length === 0) complain(spot, 'must be more than 0 characters');
  // Slack counts UTF-16 units no finer than this, and says "less than 25" for a limit of 24.
  if (value.length > most) complain(spot, `must be less than ${most + 1} characters`);
}

export function checkCount(
  list: readonly unknown[],
  spot: Spot,
  bounds: { least?: number; most: number },
): void {
  const { least = 1, most } = bounds;
  if (list.length < least) complain(spot, `no fewer than ${least} items allowed`);
  if (list.length > most) complain(spot, `no more than ${most} items allowed`);
}

export function checkUnique(values: readonly string[], spot: Spot, what: string): void {
  const twice = values.find((value, index) => values.indexOf(value) !== index);
  if (twice !== undefined) complain(spot, `${what} "${twice}" is not unique`);
}
