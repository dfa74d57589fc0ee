/** Turns an answer that is no success into the one error that callers know. */
import { CalcomError, type CalcomErrorDetails } from '../domain/errors.ts';
import { type Endpoint } from './endpoints.ts';
import { asObject, textOf, type ShapeError } from './json.ts';
import { refusalOf } from './refusals.ts';

/** What came back, its body parsed; `json` is undefined where the body is no JSON. */
export interface Answer {
  readonly status: number;
  readonly json: unknown;
  readonly requestId: string | null;
  /** By the server's own clock, to the second, epoch ms; null when it did not tell. */
  readonly serverTime?: number | null;
}

/** A CalcomError with the problem `throttled`, and when to ask again, epoch ms. */
export class ThrottledError extends CalcomError {
  readonly until: number;

  constructor(endpoint: Endpoint, answer: Answer, until: number) {
    super(sentence(endpoint, answer, 'too many requests have been sent, and waiting did not help'), {
      ...traces(answer),
      problem: 'throttled',
    });
    this.until = until;
  }
}

/** For every answer but a success in JSON and a 429. `uid`: the booking that was asked for. */
export function problemOf(endpoint: Endpoint, answer: Answer, uid?: string): CalcomError {
  const { status } = answer;
  if (status >= 500 || status === 408) return outage(endpoint, answer, 'Cal.com is in trouble');
  if (status >= 300 && status < 400)
    return shapeProblem(endpoint, answer, 'the address of the API leads elsewhere; check CALCOM_API_URL');
  if (answer.json === undefined) return outage(endpoint, answer, 'something other than JSON came back');
  const message = messageOf(answer.json);
  if (status === 404) return notFound(endpoint, answer, { message, uid });
  const refusal = refusalOf(message);
  if (isAboutTheKey(status) && refusal?.reason !== 'not_allowed')
    return unauthorized(endpoint, answer, message);
  if (refusal) return failure(endpoint, answer, { problem: 'refused', ...refusal });
  const because = `Cal.com found the request wrong: ${quoted(message)}`;
  return failure(endpoint, answer, { problem: 'refused', reason: 'invalid', because });
}

/** 498: an access token has expired. */
function isAboutTheKey(status: number): boolean {
  return status === 401 || status === 403 || status === 498;
}

/** A success whose body cannot be used. A write has then happened, in a way that we cannot read. */
export function shapeProblem(endpoint: Endpoint, answer: Answer, fault: string | ShapeError): CalcomError {
  const outcomeUnknown = endpoint.kind === 'write' && answer.status < 300;
  const told = typeof fault === 'string' ? { because: fault } : { because: fault.message, cause: fault };
  return failure(endpoint, answer, { problem: 'unexpected_shape', ...told, outcomeUnknown });
}

function outage(endpoint: Endpoint, answer: Answer, because: string): CalcomError {
  const { status } = answer;
  const outcomeUnknown = endpoint.kind === 'write' && (status < 300 || status >= 500 || status === 408);
  return failure(endpoint, answer, { problem: 'unavailable', because, outcomeUnknown });
}

/** Only Cal.com's own words about a resource prove that it is gone; any other 404 may be a wrong version or address. */
function notFound(
  endpoint: Endpoint,
  answer: Answer,
  said: { message: string; uid: string | undefined },
): CalcomError {
  const { message, uid } = said;
  if (/^Booking with uid=.+ not found/i.test(message) && message.includes(`uid=${uid} `)) {
    return failure(endpoint, answer, { problem: 'not_found', because: 'there is no such booking' });
  }
  const refusal = refusalOf(message);
  if (refusal?.reason === 'event_type_not_found') {
    return failure(
      endpoint,
      answer,
      endpoint.kind === 'write'
        ? { problem: 'refused', ...refusal }
        : { problem: 'not_found', because: refusal.because },
    );
  }
  if (/^Cannot (GET|POST|PATCH|PUT|DELETE) /.test(message)) {
    return shapeProblem(
      endpoint,
      answer,
      `the server does not know this route; ${endpoint.remedy ?? 'its version or CALCOM_API_URL is wrong'}`,
    );
  }
  return shapeProblem(endpoint, answer, 'something was not found, and the answer does not say what');
}

function unauthorized(endpoint: Endpoint, answer: Answer, message: string): CalcomError {
  const because =
    /expired/i.test(message) || answer.status === 498
      ? 'the API key has expired'
      : answer.status === 403
        ? 'the API key may not do this'
        : 'the API key is not valid; check CALCOM_API_KEY';
  return failure(endpoint, answer, { problem: 'unauthorized', because });
}

function failure(
  endpoint: Endpoint,
  answer: Answer,
  details: CalcomErrorDetails & { because: string },
): CalcomError {
  const { because, ...rest } = details;
  return new CalcomError(sentence(endpoint, answer, because), { ...traces(answer), ...rest });
}

function traces(answer: Answer): { httpStatus: number; requestId?: string } {
  return { httpStatus: answer.status, ...(answer.requestId === null ? {} : { requestId: answer.requestId }) };
}

function sentence(endpoint: Endpoint, answer: Answer, because: string): string {
  const request = answer.requestId === null ? '' : `, request ${answer.requestId}`;
  return `Cannot ${endpoint.doing}: ${because} (HTTP ${answer.status}${request})`;
}

/** All error shapes in one: nested, flat, both merged, and the validator's list. */
function messageOf(json: unknown): string {
  const body = asObject(json);
  const error = asObject(body?.error);
  const found = asObject(error?.details)?.errors;
  const constraints = Array.isArray(found)
    ? found.flatMap((item) => Object.values(asObject(asObject(item)?.constraints) ?? {}))
    : [];
  if (constraints.length > 0) return constraints.join(', ');
  const parts = [textOf(error?.message), listedText(body?.message)].filter((part) => part !== null);
  return [...new Set(parts)].join(' / ');
}

function listedText(message: unknown): string | null {
  return Array.isArray(message) ? message.join(', ') : textOf(message);
}

/** Cal.com's own words, without what could be an address, a uid or a key. */
function quoted(message: string): string {
  if (message === '') return 'it gave no reason';
  const safe = message
    .replace(/\S+@\S+/g, '…')
    .replace(/(?=[\w-]*\d)[\w-]{20,}|[a-z]{20,}/gi, '…')
    .replace(/\s+/g, ' ');
  return `"${safe.trim().slice(0, 160)}"`;
}
