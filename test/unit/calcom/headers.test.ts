import { expect, test } from 'vitest';
import { ENDPOINTS } from '../../../src/calcom/endpoints.ts';
import { headersOf } from '../../../src/calcom/transport.ts';

const AUTH = { authorization: 'Bearer cal_live_1', accept: 'application/json' };

test.each([
  ['list', { ...AUTH, 'cal-api-version': '2024-08-13' }],
  ['find', { ...AUTH, 'cal-api-version': '2024-08-13' }],
  ['create', { ...AUTH, 'cal-api-version': '2024-08-13', 'content-type': 'application/json' }],
  ['cancel', { ...AUTH, 'cal-api-version': '2024-08-13', 'content-type': 'application/json' }],
  ['reschedule', { ...AUTH, 'cal-api-version': '2024-08-13', 'content-type': 'application/json' }],
  ['eventTypes', { ...AUTH, 'cal-api-version': '2024-06-14' }],
  ['me', AUTH],
] as const)('the endpoint %s is asked with exactly these headers', (name, expected) => {
  expect(headersOf(ENDPOINTS[name], 'cal_live_1')).toStrictEqual(expected);
});
