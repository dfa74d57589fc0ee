/** A salon on two chats, brought to where a story begins, and what goes on after a process was killed in it. */
import { setTimeout as sleep } from 'node:timers/promises';
import { openApp, type App } from '../../src/app.ts';
import { keepTelling } from '../../src/cli/keep-telling.ts';
import { runLoops } from '../../src/cli/run-loops.ts';
import { readConfig } from '../../src/config.ts';
import { verificationJobs } from '../../src/cli/verification-jobs.ts';
import type { Action } from '../../src/domain/offers.ts';
import type { Surface } from '../../src/notify/surface.ts';
import { verifyWindow } from '../../src/reconcile/verify-window.ts';
import type { Clock } from '../../src/runtime/clock.ts';
import { bareDiscord, bareSlack } from './bare-surfaces.ts';
import { until } from './calsync-process.ts';
import type { Salon } from './two-chats.ts';

/** Checks on schedule would be in the way of a story. */
const RARELY = { CALSYNC_NEAR_CRON: '0 0 1 1 *', CALSYNC_LOG_LEVEL: 'warn' };
/** Longer than anything waits that nobody can hurry in the real world. */
const A_WHILE_MS = 61_000;

export interface KillStage extends Salon {
  /** What the process that is killed, and the one after it, are given. */
  readonly settings: Record<string, string | undefined>;
  /** Three attempts, in this process; tells nothing. */
  readonly verify: () => Promise<void>;
  /** Brings everything that is due to both chats, in this process. */
  readonly tell: () => Promise<void>;
  /** As if someone had pressed a button of issue 1. */
  readonly request: (action: Action) => Promise<void>;
  /** Works with the parts of this process. */
  readonly inHere: <T>(work: (app: App) => Promise<T>) => Promise<T>;
  /** Goes on in this process, which has time pass wherever something waits for it, until this is true and nothing is under way. */
  readonly goOn: (isOver: () => boolean | Promise<boolean>) => Promise<void>;
}

interface HurriedClock extends Clock {
  skip(ms: number): void;
}

function hurriedClock(): HurriedClock {
  let ahead = 0;
  return {
    now: () => Date.now() + ahead,
    sleep: (ms, signal) => sleep(Math.min(ms, 200), undefined, signal && { signal }),
    skip: (ms) => void (ahead += ms),
  };
}

export function killStage(salon: Salon): KillStage {
  const settings: KillStage['settings'] = { ...salon.company.settings, ...RARELY };
  const clock = hurriedClock();
  const inHere: KillStage['inHere'] = async (work) => {
    await using app = await openApp(readConfig(settings), { clock, log: () => undefined });
    return await work(app);
  };
  const stage = { ...salon, settings, inHere };
  return {
    ...stage,
    verify: () => inHere((app) => climb(app, clock)),
    tell: () => inHere((app) => tell(app, stage)),
    request: (action) => inHere((app) => request(app, action)),
    goOn: (isOver) => inHere((app) => goOn(app, { stage, clock, isOver })),
  };
}

type Stage = Pick<KillStage, 'company' | 'chats' | 'settings'>;

async function climb(app: App, clock: HurriedClock): Promise<void> {
  const { signal } = new AbortController();
  for (let attempt = 0; attempt < 3; attempt++) {
    await verifyWindow(app.reconcile(), app.policy, { signal });
    clock.skip(200);
  }
  // A check that is made up at the start, and cut off by each end, would be told of in the end.
  for (const { name } of verificationJobs(app.config)) await app.schedules.recordStart(name, clock.now());
}

function surfacesOf({ chats, settings }: Stage, closing: AbortSignal): Surface[] {
  const surfaces = [bareSlack(chats.slack, settings['SLACK_CHANNEL_ID'] ?? '')];
  if (settings['DISCORD_TOKEN'])
    surfaces.push(bareDiscord(chats.discord, { channelId: chats.discordChannel, closing }));
  return surfaces.map((surface) => ({ ...surface, paceMs: 10 }));
}

async function tell(app: App, stage: Stage): Promise<void> {
  const over = new AbortController();
  const loops = { stop: over.signal, cut: over.signal };
  const telling = surfacesOf(stage, over.signal).map((surface) => keepTelling(app, surface, loops));
  await until(async () => !(await isBusy(stage)), 'everything to be told');
  over.abort(new Error('all is told'));
  await Promise.all(telling);
}

async function request(app: App, action: Action): Promise<void> {
  const [issue] = await app.database.sql<{ hash: string }>(
    'select facts_hash as hash from calsync.issue where id = 1',
  );
  const by = { id: 'U1', name: 'Ada', surface: 'slack' };
  const asked = { issueId: 1, action, factsHash: issue?.hash ?? '', note: null, eventTypeId: null, by };
  const outcome = await app.resolutions.request(asked, app.clock.now());
  if (outcome.kind !== 'recorded') throw new Error(`Cannot request "${action}": ${outcome.kind}`);
}

async function goOn(
  app: App,
  { stage, clock, isOver }: { stage: Stage; clock: HurriedClock; isOver: Parameters<KillStage['goOn']>[0] },
): Promise<void> {
  const over = new AbortController();
  const surfaces = surfacesOf(stage, over.signal);
  const loops = runLoops(app, { surfaces, stop: over.signal, cut: over.signal });
  try {
    await until(
      async () => {
        if (await isWaiting(stage, clock.now())) clock.skip(A_WHILE_MS);
        return !(await isBusy(stage)) && isOver();
      },
      () => `the end: ${JSON.stringify(stage.chats.cards())}`,
    );
  } finally {
    over.abort(new Error('the story is over'));
    await loops;
  }
}

/** Something is to be told, done or looked at. */
async function isBusy({ company }: Stage): Promise<boolean> {
  const [busy] = await company.sql<{ n: number }>(
    `select (select count(*) from calsync.notification where state = 'due')
       + (select count(*) from calsync.resolution where state in ('requested', 'running', 'unknown'))
       + (select count(*) from calsync.pair where next_attempt_at is not null) as n`,
  );
  return Number(busy?.n) > 0;
}

/** Something goes on only when its time has come. */
async function isWaiting({ company }: Stage, now: number): Promise<boolean> {
  const waiting = await company.sql(
    `select from calsync.resolution where state in ('running', 'unknown') and next_look_at > to_timestamp($1::float8 / 1000)
     union all select from calsync.notification where state = 'due' and due_at > to_timestamp($1::float8 / 1000) + interval '5 s'`,
    [now],
  );
  return waiting.length > 0;
}
