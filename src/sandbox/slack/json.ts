/** How the stand-in looks into JSON that somebody else wrote. */

export type Json = Record<string, unknown>;

export function isRecord(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function asRecord(value: unknown): Json {
  return isRecord(value) ? value : {};
}

export function asList(value: unknown): unknown[] {
  return Array.isArray(value) ? (value as unknown[]) : [];
}

export function asRecords(value: unknown): Json[] {
  return asList(value).map(asRecord);
}

/** "" for anything that is no text. */
export function asText(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** Form bodies carry everything as text. */
export function asFlag(value: unknown): boolean {
  return value === true || value === 'true' || value === '1';
}

export function asNumber(value: unknown, fallback: number): number {
  const number = typeof value === 'string' && value !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : fallback;
}
