/** What a request that got no whole answer means. */
import { CalcomError } from '../domain/errors.ts';
import { type Endpoint } from './endpoints.ts';

/** The connection was never made, so nothing was sent. */
const NEVER_SENT =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT|EPROTO)$|CERT|SSL|TLS/;

/** No whole answer within the time-out; a smaller question may be answered. */
export class TimedOutError extends CalcomError {}

export function timedOut(endpoint: Endpoint, cause: unknown): TimedOutError {
  return new TimedOutError(`Cannot ${endpoint.doing}: Cal.com did not answer in time`, {
    problem: 'unavailable',
    outcomeUnknown: endpoint.kind === 'write',
    cause,
  });
}

/** The connection could not be made, or broke before the answer was whole. */
export function brokenOff(endpoint: Endpoint, cause: unknown): CalcomError {
  const code = codeOf(cause);
  const neverSent = NEVER_SENT.test(code);
  const because = neverSent
    ? 'Cal.com cannot be reached; check the network and CALCOM_API_URL'
    : 'the connection to Cal.com broke off';
  return new CalcomError(`Cannot ${endpoint.doing}: ${because} (${code})`, {
    problem: 'unavailable',
    outcomeUnknown: endpoint.kind === 'write' && !neverSent,
    cause,
  });
}

function codeOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : 'no code';
}
