/** The daemon as it is started, a full Run always under way, while ten people click; tells how soon each click was acknowledged. */
import { setTimeout as sleep } from 'node:timers/promises';
import { openApp } from '../../src/app.ts';
import { deskPorts } from '../../src/cli/desk-ports.ts';
import { openChats } from '../../src/cli/open-chats.ts';
import { runLoops } from '../../src/cli/run-loops.ts';
import { readConfig, type Config } from '../../src/config.ts';
import { systemClock } from '../../src/runtime/clock.ts';
import type { Ack } from '../../src/sandbox/slack/envelope.ts';
import { frontDesk } from '../../src/surfaces/front-desk.ts';
import { startGauges } from './gauges.ts';
import type { Clicks } from './measured.ts';
import { closeIssues, openIssues } from './open-issues.ts';
import { requestOf } from './request-of.ts';
import { runWatch } from './run-watch.ts';
import type { ServedStats } from './served-log.ts';
import type { SlackAddress } from './slack-server.ts';

export interface ClicksRequest {
  readonly databaseUrl: string;
  readonly calcomUrl: string;
  readonly slack: SlackAddress;
  /** How long Cal.com takes for each answer while people click. */
  readonly calcomTakesMs: number;
  readonly clicks: number;
}

const CARDS = 50;
const REQUESTS_PER_MINUTE = 6_000_000;
const PACE_MS = 10;
const LOOK_EVERY_MS = 5;

const { databaseUrl, calcomUrl, slack, calcomTakesMs, clicks: wanted } = requestOf() as ClicksRequest;
const startedAt = systemClock.now();
const over = new AbortController();
const runs = runWatch();
await using app = await openApp(configOf(), { clock: systemClock, log: runs.log });
const rows = await openIssues(app, CARDS, over.signal);
{
  await using chats = await openChats(app, frontDesk(deskPorts(app, over.signal)));
  const surfaces = chats.surfaces.map((surface) => ({ ...surface, paceMs: PACE_MS }));
  const loops = runLoops(app, { surfaces, stop: over.signal, cut: over.signal });
  await untilTold();
  console.log(JSON.stringify(await measure()));
  over.abort(new Error('everybody has clicked'));
  await loops;
}
await closeIssues(app, rows, new AbortController().signal);

/** As it is configured, but asking as fast as Cal.com answers: the work of a Run in the least time. */
function configOf(): Config {
  const config = readConfig({
    DATABASE_URL: databaseUrl,
    CALCOM_API_URL: `${calcomUrl}/v2`,
    CALCOM_API_KEY: 'cal_test_bench',
    SLACK_API_URL: slack.url,
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_APP_TOKEN: slack.appToken,
    SLACK_CHANNEL_ID: slack.channelId,
    SLACK_ADMIN_IDS: slack.adminsId,
    // One full Run right after the other.
    CALSYNC_DAILY_CRON: '* * * * * *',
    CALSYNC_RETRY_LADDER: '0,1ms,1ms',
    CALSYNC_TIME_ZONE: 'UTC',
    CALSYNC_LOG_LEVEL: 'silent',
  });
  return { ...config, calcom: { ...config.calcom, requestsPerMinute: REQUESTS_PER_MINUTE } };
}

/** Waits until all cards are posted. */
async function untilTold(): Promise<void> {
  const anyDue = `select from calsync.notification where state = 'due' limit 1`;
  while ((await app.database.sql(anyDue)).length > 0) await sleep(LOOK_EVERY_MS);
}

async function measure(): Promise<Clicks> {
  await runs.begun();
  await tell(`${calcomUrl}/delay`, { ms: calcomTakesMs });
  if (calcomTakesMs > 0) await untilCalcomIsWaitedFor();
  const gauges = startGauges();
  const acks = await clickAll();
  const gauged = gauges.read();
  const waiting = await waitingForCalcom();
  await tell(`${calcomUrl}/delay`, { ms: 0 });
  const [resolutions] = await app.database.sql<{ count: number }>(
    'select count(*)::float8 as count from calsync.resolution where requested_at >= to_timestamp(?::float8 / 1000)',
    [startedAt],
  );
  return { ...gauged, ...acks, recorded: resolutions?.count ?? 0, waiting, outcomes: runs.outcomes };
}

/** Burst after burst, until enough of them have begun and ended within one Run. */
async function clickAll(): Promise<Pick<Clicks, 'clicks' | 'p50Ms' | 'p99Ms' | 'maxMs' | 'missed'>> {
  const tookMs: number[] = [];
  let missed = 0;
  while (tookMs.length < wanted) {
    const run = await runs.begun();
    const burst = (await tell(`${slack.peopleUrl}/burst`, {})) as Ack[];
    missed += burst.filter(({ acknowledged, late }) => !acknowledged || late).length;
    if (runs.underWay() === run) tookMs.push(...burst.map(({ afterMs }) => afterMs));
  }
  const sorted = tookMs.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.ceil(share * sorted.length) - 1] ?? 0;
  return { clicks: sorted.length, p50Ms: at(0.5), p99Ms: at(0.99), maxMs: at(1), missed };
}

async function untilCalcomIsWaitedFor(): Promise<void> {
  while ((await waitingForCalcom()) === 0) await sleep(LOOK_EVERY_MS);
}

async function waitingForCalcom(): Promise<number> {
  return ((await (await fetch(`${calcomUrl}/stats`)).json()) as ServedStats).waiting;
}

async function tell(url: string, body: object): Promise<unknown> {
  const answer = await fetch(url, { method: 'POST', body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`Cannot tell "${url}": ${answer.status}`);
  return answer.json();
}
