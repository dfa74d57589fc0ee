/** What every press and command goes through: is it ours, is it new, who asks, and the answer to them alone. */
import { type RespondFn, type webApi } from '@slack/bolt';
import type { Card } from '../../domain/card.ts';
import type { Log } from '../../runtime/logger.ts';
import type { Desk, Person } from '../desk.ts';
import { problemCard } from '../private-cards.ts';
import { type Identity } from './identity.ts';
import type { Asker } from './people.ts';
import { renderCard } from './render-card.ts';
import { type DrawChart } from './render-chart.ts';
import { sendWithCharts, type ChartPorts } from './send-with-charts.ts';
import { surfaceError } from './slack-errors.ts';
import { findElsewhere, isSlack, type Whence } from './whence.ts';

export interface Reception extends ChartPorts {
  readonly desk: Desk;
  readonly client: webApi.WebClient;
  /** Where people are told in private who asked from no channel. */
  readonly channelId: string;
  /** Of Slack's Web API, where it is not the hosted one. */
  readonly apiUrl: string | undefined;
  readonly identity: () => Promise<Identity>;
  readonly personOf: (asker: Asker) => Promise<Person>;
  readonly seenBefore: (key: string) => boolean;
}

/** What was asked, by whom, and where the answer goes. */
export interface Visit {
  readonly asker: Asker;
  readonly whence: Whence;
  /** Undefined in a window and in the App Home. */
  readonly channelId: string | undefined;
  /** The action's id, or what was typed. */
  readonly asked: string;
  readonly respond: RespondFn | undefined;
}

/** The desk's answer, unless the event comes from somewhere else. Never throws. */
export async function receive(
  { desk, identity, channelId, apiUrl, personOf, log }: Reception,
  { asker, whence, asked }: Visit,
  ask: (person: Person) => Promise<Card>,
): Promise<Card> {
  try {
    const { teamId } = await identity();
    const from = findElsewhere(whence, { teamId, channelId, apiUrl });
    if (from) {
      log('warn', 'slack event from elsewhere refused', { from, teamId: whence.teamId, user: asker.id });
      return await desk.turnAway(asked, { ...asker, surface: 'slack', admin: false }, from);
    }
    return await ask(await personOf(asker));
  } catch (error) {
    log('error', 'slack event failed', { why: surfaceError(error, 'answer in Slack').message });
    return problemCard('That did not work. Please click or type it again in a moment.');
  }
}

/** Never throws: a connection that broke meanwhile makes Slack deliver again, which is recognised. */
export async function acknowledge(ack: () => Promise<void>, log: Log): Promise<void> {
  await ack().catch((error: unknown) => log('debug', 'slack acknowledgement lost', { why: String(error) }));
}

/** Only the asker sees it. A failure is logged and no more: what was asked has been done all the same. */
export async function answer(
  reception: Reception,
  { respond, channelId, asker, whence: { answerTo } }: Visit,
  card: Card,
): Promise<void> {
  const { client, log, apiUrl } = reception;
  // What is said is for nobody else, whatever an event names.
  if (respond && answerTo !== undefined && isSlack(answerTo, apiUrl)) {
    const privately = (drawChart: DrawChart): Promise<unknown> =>
      respond({ ...renderCard(card, drawChart), response_type: 'ephemeral', replace_original: false });
    try {
      await sendWithCharts(card, privately, reception);
      return;
    } catch (error) {
      log('debug', 'slack response url failed', { why: String(error) });
    }
  }
  const inChannel = { channel: channelId ?? reception.channelId, user: asker.id };
  const send = (drawChart: DrawChart) =>
    client.chat.postEphemeral({ ...inChannel, ...renderCard(card, drawChart) });
  await sendWithCharts(card, send, reception).catch((last: unknown) => {
    log('warn', 'private answer not delivered', {
      surface: 'slack',
      why: surfaceError(last, 'answer in Slack').message,
    });
  });
}
