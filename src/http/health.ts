import type { Health } from '../query/status.ts';
import type { Route } from './route.ts';

/** For monitors: 503 when people should look at it. */
export function health(readHealth: () => Promise<Health>): Route {
  return {
    method: 'GET',
    path: '/health',
    async answer() {
      const { state, why } = await readHealth();
      return { status: state === 'trouble' ? 503 : 200, body: { state, why } };
    },
  };
}
