/** The REST API: finds the route of a call, says who may, and answers. */
import { createHash } from 'node:crypto';
import { type Answer, answer, refuse } from './answer.ts';
import type { Route } from './call.ts';
import { commandRoutes } from './command-routes.ts';
import { guildRoutes } from './guild-routes.ts';
import { interactionRoutes } from './interaction-routes.ts';
import { messageRoutes } from './message-routes.ts';
import { pinRoutes } from './pin-routes.ts';
import type { RecordedRequest } from './recorded-request.ts';
import { webhookRoutes } from './webhook-routes.ts';
import { isToken, type World } from './world.ts';

interface Found {
  route: Route;
  parameters: string[];
}

// Pins first: their address looks like that of a message.
const ROUTES = [
  ...pinRoutes,
  ...messageRoutes,
  ...guildRoutes,
  ...commandRoutes,
  ...interactionRoutes,
  ...webhookRoutes,
].map((route) => ({ route, pattern: new RegExp(`^${route.path.replaceAll(/:\w+/g, '([^/]+)')}$`) }));

/** Far from used up: a client that counts must never wait for real. */
const LIMIT = { limit: 50, remaining: 49, resetAfterS: 1 };

export function answerCall(world: World, request: RecordedRequest): Answer {
  if (!request.url.startsWith('/api/v10/')) return refuse(50041);
  const found = findRoutes(request.path);
  const first = found.find(({ route }) => route.method === request.method);
  if (!first)
    return found.length > 0 ? plainRefusal(405, 'Method Not Allowed') : plainRefusal(404, 'Not Found');
  const { route, parameters } = first;
  const [, shown] = /^Bot (.+)$/.exec(request.headers.authorization ?? '') ?? [];
  if (!route.open && !isToken(world, shown)) return plainRefusal(401, 'Unauthorized');
  if (typeof request.body === 'string') return refuse(50109);
  const answered = route.handle({ world, parameters, ...request });
  return route.open
    ? answered
    : { ...answered, headers: { ...limitHeaders(world, route), ...answered.headers } };
}

function findRoutes(path: string): Found[] {
  return ROUTES.flatMap(({ route, pattern }) => {
    const match = pattern.exec(path);
    return match ? [{ route, parameters: match.slice(1) }] : [];
  });
}

function plainRefusal(status: number, reason: string): Answer {
  return answer(status, { message: `${status}: ${reason}`, code: 0 });
}

function limitHeaders({ clock }: World, { method, path }: Route): Record<string, string> {
  return {
    'X-RateLimit-Limit': String(LIMIT.limit),
    'X-RateLimit-Remaining': String(LIMIT.remaining),
    'X-RateLimit-Reset': String(clock.now() / 1_000 + LIMIT.resetAfterS),
    'X-RateLimit-Reset-After': LIMIT.resetAfterS.toFixed(3),
    'X-RateLimit-Bucket': createHash('md5').update(`${method} ${path}`).digest('hex'),
  };
}
