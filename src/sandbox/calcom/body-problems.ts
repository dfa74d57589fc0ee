/** What is wrong with a request's body, said the way Cal.com's input pipes say it. */
import { type Refusal, refuse } from './outcome.ts';

export type BodyProblem = readonly [property: string, constraint: string];

const DATE_TIME = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/;

export function refuseBody(problems: readonly BodyProblem[]): Refusal {
  return refuse(400, problems.map(([property, text]) => `${property} property is wrong,${text} `).join(','));
}

/** Bodies, unlike queries, are refused for a property nobody knows. */
export function unknownProperties(body: Record<string, unknown>, known: readonly string[]): BodyProblem[] {
  const unknown = Object.keys(body).filter((name) => !known.includes(name));
  return unknown.map((name) => [name, `property ${name} should not exist`]);
}

/** A time without an offset is read as UTC. */
export function readStart(value: unknown): Date | undefined {
  if (typeof value !== 'string' || !DATE_TIME.test(value)) return undefined;
  const withOffset = /(Z|[+-]\d{2}:?\d{2})$/.test(value) || !value.includes('T') ? value : `${value}Z`;
  const date = new Date(withOffset);
  return Number.isNaN(date.getTime()) ? undefined : date;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
