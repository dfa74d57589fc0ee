import { describe, expect } from 'vitest';
import { composeTelling } from '../../src/cli/compose-telling.ts';
import { test } from '../support/database.ts';
import {
  anna,
  aPairWhoseBookingMoved,
  aPairWithoutItsBooking,
  climb,
  MINUTE,
  TOMORROW,
} from '../support/issue-stories.ts';
import { ask, work } from '../support/repairs.ts';
import { HOUR, openSalon, type Salon } from '../support/salon.ts';

/** The first Issue's card as it would be drawn now: its title and its texts, and its facts as lines. */
async function read({ app }: Salon): Promise<string> {
  const telling = await composeTelling(app, { kind: 'issue', id: 1 }, new AbortController().signal);
  const { title = '', sections = [] } = telling?.card ?? {};
  const lines = sections.flatMap((section) => {
    if (section.kind === 'text') return [section.text];
    return section.kind === 'facts' ? section.facts.map(({ label, value }) => `${label}: ${value}`) : [];
  });
  return [title, ...lines].join('\n');
}

describe('a card tells what put it right', () => {
  test('when the booking was moved to the appointment', async ({ databaseUrl }) => {
    await using salon = await openSalon(databaseUrl);
    const uid = await aPairWhoseBookingMoved(salon);

    salon.calcom.world.update(uid, { start: TOMORROW });
    await salon.verify();

    expect(await read(salon)).toMatch(
      /Solved #1.*\n✅ Both sides agree again: the booking was moved to the appointment’s time\. Seen 8 Oct 2026/,
    );
  });

  test('when the appointment was moved to the booking', async ({ databaseUrl }) => {
    await using salon = await openSalon(databaseUrl);
    await aPairWhoseBookingMoved(salon);

    await salon.sql(
      `update calsync.appointment set starts_at = starts_at + interval '1 hour', ends_at = ends_at + interval '1 hour'`,
    );
    await salon.verify();

    expect(await read(salon)).toContain('agree again: the appointment was moved to the booking’s time.');
  });

  test('when the missing booking came back, and when the appointment was cancelled', async ({
    databaseUrl,
  }) => {
    await using salon = await openSalon(databaseUrl);
    const uid = await aPairWithoutItsBooking(salon);

    salon.calcom.world.restore(uid);
    await salon.verify();
    const back = await read(salon);
    salon.calcom.world.remove(uid);
    await climb(salon);
    await salon.sql(`update calsync.appointment set status = 'cancelled'`);
    await salon.verify();

    expect(back).toContain('agree again: the appointment has its booking in Cal.com now.');
    expect(await read(salon)).toContain('agree again: the appointment was cancelled.');
  });

  test('when somebody entered the appointment that was missing', async ({ databaseUrl }) => {
    await using salon = await openSalon(databaseUrl);
    const { uid } = salon.calcom.world.book({ start: TOMORROW, eventTypeId: 10, attendee: anna });
    await climb(salon);
    const told = await read(salon);

    await salon.enter({ id: '1', startsAt: TOMORROW, bookingUid: uid, ...anna });
    await salon.verify();

    expect(told).toContain('Customer: Anna Schmidt (a…@example.com)');
    expect(await read(salon)).toContain('the booking has its appointment in the database now.');
  });
});

test('a card that is bad again counts, and does not blame the click that helped the last time', async ({
  databaseUrl,
}) => {
  await using salon = await openSalon(databaseUrl);
  await salon.enter({ id: '1', startsAt: TOMORROW, bookingUid: null, eventTypeId: 10, ...anna });
  await climb(salon);
  await ask(salon, 'create 1 --yes');
  await work(salon);
  const solved = await read(salon);

  for (const { uid } of salon.calcom.world.all()) salon.calcom.world.remove(uid);
  salon.clock.pass(HOUR);
  await climb(salon);

  expect(solved).toContain('✅ Both sides agree again. Create by Ada on Slack, 8 Oct 2026');
  expect(await read(salon)).toContain('but not in Cal.com, for the 2nd time.');
  expect(await read(salon)).not.toContain('Ada');
});

test('a card about what cannot be verified tells why', async ({ databaseUrl }) => {
  await using salon = await openSalon(databaseUrl);
  const { uid } = salon.calcom.world.book({ start: TOMORROW, eventTypeId: 10, attendee: anna });
  await salon.enter({ id: '1', startsAt: TOMORROW, bookingUid: uid, ...anna });
  salon.calcom.world.update(uid, { status: 'dreaming' });

  await climb(salon);
  salon.clock.pass(MINUTE);

  expect(await read(salon)).toContain('Appointment could not be verified.');
  expect(await read(salon)).toContain('Reason: Cal.com answered the unknown booking status "dreaming"');
});
