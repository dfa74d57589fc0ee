/** Single rules of a form; a problem is told as Discord does: `path: what is wrong`. */

export interface TextRule {
  max: number;
  /** Left out, it may be absent, but not empty. */
  required?: boolean;
  /** Whether an empty text passes. */
  mayBeEmpty?: boolean;
}

const REQUIRED = 'This field is required';

export function checkText(path: string, value: unknown, rule: TextRule): string[] {
  if (value === undefined || value === null) return rule.required ? [`${path}: ${REQUIRED}`] : [];
  if (typeof value !== 'string') return [`${path}: Could not interpret "${typeof value}" as string.`];
  const length = lengthOf(value);
  if (length > rule.max) return [`${path}: ${tooLong(rule)}`];
  // Discord trims: spaces alone are nothing.
  if (value.trim() === '' && !rule.mayBeEmpty) return [`${path}: ${REQUIRED}`];
  return [];
}

/** In characters as Discord counts them: an emoji of two halves is one. */
export function lengthOf(text: string): number {
  return Array.from(text).length;
}

function tooLong({ max, mayBeEmpty }: TextRule): string {
  return mayBeEmpty ? `Must be ${max} or fewer in length.` : `Must be between 1 and ${max} in length.`;
}

export function checkList(
  path: string,
  value: unknown,
  { min = 0, max }: { min?: number; max: number },
): string[] {
  if (value === undefined || value === null) return min > 0 ? [`${path}: ${REQUIRED}`] : [];
  if (!Array.isArray(value)) return [`${path}: Only iterables may be used in a list`];
  if (value.length >= min && value.length <= max) return [];
  const limit = min > 0 ? `between ${min} and ${max}` : `${max} or fewer`;
  return [`${path}: Must be ${limit} in length.`];
}

export function checkNumber(
  path: string,
  value: unknown,
  { min, max }: { min: number; max: number },
): string[] {
  if (value === undefined || value === null) return [];
  if (typeof value !== 'number' || !Number.isInteger(value)) return [`${path}: Value is not int.`];
  return value >= min && value <= max ? [] : [`${path}: Value should be between ${min} and ${max}.`];
}

export function checkOneOf(path: string, value: unknown, allowed: readonly unknown[]): string[] {
  if (allowed.includes(value)) return [];
  return [`${path}: Value of field "${path.split('.').at(-1)}" must be one of (${allowed.join(', ')}).`];
}

export function checkUrl(path: string, value: unknown, schemes: readonly string[]): string[] {
  if (typeof value !== 'string' || value === '') return [`${path}: ${REQUIRED}`];
  const fits = URL.canParse(value) && schemes.some((scheme) => value.startsWith(`${scheme}://`));
  return fits ? [] : [`${path}: Scheme "${value.split(':')[0]}" is not supported, or not a well formed URL.`];
}

/** The same value twice among `values`. */
export function duplicatesOf(values: readonly unknown[]): Set<unknown> {
  return new Set(values.filter((value, index) => value !== undefined && values.indexOf(value) !== index));
}
