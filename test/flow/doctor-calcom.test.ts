import { describe } from 'vitest';
import { faults } from '../support/doctor.ts';

describe.concurrent('calsync doctor and Cal.com', { timeout: 60_000 }, () => {
  const listing = { path: '/bookings', query: (query: URLSearchParams) => query.has('limit') };
  const missing = {
    status: 'error',
    error: { code: 'NotFoundException', message: 'Cannot GET /v2/bookings' },
  };

  faults('Cal.com', {
    'without a key': ['❌ Cal.com: Cannot ask Cal.com without a key', () => ({ CALCOM_API_KEY: '' })],
    'with a wrong key': [
      '❌ Cal.com: Cannot read whose API key this is: the API key is not valid; check CALCOM_API_KEY (HTTP 401',
      () => ({ CALCOM_API_KEY: 'cal_test_another' }),
    ],
    'that cannot be reached': [
      '❌ Cal.com: Cannot read whose API key this is: Cal.com cannot be reached; check the network and CALCOM_API_URL',
      () => ({ CALCOM_API_URL: 'http://127.0.0.1:1/v2' }),
    ],
    'without an event type of the scope': [
      '❌ Cal.com: Cal.com has no event type 99: correct CALCOM_EVENT_TYPE_IDS.',
      () => ({ CALCOM_EVENT_TYPE_IDS: '10,99' }),
    ],
    'without an event type of the map': [
      '❌ Cal.com: Cal.com has no event type 98: correct CALSYNC_EVENT_TYPE_MAP.',
      () => ({ CALSYNC_EVENT_TYPE_MAP: 'Beard=98' }),
    ],
    'whose key owns no event types': [
      '❌ Cal.com: The key owns no event types: set CALCOM_EVENT_TYPE_IDS',
      ({ company }) => {
        const body = { status: 'success', data: [] };
        company.calcom.faults.add({
          when: { path: '/event-types' },
          times: Infinity,
          fault: { kind: 'status', status: 200, body },
        });
        return { CALCOM_EVENT_TYPE_IDS: '' };
      },
    ],
    'that does not list in the mode that is wished': [
      'set CALCOM_LIST_MODE=offset',
      ({ company }) => {
        company.calcom.faults.add({
          when: listing,
          times: Infinity,
          fault: { kind: 'status', status: 404, body: missing },
        });
        return { CALCOM_LIST_MODE: 'cursor' };
      },
    ],
    'that lists what it does not show': [
      '❌ Cal.com: A booking that is listed cannot be read by its uid',
      async ({ company }) => {
        const [row] = await company.sql<{ uid: string }>(
          'select calcom_booking_uid as uid from calsync.appointment',
        );
        const body = {
          status: 'error',
          error: {
            code: 'NotFoundException',
            message: `Booking with uid=${row?.uid} was not found in the database`,
          },
        };
        company.calcom.faults.add({
          when: { path: /^\/v2\/bookings\/./ },
          fault: { kind: 'status', status: 404, body },
        });
      },
    ],
    'without any booking': [
      '⚠️ Cal.com: There is no booking from a week ago on',
      ({ company }) => {
        company.calcom.world.addEventType({ id: 12, slug: 'new', lengthInMinutes: 30 });
        return { CALCOM_EVENT_TYPE_IDS: '12' };
      },
    ],
  });
});
