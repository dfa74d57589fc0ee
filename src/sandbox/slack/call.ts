/** One call of a Web API method, and what may be answered. */
import { sayRefused } from '../refused-payloads.ts';
import type { Json } from './json.ts';
import type { Workspace } from './workspace.ts';

export interface Call {
  workspace: Workspace;
  args: Json;
}

/** The JSON of the answer; `ok` says how it ended. */
export type Reply = Json & { ok: boolean };

export type Handler = (call: Call) => Reply;

export function done(body: Json = {}): Reply {
  return { ok: true, ...body };
}

export function refuse(error: string, body: Json = {}): Reply {
  return { ok: false, error, ...body };
}

/** A refusal that says what is wrong and where, as the SDK's log shows it. */
export function refuseWith(error: string, problems: readonly string[]): Reply {
  const messages = problems.map((problem) => `[ERROR] ${problem}`);
  return refuse(error, { errors: [...problems], response_metadata: { messages } });
}

/** The caller's fault: Slack would never take what it was sent. */
export function refusePayload(error: string, problems: readonly string[] = []): Reply {
  sayRefused('Slack', [error, ...problems]);
  return problems.length > 0 ? refuseWith(error, problems) : refuse(error);
}
