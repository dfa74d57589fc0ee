import { describe, expect, test } from 'vitest';
import { cardHash } from '../../../src/notify/card-hash.ts';
import { composeCard } from '../../../src/notify/compose-card.ts';
import type { Subject } from '../../../src/notify/outbox.ts';
import { anAppointment, MINUTE, NOON } from '../../support/builders.ts';
import { aResolution, aSubject } from '../../support/subject.ts';

const HOUR = 60 * MINUTE;
const WORDING = { locale: 'en-GB', timeZone: 'Europe/Berlin', appointmentUrl: undefined };

function compose(fields: Partial<Subject> = {}, now = NOON - 100 * HOUR, readerZone?: string) {
  const subject = aSubject(fields);
  return composeCard({ subject, attendee: null, now, ...(readerZone && { readerZone }) }, WORDING);
}

const textOf = (card: ReturnType<typeof compose>) => JSON.stringify(card.sections);
const labels = (fields: Partial<Subject>) => compose(fields).actions?.map(({ id, label }) => [id, label]);
const firstLine = ({ sections: [first] }: ReturnType<typeof compose>) =>
  first?.kind === 'text' ? first.text : undefined;

describe('urgency', () => {
  test.each([
    { hours: -0.5, says: '⏰ Its time is over.' },
    { hours: -0.2, says: '⏰ It has already begun.' },
    { hours: 0.9, says: '⏰ Starts in less than an hour.' },
    { hours: 2.5, says: '⏰ Starts in less than 3 hours.' },
    { hours: 11, says: '⏰ Starts in less than 12 hours.' },
    { hours: 23, says: '⏰ Starts in less than 24 hours.' },
    { hours: 47, says: '⏰ Starts in less than 2 days.' },
  ])('comes first, $hours hours before the start: $says', ({ hours, says }) => {
    expect(firstLine(compose({}, NOON - hours * HOUR))).toBe(says);
  });

  test('is not told of what is further off, nor of what is over', () => {
    expect(textOf(compose({}, NOON - 49 * HOUR))).not.toContain('⏰');
    expect(textOf(compose({ state: 'resolved', outcome: 'agreed' }, NOON - HOUR))).not.toContain('⏰');
  });

  test('goes by the side that begins first, where both stand', () => {
    const booking = { status: 'accepted', startsAt: NOON - 10 * HOUR, endsAt: NOON - 9 * HOUR };
    const finding = { code: 'DATA_MISMATCH', fields: ['startsAt', 'endsAt'] } as const;

    expect(firstLine(compose({ finding, booking, absence: null }, NOON - 12 * HOUR))).toContain('3 hours');
  });

  test('changes the card at its few steps only, and not from minute to minute', () => {
    const hashes = Array.from({ length: 49 * 60 }, (_, minute) =>
      cardHash(compose({}, NOON + HOUR - minute * MINUTE)),
    );

    // Over, begun, 1, 3, 12, 24 and 48 hours.
    expect(new Set(hashes).size).toBe(7);
    const changes = hashes.filter((hash, at) => at > 0 && hash !== hashes[at - 1]);
    expect(changes).toHaveLength(6);
  });
});

describe('a time', () => {
  test('is told in the company’s zone, and the reader’s own beside it', () => {
    const facts = compose().sections.find(({ kind }) => kind === 'facts');

    expect(facts).toMatchObject({
      facts: expect.arrayContaining([
        { label: 'Time', value: '9 Oct 2026, 14:00 - 14:30, Berlin time', moment: NOON },
      ]),
    });
  });

  test('is not told twice to a reader whose zone is the company’s', () => {
    const finding = { code: 'DATA_MISMATCH', fields: ['startsAt'] } as const;
    const booking = { status: 'accepted', startsAt: NOON + HOUR, endsAt: NOON + 2 * HOUR };
    const mismatch = { finding, booking, absence: null };

    expect(JSON.stringify(compose({}, NOON, 'Europe/Berlin'))).not.toContain('moment');
    expect(JSON.stringify(compose(mismatch, NOON, 'Europe/Berlin'))).not.toContain('moments');
    expect(JSON.stringify(compose(mismatch, NOON, 'Asia/Tokyo'))).toContain('moments');
  });
});

