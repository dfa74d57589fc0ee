/** Keeps one Socket Mode connection, for ever: the SDK's own way gives up on some errors, and takes the process along. */
import { type SocketModeReceiver } from '@slack/bolt';
import type { Clock } from '../../runtime/clock.ts';
import type { Log } from '../../runtime/logger.ts';
import { surfaceError } from './slack-errors.ts';

export interface ConnectionParts {
  readonly receiver: SocketModeReceiver;
  /** Must succeed before a connection is made; throws what Slack says. */
  readonly check: () => Promise<unknown>;
  readonly clock: Clock;
  readonly log: Log;
}

/** How a connection ended, or why there was none, and how long Slack wants us to wait. */
interface Ended {
  readonly connected: boolean;
  readonly why: string;
  readonly waitMs?: number | undefined;
}

const FIRST_BACK_OFF_MS = 250;
const LONGEST_BACK_OFF_MS = 15_000;
/** A connection that held for so long was a good one. */
const STEADY_MS = 10_000;
/** From the call for an address to Slack's hello. */
const CONNECT_WITHIN_MS = 30_000;

/** Ends when `stop` is aborted and the connection is closed. Never throws. */
export async function keepConnected(parts: ConnectionParts, stop: AbortSignal): Promise<void> {
  const { clock, log } = parts;
  let failures = 0;
  let told = '';
  while (!stop.aborted) {
    const since = clock.now();
    const { connected, why, waitMs = 0 } = await connectOnce(parts);
    failures = clock.now() - since > STEADY_MS ? 0 : failures + 1;
    if (stop.aborted) return;
    if (connected) log('info', 'slack disconnected', { why });
    else log(why === told ? 'debug' : 'warn', 'slack not connected', { why });
    told = connected ? '' : why;
    const backOff = Math.min(LONGEST_BACK_OFF_MS, FIRST_BACK_OFF_MS * 2 ** Math.min(failures, 10));
    await clock.sleep(Math.max(backOff, waitMs), stop).catch(() => undefined);
  }
}

/** Resolves when the connection is over, with the reason. */
async function connectOnce({ receiver, check, log }: ConnectionParts): Promise<Ended> {
  const { promise: lost, resolve } = Promise.withResolvers<void>();
  const hung = setTimeout(() => hangUp(receiver), CONNECT_WITHIN_MS);
  receiver.client.once('disconnected', resolve);
  try {
    await check();
    await receiver.start();
    clearTimeout(hung);
    log('info', 'slack connected');
    await lost;
    return { connected: true, why: 'the connection ended' };
  } catch (error) {
    // A socket that closes before Slack's hello rejects with nothing.
    if (error === undefined) return { connected: false, why: 'Slack hung up' };
    const { message: why, retryAfterMs: waitMs } = surfaceError(error, 'connect to Slack');
    return { connected: false, why, waitMs };
  } finally {
    clearTimeout(hung);
    receiver.client.removeListener('disconnected', resolve);
  }
}

/** At once: the second call does not wait for the other side to say goodbye, as the first would for 30 s. */
export function hangUp({ client }: SocketModeReceiver): void {
  void client.disconnect();
  void client.disconnect();
}
