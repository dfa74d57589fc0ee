/** The API itself: version, route, key, limit, then the route's own rules. */
import { identify, refuseAnonymous } from './authenticate.ts';
import { errorBody } from './error-body.ts';
import { isRefusal, type Outcome, refuse } from './outcome.ts';
import type { RateLimit } from './rate-limit.ts';
import type { RecordedRequest } from './recorded-request.ts';
import { findRoute, resolveVersion, type Route } from './routes.ts';
import type { WorldState } from './world-state.ts';

export interface Api {
  state: WorldState;
  rateLimit: RateLimit;
  apiKey: string;
  requireCancellationReason: boolean;
}

export interface HttpAnswer {
  status: number;
  headers: Record<string, string>;
  body: unknown;
}

export function answerCall(api: Api, request: RecordedRequest, number: number): HttpAnswer {
  const version = resolveVersion(versionHeader(request));
  const headers: Record<string, string> = {};
  const outcome = decide(api, { request, number, version, headers });
  if (!isRefusal(outcome)) return { status: outcome.status, headers, body: outcome.body };
  const context = { path: fullPath(request), now: api.state.clock.now(), version };
  return { status: outcome.status, headers, body: errorBody(outcome, context) };
}

/** The path with its query, as it stands in error bodies. */
export function fullPath({ path, query }: RecordedRequest): string {
  return query.size > 0 ? `${path}?${query.toString()}` : path;
}

interface Incoming {
  request: RecordedRequest;
  number: number;
  version: string;
  headers: Record<string, string>;
}

function decide(api: Api, incoming: Incoming): Outcome {
  const { request, version } = incoming;
  const route = findRoute(request.method, request.path, version);
  // A version that exists but has no such route answers as an unknown path does.
  if (!route) return refuse(404, `Cannot ${request.method} ${fullPath(request)}`);
  const caller = identify(request.headers, api.apiKey);
  if (isRefusal(caller)) return caller;
  const verdict = api.rateLimit.count(caller.tracker, api.state.clock.now());
  Object.assign(incoming.headers, verdict.headers);
  if (!verdict.allowed) return tooManyRequests();
  if (route.authenticated && !caller.authenticated) return refuseAnonymous();
  return handle(api, incoming, { ...route, authenticated: caller.authenticated });
}

function handle(api: Api, { request, number, version }: Incoming, route: Route): Outcome {
  if (typeof request.body === 'string') return refuse(400, 'Unexpected token in JSON');
  return route.handler({
    state: api.state,
    parameters: route.parameters,
    query: request.query,
    body: request.body,
    version,
    authenticated: route.authenticated,
    number,
    requireCancellationReason: api.requireCancellationReason,
  });
}

function tooManyRequests(): Outcome {
  return refuse(429, 'CustomThrottlerGuard - Too many requests. Please try again later.', 'throttler');
}

function versionHeader(request: RecordedRequest): string | undefined {
  const header = request.headers['cal-api-version'];
  return typeof header === 'string' ? header : undefined;
}
