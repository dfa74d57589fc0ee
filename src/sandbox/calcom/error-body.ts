/** The error bodies of Cal.com: one envelope for the API, another for the booking code beneath, and both merged. */
import type { Refusal } from './outcome.ts';

const CLASSES: Record<number, [code: string, error: string]> = {
  400: ['BadRequestException', 'Bad Request'],
  401: ['UnauthorizedException', 'Unauthorized'],
  403: ['ForbiddenException', 'Forbidden'],
  404: ['NotFoundException', 'Not Found'],
  409: ['ConflictException', 'Conflict'],
  413: ['PayloadTooLargeException', 'Payload Too Large'],
  429: ['ThrottlerException', 'Too Many Requests'],
};

export interface ErrorContext {
  /** The path with its query, from /v2 on. */
  path: string;
  now: number;
  version: string;
}

export function errorBody(refusal: Refusal, context: ErrorContext): unknown {
  switch (refusal.origin) {
    case 'core':
      // The newest answers seen carry both shapes at once, older ones only the flat one.
      return context.version >= '2026' ? mergedBody(refusal, context) : flatBody(refusal);
    case 'query':
      return envelope(context, { ...errorOf(refusal), details: { errors: refusal.problems } });
    case 'throttler':
      return envelope(context, { ...errorOf(refusal), details: refusal.message });
    case 'nest':
      return envelope(context, { ...errorOf(refusal), details: detailsOf(refusal) });
  }
}

/** The body for a fault of the server itself. */
export function internalErrorBody(context: ErrorContext): unknown {
  return envelope(context, { code: 'INTERNAL_SERVER_ERROR', message: 'Internal server error.' });
}

function flatBody(refusal: Refusal): object {
  return { statusCode: refusal.status, message: refusal.message };
}

function mergedBody(refusal: Refusal, context: ErrorContext): object {
  const code = refusal.status === 409 ? 'conflict_error' : 'bad_request_error';
  const error = { code, message: refusal.message, details: detailsOf(refusal) };
  return { ...flatBody(refusal), ...envelope(context, error) };
}

function envelope(context: ErrorContext, error: object): object {
  return { status: 'error', timestamp: new Date(context.now).toISOString(), path: context.path, error };
}

function errorOf(refusal: Refusal): { code: string; message: string } {
  return { code: CLASSES[refusal.status]?.[0] ?? 'HttpException', message: refusal.message };
}

function detailsOf(refusal: Refusal): object {
  const error = CLASSES[refusal.status]?.[1] ?? 'Error';
  return { message: refusal.message, error, statusCode: refusal.status };
}
