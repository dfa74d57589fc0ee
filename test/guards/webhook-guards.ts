/** Webhooks only say where to look; and how long a customer may take to choose a new time. */
import type { Guard } from './guard.ts';

const DESK = 'src/http/calcom-webhook.ts';
const ADDRESS = 'test/flow/webhook-address.test.ts';
const WAITING = 'test/flow/webhooks-waiting.test.ts';
const STORE = 'test/contract/webhook-store.test.ts';
const REBOOKING = 'test/flow/rebooking.test.ts';

export const webhookGuards: readonly Guard[] = [
  {
    name: 'a webhook that Cal.com has not signed is refused',
    file: DESK,
    find: 'if (!isSigned(body,',
    replace: 'if (false && !isSigned(body,',
    test: ADDRESS,
    title: 'is refused and not recorded, whatever it says',
  },
  {
    name: 'the signature is that of the body as it came, not as it was understood',
    file: DESK,
    find: '!isSigned(body,',
    replace: "!isSigned(Buffer.from(JSON.stringify(JSON.parse(body.toString() || '0'))),",
    test: ADDRESS,
    title: 'is refused and not recorded, whatever it says',
  },
  {
    name: 'without a secret there is no address for webhooks',
    file: 'src/cli/open-http.ts',
    find: 'if (secret === undefined) return routes;',
    replace:
      "if (secret === undefined)\n    return [...routes, calcomWebhook({ secret: '', webhooks: webhookStore(app.database.sql), clock: app.clock })];",
    test: ADDRESS,
    title: 'without a secret takes no webhooks, and is healthy all the same',
  },
  {
    name: 'a body is read up to the limit and no further',
    file: 'src/http/read-body.ts',
    find: "if (size > maxBytes) return 'too_large';",
    replace: '',
    test: 'test/contract/http-server.test.ts',
    title: 'without a length is read up to the limit, and no further',
  },
  {
    name: 'a body that is announced as too large is not waited for',
    file: 'src/http/read-body.ts',
    find: "if (Number(request.headers['content-length'] ?? 0) > maxBytes) return 'too_large';",
    replace: '',
    test: 'test/contract/http-server.test.ts',
    title: 'that is announced as too large is not waited for',
  },
  {
    name: 'the same webhook again is recorded once',
    file: 'src/store/webhook-store.ts',
    find: 'on conflict (digest) do nothing',
    replace: '',
    test: 'test/flow/webhooks.test.ts',
    title: 'the same are recorded once, also when one is sent again much later',
  },
  {
    name: 'a webhook waits until Cal.com has finished its own write',
    file: 'src/reconcile/keep-hearing.ts',
    find: 'const SETTLING_MS = 3_000;',
    replace: 'const SETTLING_MS = 0;',
    test: 'test/flow/webhooks.test.ts',
    title: 'is answered before anything is looked at, and waits until Cal.com has finished its own write',
  },
  {
    name: 'a webhook is heard only when Cal.com has told of its Booking',
    file: 'src/reconcile/keep-hearing.ts',
    find: 'unanswered.has(bookingUid) ? [] : bookingUid',
    replace: 'bookingUid',
    test: WAITING,
    title: 'webhooks wait, and are heard once it is back',
  },
  {
    name: 'a Booking that Cal.com cannot tell of holds up no other',
    file: 'src/reconcile/keep-hearing.ts',
    find: 'putOff.set(uid, { until: now + waitMs, waitMs });',
    replace: '',
    test: WAITING,
    title:
      'cannot tell of some bookings for hours, others are heard at once, and these are asked for ever more rarely',
  },
  {
    name: 'a webhook that comes while others are heard stays unheard',
    file: 'src/store/webhook-store.ts',
    find: 'received_at <= ${INSTANT} and booking_uid in',
    replace: '${INSTANT} is not null and booking_uid in',
    test: STORE,
    title: 'that come while others are being heard stay unheard',
  },
  {
    name: 'a Booking whose customer was asked for another time is held',
    file: 'src/reconcile/conclusion.ts',
    find: 'return until > rules.now ?',
    replace: 'return false ?',
    test: REBOOKING,
    title: 'is held for the rebook grace, and only then judged',
  },
  {
    name: 'it is held no longer than until a day before its old start',
    file: 'src/domain/rebooking.ts',
    find: 'return Math.min(requestedAt + graceMs, booking.startsAt - BEFORE_START_MS);',
    replace: 'return requestedAt + graceMs;',
    test: REBOOKING,
    title: 'is held no longer than until a day before its old start',
  },
  {
    name: 'a cancelled Booking is held only where a webhook said that another time was asked for',
    file: 'src/reconcile/conclusion.ts',
    find: 'const askedAt = booking && requested.get(booking.uid);',
    replace: 'const askedAt = booking && (requested.get(booking.uid) ?? booking.updatedAt);',
    test: REBOOKING,
    title: 'is not held without a webhook that said so',
  },
  {
    name: 'a webhook of a mere cancellation asks for no other time',
    file: 'src/store/webhook-store.ts',
    find: 'where request_reschedule and',
    replace: 'where',
    test: STORE,
    title: 'tell when a customer was last asked to choose a new time',
  },
];
