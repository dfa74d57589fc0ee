/** Everybody's App Home: published for one person at a time. */
import { type webApi } from '@slack/bolt';
import type { HomeSurface } from '../../notify/homes.ts';
import type { Admins } from './admins.ts';
import { calling } from './calling.ts';
import { type DrawChart } from './render-chart.ts';
import { renderHome } from './render-view.ts';
import { sendWithPictures, type ChartPorts } from './send-with-charts.ts';

/** "Rate limits": views.* about 100 a minute, which windows need as well. */
const PACE_MS = 1_000;
const KEPT_FOR_MS = 14 * 24 * 60 * 60_000;

export interface SlackHomesParts extends ChartPorts {
  readonly client: webApi.WebClient;
  readonly admins: Admins;
}

export function slackHomes(parts: SlackHomesParts): HomeSurface {
  const { client, admins } = parts;
  return {
    name: 'slack',
    paceMs: PACE_MS,
    keptForMs: KEPT_FOR_MS,
    // Slack tells when somebody finds theirs empty.
    isThere: () => Promise.resolve(true),
    takeDown: () => Promise.resolve(),
    readerOf: async (userId) => ((await admins.isAdmin(userId)) ? 'admin' : 'guest'),
    async publish({ userId }, card, signal) {
      const publish = (drawChart: DrawChart) =>
        client.views.publish({ user_id: userId, view: renderHome(card, drawChart) });
      await calling(() => sendWithPictures(card, publish, parts), { doing: 'show an App Home', signal });
      return { at: null, trouble: null };
    },
  };
}
