/** The Web API itself: the token, the method, its scope, then the method's own rules. */
import { answerResponseUrl } from './answer-response-url.ts';
import { done, refuse, type Reply } from './call.ts';
import type { Json } from './json.ts';
import { METHODS } from './methods.ts';
import type { Incoming } from './recorded-request.ts';
import type { Workspace } from './workspace.ts';

export interface Api {
  workspace: Workspace;
  botToken: string;
  appToken: string;
  revoked: boolean;
  scopes: readonly string[];
  /** Where a new Socket Mode connection may be made, once. */
  newSocketUrl(): string;
}

export interface HttpAnswer {
  status: number;
  headers: Record<string, string>;
  body: Json | string;
}

export function answerCall(api: Api, incoming: Incoming): HttpAnswer {
  if (incoming.method === 'response_url') return answerUrl(api, incoming);
  if (incoming.method === 'upload') return takeUpload(api, incoming);
  const { retryAfterS, ...body } = callMethod(api, incoming);
  const headers = { 'x-oauth-scopes': api.scopes.join(',') };
  if (retryAfterS === undefined) return { status: 200, headers, body };
  return { status: 429, headers: { ...headers, 'retry-after': `${Number(retryAfterS)}` }, body };
}

function callMethod(api: Api, { method, token, args }: Incoming): Reply {
  const connecting = method === 'apps.connections.open';
  const refusal = refuseToken(api, token, connecting);
  if (refusal) return refusal;
  if (connecting) return done({ url: api.newSocketUrl() });
  const known = METHODS.get(method);
  if (!known) return refuse('unknown_method', { req_method: method });
  if (known.scope !== undefined && !api.scopes.includes(known.scope))
    return refuse('missing_scope', { needed: known.scope, provided: api.scopes.join(',') });
  return known.handle({ workspace: api.workspace, args });
}

/** Connections are opened with the app's token, everything else with the bot's. */
function refuseToken(api: Api, token: string, connecting: boolean): Reply | undefined {
  if (token === '') return refuse('not_authed');
  const [wanted, other] = connecting ? [api.appToken, api.botToken] : [api.botToken, api.appToken];
  if (token === other) return refuse('not_allowed_token_type');
  if (token !== wanted) return refuse('invalid_auth');
  return api.revoked && !connecting ? refuse('token_revoked') : undefined;
}

function answerUrl({ workspace }: Api, { path, args }: Incoming): HttpAnswer {
  const refusal = answerResponseUrl(workspace, path, args);
  if (!refusal) return { status: 200, headers: {}, body: 'ok' };
  const gone = String(refusal['error']).endsWith('_url');
  return { status: gone ? 404 : 400, headers: {}, body: refusal };
}

function takeUpload({ workspace }: Api, { path, content }: Incoming): HttpAnswer {
  const file = workspace.files.get(path.replace('/upload/', ''));
  if (!file || file.length !== content.length) return { status: 400, headers: {}, body: 'wrong length' };
  Object.assign(file, { content, uploaded: true });
  return { status: 200, headers: {}, body: `OK - ${content.length}` };
}
