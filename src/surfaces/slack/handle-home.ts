/** Somebody opened the App Home: noted, so that it is kept up to date for them. */
import { type AllMiddlewareArgs, type SlackEventMiddlewareArgs } from '@slack/bolt';
import type { Log } from '../../runtime/logger.ts';
import type { HomeVisit } from '../../notify/homes.ts';
import { type Identity } from './identity.ts';

type HomeArgs = SlackEventMiddlewareArgs<'app_home_opened'> & AllMiddlewareArgs;

export interface HomeReception {
  readonly identity: () => Promise<Identity>;
  readonly onHomeOpened: (visit: HomeVisit) => Promise<void>;
  readonly log: Log;
}

export function handleHome({
  identity,
  onHomeOpened,
  log,
}: HomeReception): (args: HomeArgs) => Promise<void> {
  return async ({ event, body }) => {
    // The app's own messages have a tab of theirs.
    if (event.tab !== 'home') return;
    const { teamId } = await identity();
    if (body.team_id !== teamId) {
      log('warn', 'slack event of another workspace refused', { teamId: body.team_id, user: event.user });
      return;
    }
    await onHomeOpened({ userId: event.user, empty: event.view === undefined });
  };
}