describe('people', () => {
  test('see who is on it, until when it rests and that it comes and goes', () => {
    const claim = { byName: 'Ada', surface: 'slack', at: NOON - 3 * HOUR };

    const snooze = { until: NOON + HOUR, by: 'Ben' };
    const turns = { count: 5, last: NOON };
    const card = compose({ claim, snooze, turns }, NOON);

    expect(textOf(card)).toContain('🙋 Ada, on Slack, is on it since 9 Oct, 11:00.');
    expect(textOf(card)).toContain('💤 snoozed until 9 Oct, 15:00 by Ben');
    expect(textOf(card)).toContain('🔁 flapping: 5 turns within the hour, the last one 9 Oct, 14:00.');
  });

  test('are not told of a snooze that is over', () => {
    expect(textOf(compose({ snooze: { until: NOON - HOUR, by: 'Ben' } }, NOON))).not.toContain('💤');
  });

  test('can say that they see to it, and take it over from each other', () => {
    const claim = { byName: 'Ada', surface: 'slack', at: NOON };

    expect(labels({})).toContainEqual(['claim:3', "I'm on it"]);
    expect(labels({ claim })).toContainEqual([`claim:3:${NOON}`, 'Take over']);
  });

  test('read how it was established', () => {
    const established = { how: 'uid', attempts: 3, lastAt: NOON - HOUR } as const;

    expect(textOf(compose({ established }))).toContain(
      'its booking is not found in Cal.com; looked up by uid 3 times, last 9 Oct, 13:00',
    );
  });

  test('read why it could not be verified', () => {
    const finding = { code: 'VERIFICATION_ERROR', fields: [] } as const;

    expect(textOf(compose({ finding, absence: null, trouble: 'API Timeout' }))).toContain('API Timeout');
  });
});

describe('an issue that is bad again', () => {
  test.each([
    { reopened: 1, says: 'for the 2nd time' },
    { reopened: 2, says: 'for the 3rd time' },
    { reopened: 10, says: 'for the 11th time' },
    { reopened: 20, says: 'for the 21st time' },
  ])('says so: $says', ({ reopened, says }) => {
    expect(textOf(compose({ reopened }))).toContain(says);
  });

  test('does not blame the click that helped the last time', () => {
    const resolution = aResolution({ state: 'done', at: NOON - 30 * MINUTE });

    const card = compose({ reopened: 1, reopenedAt: NOON - 20 * MINUTE, resolution });

    expect(textOf(card)).not.toContain('Ada');
  });
});

describe('the end', () => {
  const MISMATCH: Partial<Subject> = {
    state: 'resolved',
    outcome: 'agreed',
    resolvedAt: NOON - MINUTE,
    absence: null,
    finding: { code: 'DATA_MISMATCH', fields: ['startsAt', 'endsAt'] },
    booking: { status: 'accepted', startsAt: NOON + HOUR, endsAt: NOON + 1.5 * HOUR },
  };
  const status = { code: 'DATA_MISMATCH', fields: ['status'] } as const;
  const cancelled = { status: 'cancelled', startsAt: NOON, endsAt: NOON + 30 * MINUTE };
  const lengthened = { status: 'accepted', startsAt: NOON, endsAt: NOON + HOUR };

  test.each<{ says: string; facts: Partial<Subject> }>([
    { says: 'the booking was moved to the appointment’s time', facts: {} },
    {
      says: 'the appointment was moved to the booking’s time',
      facts: { appointment: anAppointment({ startsAt: NOON + HOUR }) },
    },
    {
      says: 'both were moved to the same time',
      facts: { appointment: anAppointment({ startsAt: NOON + 5 * HOUR }) },
    },
    { says: 'both sides are cancelled now', facts: { appointment: anAppointment({ status: 'cancelled' }) } },
    {
      says: 'the booking’s end was set to the appointment’s',
      facts: { finding: { code: 'DATA_MISMATCH', fields: ['endsAt'] }, booking: lengthened },
    },
    {
      says: 'the appointment’s end was set to the booking’s',
      facts: {
        finding: { code: 'DATA_MISMATCH', fields: ['endsAt'] },
        booking: lengthened,
        appointment: anAppointment({ endsAt: NOON + HOUR }),
      },
    },
    {
      says: 'the appointment was cancelled too',
      facts: { finding: status, booking: cancelled, appointment: anAppointment({ status: 'cancelled' }) },
    },
    { says: 'its booking in Cal.com again', facts: { finding: status, booking: cancelled } },
    {
      says: 'the booking was cancelled too',
      facts: { finding: status, appointment: anAppointment({ status: 'cancelled' }) },
    },
    { says: 'the appointment is kept again', facts: { finding: status } },
    { says: 'they can be read again', facts: { finding: { code: 'VERIFICATION_ERROR', fields: [] } } },
  ])('that came by itself tells what mended it: $says', ({ says, facts }) => {
    const card = compose({ ...MISMATCH, ...facts });

    expect(firstLine(card)).toContain(says);
    expect(firstLine(card)).toContain('Seen 9 Oct 2026, 13:59');
    expect(card.sections.some(({ kind }) => kind === 'comparison')).toBe(false);
  });

  test('is not credited to whoever only looked again', () => {
    const resolution = aResolution({ action: 'retry', state: 'done' });

    expect(firstLine(compose({ ...MISMATCH, resolution }))).toBe(
      '✅ Both sides agree again: the booking was moved to the appointment’s time. Retry Verification by Ada on Slack, 9 Oct 2026, 13:30',
    );
  });
});
