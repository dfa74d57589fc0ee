/** How we call Slack: one attempt, ten seconds; who tries again is decided by whoever keeps what is to be sent. */
import type { webApi } from '@slack/bolt';
import type { SlackLog } from './slack-log.ts';

export interface ClientSettings {
  readonly apiUrl: string | undefined;
  readonly log: SlackLog;
  /** Aborted when the process lets go of Slack: what is still under way is cut. */
  readonly closing: AbortSignal;
}

const TIMEOUT_MS = 10_000;

/** A new object each time: the Socket Mode client writes into the one that it is given. */
export function clientOptions({ apiUrl, log, closing }: ClientSettings): webApi.WebClientOptions {
  return {
    ...(apiUrl !== undefined && { slackApiUrl: apiUrl.endsWith('/') ? apiUrl : `${apiUrl}/` }),
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: TIMEOUT_MS,
    fetch: cutWith(closing),
    logger: log,
  };
}

function cutWith(closing: AbortSignal): webApi.FetchFunction {
  // Answers to a response_url come without a time-out of their own.
  return (url, { signal, ...init } = {}) =>
    fetch(url, { ...init, signal: AbortSignal.any([closing, signal ?? AbortSignal.timeout(TIMEOUT_MS)]) });
}
