/** Who asks: the owner of the key, nobody, or a caller with a key that is none. */
import type { IncomingHttpHeaders } from 'node:http';
import { type Refusal, refuse } from './outcome.ts';

export interface Caller {
  kind: 'caller';
  authenticated: boolean;
  /** What the rate limit counts by. */
  tracker: string;
}

const NO_METHOD =
  "No authentication method provided. Either pass an API key as 'Bearer' header or OAuth client credentials as 'x-cal-secret-key' and 'x-cal-client-id' headers";

export function identify(headers: IncomingHttpHeaders, apiKey: string): Caller | Refusal {
  const token = headers.authorization?.replace('Bearer ', '');
  if (!token) return { kind: 'caller', authenticated: false, tracker: 'address' };
  if (token === apiKey) return { kind: 'caller', authenticated: true, tracker: 'key' };
  // The throttler looks a key up before anything else, so also where no authentication is needed.
  if (token.startsWith('cal_')) return refuse(401, 'CustomThrottlerGuard - Invalid API Key');
  return refuse(401, 'Invalid Access Token.');
}

export function refuseAnonymous(): Refusal {
  return refuse(401, NO_METHOD);
}
