import { describe, expect, test } from 'vitest';
import { ENDPOINTS } from '../../../src/calcom/endpoints.ts';
import { problemOf, shapeProblem, type Answer } from '../../../src/calcom/problem.ts';

describe('a refusal is told by its message', () => {
  test.each([
    [400, 'User either already has booking at this time or is not available', 'slot_taken'],
    [400, 'One of the hosts either already has booking at this time or is not available', 'slot_taken'],
    [409, 'booking_conflict_error', 'slot_taken'],
    [
      400,
      `The event type can't be booked at the "start" time provided. This could be because it's too soon`,
      'out_of_bounds',
    ],
    [400, 'Attempting to book a meeting in the past.', 'in_the_past'],
    [
      400,
      `Attendee with this email can't book because the maximum number of active bookings has been reached. You can reschedule your existing booking (x) to a new timeslot instead.`,
      'limit_reached',
    ],
    [400, 'Missing required booking field response: insurance - it is required', 'missing_field'],
    [400, 'responses - {title}error_required_field, ', 'missing_field'],
    [400, 'Missing attendee phone number - it is required', 'missing_field'],
    [404, 'Event type with id 12 not found.', 'event_type_not_found'],
    [400, 'The requested event-types do not exist.', 'event_type_not_found'],
    [409, 'No more seats left at this seated booking.', 'seats_full'],
    [409, 'already_signed_up_for_this_booking_error', 'already_seated'],
    [422, `Can't book this team event type because it has no hosts`, 'not_allowed'],
    [403, 'checkBookingRequiresAuthentication - event type requires authentication', 'not_allowed'],
    [401, 'User not a host of this event', 'not_allowed'],
    [400, 'This booking has already been cancelled.', 'already_cancelled'],
    [
      400,
      `Can't reschedule booking with uid=x because it has been cancelled. Please provide another`,
      'already_cancelled',
    ],
    [
      400,
      `Can't reschedule booking with uid=x because it has been cancelled and rescheduled already to booking with uid=y. You probably want to`,
      'already_rescheduled',
    ],
    [400, 'This event type does not allow cancellations', 'not_allowed'],
    [400, 'Cannot cancel a booking that has already ended', 'already_ended'],
    [400, 'Invalid seatUid: seat x does not exist', 'invalid_seat'],
    [400, 'Cancellation reason is required when you are the host', 'invalid'],
  ])('%i "%s" means %s', (status, message, reason) => {
    const error = problemOf(ENDPOINTS.create, answered(status, nested(message)));

    expect(error).toMatchObject({ problem: 'refused', reason, outcomeUnknown: false, httpStatus: status });
  });

  test('names the field that is missing', () => {
    expect(
      problemOf(ENDPOINTS.create, answered(400, nested('responses - {title}error_required_field, '))).message,
    ).toContain('"title"');
  });

  test('reads the flat shape and the merged one alike', () => {
    const message = 'This booking has already been cancelled.';
    const flat = { statusCode: 400, message };

    for (const json of [flat, { ...flat, ...nested(message) }]) {
      expect(problemOf(ENDPOINTS.cancel, answered(400, json)).reason).toBe('already_cancelled');
    }
  });

  test('finds the rule in whichever of the two messages of the merged shape tells it', () => {
    const json = { statusCode: 409, message: 'booking_conflict_error', ...nested('Something went wrong') };

    expect(problemOf(ENDPOINTS.create, answered(409, json)).reason).toBe('slot_taken');
  });

  test('quotes what the validator found', () => {
    const errors = [
      {
        property: 'take',
        value: 999,
        target: { take: 999 },
        constraints: { max: 'take must not be greater than 250' },
      },
    ];
    const json = {
      status: 'error',
      error: { code: 'BadRequestException', message: 'Bad Request Exception', details: { errors } },
    };

    const error = problemOf(ENDPOINTS.list, answered(400, json));

    expect(error).toMatchObject({ problem: 'refused', reason: 'invalid' });
    expect(error.message).toContain('take must not be greater than 250');
  });

  test('never quotes addresses, uids or keys', () => {
    const message =
      'Odd: mia@example.com kR3vW8nQx2LbTg5YpZ1aHs eSBZvpsXtPLKMbresZMabc 3be561a9-31f1-4b8e-aefc-9d9a085f0dd1 cal_live_0123456789abcdef0123';

    expect(problemOf(ENDPOINTS.create, answered(400, nested(message))).message).toBe(
      'Cannot create the booking: Cal.com found the request wrong: "Odd: … … … … …" (HTTP 400, request r-1)',
    );
  });
});

describe('a 404', () => {
  test('about this very booking means that it is not there', () => {
    expect(readingAbc('Booking with uid=abc was not found in the database')).toBe('not_found');
    expect(readingAbc('Booking with uid=abc not found.')).toBe('not_found');
  });

  test.each([
    'Booking with uid=abcdef was not found in the database',
    'Cannot GET /v2/bookings/abc',
    'Not Found',
    '',
  ])('that says "%s" proves nothing', (message) => {
    expect(readingAbc(message)).toBe('unexpected_shape');
  });
});

describe('the key', () => {
  test.each([
    [401, 'Your api key is not valid', 'not valid'],
    [401, 'Your api key is expired', 'has expired'],
    [498, 'ACCESS_TOKEN_IS_EXPIRED', 'has expired'],
    [403, 'Forbidden resource', 'may not do this'],
    [403, 'This endpoint is not available on your plan', 'may not do this'],
  ])('answered with %i "%s" %s', (status, message, words) => {
    const error = problemOf(ENDPOINTS.list, answered(status, nested(message)));

    expect(error.problem).toBe('unauthorized');
    expect(error.message).toContain(words);
  });
});

describe('whether a write took effect', () => {
  test.each([
    ['is unknown after a 500', answered(500, nested('Internal server error.')), true],
    ['is unknown after a page of Cloudflare', answered(524, undefined), true],
    ['is unknown after a success that is no JSON', answered(200, undefined), true],
    ['is known after a refusal', answered(400, nested('no')), false],
    ['is known after a redirect', answered(302, undefined), false],
  ])('%s', (_, answer, outcomeUnknown) => {
    expect(problemOf(ENDPOINTS.create, answer).outcomeUnknown).toBe(outcomeUnknown);
  });

  test('is unknown after a success of another shape', () => {
    expect(shapeProblem(ENDPOINTS.create, answered(201, {}), 'odd')).toMatchObject({
      problem: 'unexpected_shape',
      outcomeUnknown: true,
    });
  });

  test('is never in doubt for a read', () => {
    expect(problemOf(ENDPOINTS.find, answered(500, undefined)).outcomeUnknown).toBe(false);
  });
});

function answered(status: number, json: unknown): Answer {
  return { status, json, requestId: 'r-1' };
}

function nested(message: string): object {
  return {
    status: 'error',
    timestamp: '2026-11-22T06:00:00.000Z',
    path: '/v2/bookings',
    error: { code: 'SomeException', message },
  };
}

function readingAbc(message: string): string {
  return problemOf(ENDPOINTS.find, answered(404, nested(message)), 'abc').problem;
}
