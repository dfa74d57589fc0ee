/** One request as a route sees it, and the stand-in's own rules that a route may ask for. */
import type { WorldState } from './world-state.ts';

export interface Call {
  state: WorldState;
  /** The parts of the path that the route names. */
  parameters: readonly string[];
  query: URLSearchParams;
  body: unknown;
  version: string;
  /** Whether the key's owner asks; false for a caller who knows no more than the uid. */
  authenticated: boolean;
  /** The how manieth request this is: it decides the order of rows that sort equal. */
  number: number;
  requireCancellationReason: boolean;
}

export function bodyOf(call: Call): Record<string, unknown> {
  const { body } = call;
  return typeof body === 'object' && body !== null && !Array.isArray(body)
    ? (body as Record<string, unknown>)
    : {};
}
