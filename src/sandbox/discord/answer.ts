/** What a route answers, and Discord's refusals by their codes. */
import { sayRefused } from '../refused-payloads.ts';
import { errorsTree } from './errors-tree.ts';

export interface Answer {
  status: number;
  body?: unknown;
  headers?: Record<string, string>;
}

/** https://discord.com/developers/docs/topics/opcodes-and-status-codes#json */
const REFUSALS = {
  10003: [404, 'Unknown Channel'],
  10004: [404, 'Unknown Guild'],
  10007: [404, 'Unknown Member'],
  10008: [404, 'Unknown Message'],
  10015: [404, 'Unknown Webhook'],
  10062: [404, 'Unknown interaction'],
  10063: [404, 'Unknown application command'],
  20012: [403, 'You are not authorized to perform this action on this application'],
  30003: [400, 'Maximum number of pins reached for the channel (250)'],
  40005: [413, 'Request entity too large'],
  40060: [400, 'Interaction has already been acknowledged.'],
  50001: [403, 'Missing Access'],
  50006: [400, 'Cannot send an empty message'],
  50013: [403, 'Missing Permissions'],
  50027: [401, 'Invalid Webhook Token'],
  50035: [400, 'Invalid Form Body'],
  50041: [400, 'Invalid API version'],
  50109: [400, 'The request body contains invalid JSON.'],
  160002: [400, 'You cannot reply without permission to read message history'],
} as const satisfies Record<number, readonly [number, string]>;

export function answer(status: number, body?: unknown): Answer {
  return { status, body };
}

export function refuse(code: keyof typeof REFUSALS): Answer {
  const [status, message] = REFUSALS[code];
  return { status, body: { message, code } };
}

/** Each problem is `path: what is wrong`. */
export function refuseForm(problems: readonly string[]): Answer {
  sayRefused('Discord', problems);
  return { status: 400, body: { message: 'Invalid Form Body', code: 50035, errors: errorsTree(problems) } };
}

export function isAnswer(value: object): value is Answer {
  return 'status' in value;
}
