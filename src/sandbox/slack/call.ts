/** One call of a Web API method, and what may be answered. */
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
