/** Logs in to Discord and, whatever ends that, logs in again: for ever, and no faster than makes sense. */
import { DiscordjsError, DiscordjsErrorCodes, Events, GatewayCloseCodes, type Client } from 'discord.js';
import { SurfaceError } from '../../notify/surface.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Log } from '../../runtime/logger.ts';
import { createGatewayClient } from './gateway-client.ts';
import { pauseAfter, PERSON_PAUSE_MS } from './pauses.ts';
import { toSurfaceError, whyOf } from './surface-error.ts';

export interface ConnectionPorts {
  readonly config: { readonly token: string; readonly apiUrl: string | undefined };
  readonly clock: Clock;
  readonly log: Log;
  /** Once for every login, before it: adds what listens to it until `gone`. */
  readonly attach: (client: Client, gone: AbortSignal) => void;
}

interface Ending {
  readonly why: string;
  /** Waiting does not help: a person has to mend it. */
  readonly needsPerson: boolean;
  readonly wasConnected: boolean;
}

const RETIRE_WITHIN_MS = 1_500;

export async function keepConnected(ports: ConnectionPorts, stop: AbortSignal): Promise<void> {
  let tries = 0;
  let said: string | undefined;
  while (!stop.aborted) {
    const { why, needsPerson, wasConnected } = await connectOnce(ports, stop);
    if (stop.aborted) return;
    tries = wasConnected ? 0 : tries + 1;
    const pauseMs = needsPerson ? PERSON_PAUSE_MS : pauseAfter(tries);
    if (why !== said || wasConnected) ports.log('warn', 'Discord is not connected', { why, pauseMs });
    said = why;
    await ports.clock.sleep(pauseMs, stop).catch(() => undefined);
  }
}

/** Until it cannot go on by itself; discord.js survives lost connections alone. */
async function connectOnce({ config, log, attach }: ConnectionPorts, stop: AbortSignal): Promise<Ending> {
  const { client, retire } = createGatewayClient(config.apiUrl);
  const gone = new AbortController();
  const ended = Promise.withResolvers<Omit<Ending, 'wasConnected'>>();
  let wasConnected = false;
  client.once(Events.ClientReady, () => {
    wasConnected = true;
    log('info', 'Discord is connected');
  });
  client.on(Events.ShardDisconnect, ({ code }) => ended.resolve(endingOfClose(code)));
  listenForTrouble(client, log);
  attach(client, gone.signal);
  stop.addEventListener('abort', () => ended.resolve({ why: 'stopped', needsPerson: false }), {
    once: true,
    signal: gone.signal,
  });
  client.login(config.token).catch((error: unknown) => ended.resolve(endingOfLogin(error)));
  const ending = await ended.promise;
  gone.abort();
  await retire(RETIRE_WITHIN_MS);
  return { ...ending, wasConnected };
}

/** Without these listeners an error would end the process. While Discord is down each comes twice a second: said once. */
function listenForTrouble(client: Client, log: Log): void {
  let lost = false;
  const back = (): void => {
    if (lost) log('info', 'Discord is connected again');
    lost = false;
  };
  client.on(Events.Error, (error) => log('warn', 'Discord client in trouble', { why: whyOf(error) }));
  client.on(Events.ShardError, (error) => {
    if (!lost) log('warn', 'Discord gateway in trouble', { why: whyOf(error) });
  });
  client.on(Events.ShardReconnecting, () => {
    if (!lost) log('info', 'Discord connection lost, connecting again');
    lost = true;
  });
  client.on(Events.ShardResume, back);
  client.on(Events.ShardReady, back);
}

const BAD_TOKEN = 'Discord does not accept DISCORD_TOKEN: copy the bot’s token again';
const NO_SESSIONS = /^Not enough sessions/;

/** https://discord.com/developers/docs/topics/opcodes-and-status-codes#gateway-gateway-close-event-codes */
const CLOSES = new Map<number, string>([
  [GatewayCloseCodes.AuthenticationFailed, BAD_TOKEN],
  [GatewayCloseCodes.InvalidShard, 'Discord refuses how we connect (invalid shard)'],
  [GatewayCloseCodes.ShardingRequired, 'The bot is in too many servers: calsync needs a bot of its own'],
  [GatewayCloseCodes.InvalidAPIVersion, 'Discord has dropped the API version that this calsync speaks'],
  [GatewayCloseCodes.InvalidIntents, 'Discord does not know an intent that calsync asks for'],
  [GatewayCloseCodes.DisallowedIntents, 'Discord does not allow the bot an intent that calsync asks for'],
]);

function endingOfClose(code: number): Omit<Ending, 'wasConnected'> {
  const why = CLOSES.get(code) ?? 'Discord closed the connection for good';
  return { why: `${why} (close code ${code})`, needsPerson: true };
}

function endingOfLogin(error: unknown): Omit<Ending, 'wasConnected'> {
  if (error instanceof DiscordjsError && error.code === DiscordjsErrorCodes.TokenInvalid)
    return { why: BAD_TOKEN, needsPerson: true };
  if (error instanceof Error && NO_SESSIONS.test(error.message))
    return {
      why: 'Discord allows no more logins today: another process uses the same token',
      needsPerson: true,
    };
  const known = toSurfaceError(error);
  return { why: whyOf(error), needsPerson: known instanceof SurfaceError && known.problem === 'not_allowed' };
}
