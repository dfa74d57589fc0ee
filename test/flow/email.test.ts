/** People who read e-mail are told each turn once, in one thread for each thing. */
import { describe, expect } from 'vitest';
import { verifyChanges } from '../../src/reconcile/verify-changes.ts';
import { beginPause } from '../../src/store/pause-store.ts';
import { recordDigest } from '../../src/store/digest-store.ts';
import { test } from '../support/database.ts';
import {
  aPairWhoseBookingMoved,
  aPairWithoutItsBooking,
  climb,
  DAY,
  MINUTE,
  TOMORROW,
  verifyDue,
} from '../support/issue-stories.ts';
import { ANN, BOB, openMailSalon, type MailSalon } from '../support/mail/mail-salon.ts';
import type { ReceivedMail } from '../support/mail/read-mail.ts';
import { admin, ask, work } from '../support/repairs.ts';
import { HOUR } from '../support/salon.ts';

/** The first line of the text, which says how things stand. */
const headsOf = ({ server }: MailSalon) => server.mails.map(({ text }) => text.split('\n')[0]);

function threadsOf({ server }: MailSalon): number {
  return new Set(server.mails.map(({ references, messageId }) => references ?? messageId)).size;
}

function idsOf({ server }: MailSalon): number {
  return new Set(server.mails.map(({ messageId }) => messageId)).size;
}

async function heal(salon: MailSalon, uid: string): Promise<void> {
  salon.calcom.world.restore(uid);
  await salon.verify();
}

async function breakAgain(salon: MailSalon, uid: string): Promise<void> {
  salon.calcom.world.remove(uid);
  await climb(salon);
}

function verifySoon({ app }: MailSalon) {
  const { signal } = new AbortController();
  return verifyChanges(app.reconcile(), app.policy, { soonMs: 2 * DAY, signal });
}

async function breakQuickly(salon: MailSalon, uid: string): Promise<void> {
  salon.calcom.world.remove(uid);
  await salon.verify();
  for (let attempt = 2; attempt <= 3; attempt++) {
    salon.clock.pass(MINUTE / 2);
    await verifyDue(salon);
  }
}

describe('the life of an Issue', () => {
  test('is an e-mail when it opens, when it closes and when it opens again, in one thread', async ({
    databaseUrl,
  }) => {
    await using salon = await openMailSalon(databaseUrl);
    const uid = await aPairWithoutItsBooking(salon, TOMORROW + 5 * DAY);
    await salon.tell();
    salon.clock.pass(2 * HOUR);
    await heal(salon, uid);
    await salon.tell();
    salon.clock.pass(2 * HOUR);
    await breakAgain(salon, uid);
    await salon.tell();

    const [first, ...later] = salon.server.mails;
    expect(headsOf(salon)).toEqual([
      '⚠️ Cal.com Sync Issue #1: Appointment #1 · ORPHANED_LOCAL',
      '✅ Solved #1: Appointment #1 · ORPHANED_LOCAL',
      '⚠️ Cal.com Sync Issue #1: Appointment #1 · ORPHANED_LOCAL',
    ]);
    expect(first).toMatchObject({ to: [ANN, BOB], references: undefined });
    for (const mail of later)
      expect(mail).toMatchObject({
        inReplyTo: first?.messageId,
        references: first?.messageId,
        subject: `Re: ${first?.subject}`,
      });
    expect(salon.server.mails[2]?.text).toContain('for the 2nd time');
    expect(idsOf(salon)).toBe(3);
    expect(await salon.untold()).toEqual([
      'reply_closed: suppressed, the message of its turn tells it',
      'reply_reopened: suppressed, the message of its turn tells it',
    ]);
  });

  test('is no e-mail for what would only be an edit', async ({ databaseUrl }) => {
    await using salon = await openMailSalon(databaseUrl);
    await aPairWhoseBookingMoved(salon);
    await salon.tell();

    await salon.sql(`update calsync.appointment set customer_name = 'Anna Braun'`);
    await salon.verify();
    await salon.tell();

    expect(salon.server.mails).toHaveLength(1);
    expect(await salon.untold()).toEqual([
      expect.stringContaining('suppressed, it was told, and what was sent stays as it is'),
    ]);
  });

  test('ends with who did what, also when it was a click', async ({ databaseUrl }) => {
    await using salon = await openMailSalon(databaseUrl);
    await aPairWhoseBookingMoved(salon);
    await salon.tell();

    await ask(salon, 'use 1 calcom --yes');
    await salon.tell();
    await work(salon);
    await salon.tell();

    expect(headsOf(salon)).toEqual([
      expect.stringContaining('Sync Issue #1'),
      expect.stringContaining('Solved #1'),
    ]);
    expect(salon.server.mails[1]?.text).toContain('Use Cal.com by Ada on Slack');
  });

  test('has what matters in its thread: that it differs in another way, and a reminder', async ({
    databaseUrl,
  }) => {
    await using salon = await openMailSalon(databaseUrl);
    const uid = await aPairWhoseBookingMoved(salon);
    await salon.tell();
    salon.clock.pass(2 * HOUR);
    salon.calcom.world.remove(uid);
    await climb(salon);
    await salon.tell();
    salon.clock.at = TOMORROW - 2 * HOUR;
    await salon.watch();

    expect(headsOf(salon)).toEqual([
      expect.stringContaining('Sync Issue #1'),
      '🔀 It differs in another way now',
      expect.stringMatching(/^⏰ Starts in 2 hours/),
    ]);
    expect(threadsOf(salon)).toBe(1);
  });

  test('is reminded of also when its last turn was mailed late', async ({ databaseUrl }) => {
    await using salon = await openMailSalon(databaseUrl);
    const startsAt = TOMORROW + 5 * DAY;
    const uid = await aPairWithoutItsBooking(salon, startsAt);
    await salon.tell();
    salon.clock.at = startsAt - 6 * HOUR;
    await heal(salon, uid);
    await breakAgain(salon, uid);
    salon.clock.at = startsAt - 2.5 * HOUR;
    await salon.tell();
    await salon.watch();

    expect(headsOf(salon).slice(1)).toEqual([
      expect.stringContaining('Sync Issue #1'),
      expect.stringMatching(/^⏰ Starts in/),
    ]);
  });

  test('that was over before anybody was told is no e-mail', async ({ databaseUrl }) => {
    await using salon = await openMailSalon(databaseUrl);
    const uid = await aPairWithoutItsBooking(salon);
    await heal(salon, uid);
    await salon.tell();

    expect(salon.server.mails).toEqual([]);
  });

  test('that turns twenty times within the hour is two e-mails, and a later one tells how it stands', async ({
    databaseUrl,
  }) => {
    await using salon = await openMailSalon(databaseUrl, { settings: { CALSYNC_RETRY_LADDER: '0,30s,30s' } });
    const uid = await aPairWithoutItsBooking(salon, TOMORROW + 5 * DAY);
    await salon.tell();
    for (let turn = 0; turn < 10; turn++) {
      salon.clock.pass(MINUTE);
      await heal(salon, uid);
      await salon.tell(1);
      salon.clock.pass(MINUTE);
      await breakQuickly(salon, uid);
      await salon.tell(1);
    }
    const within = headsOf(salon);
    salon.clock.pass(30 * MINUTE);
    await salon.tell();

    expect(within).toEqual([expect.stringContaining('Sync Issue #1'), expect.stringContaining('Solved #1')]);
    expect(headsOf(salon).slice(2)).toEqual([expect.stringContaining('Sync Issue #1')]);
    expect(salon.server.mails[2]?.text).toContain('for the 11th time');
  });

  test('waits while calsync is paused', async ({ databaseUrl }) => {
    await using salon = await openMailSalon(databaseUrl);
    const told = { surfaces: salon.app.surfaces, at: salon.clock.now() };
    await beginPause(salon.app.database, { reason: 'the server moves', until: null, by: admin }, told);
    await aPairWithoutItsBooking(salon);
    await salon.tell();

    expect(headsOf(salon)).toEqual([expect.stringContaining('Paused')]);
  });

  test('shows nobody’s address or number, and times as the company has them', async ({ databaseUrl }) => {
    await using salon = await openMailSalon(databaseUrl, {
      settings: { CALSYNC_APPOINTMENT_URL: 'https://crm.example.com/appointments/{id}' },
    });
    await aPairWithoutItsBooking(salon);
    await salon.tell();

    const [mail] = salon.server.mails as [ReceivedMail];
    for (const content of [mail.subject, mail.text, mail.html])
      expect(content).not.toContain('anna@example.com');
    expect(mail.text).toContain('9 Oct 2026, 10:00');
    expect(mail.text).toContain('Review Appointment: https://crm.example.com/appointments/1');
    expect(mail.html).toContain('href="https://crm.example.com/appointments/1"');
  });
});

describe('the whole', () => {
  test('is an e-mail when Cal.com is down, and one in its thread when it is back', async ({
    databaseUrl,
  }) => {
    await using salon = await openMailSalon(databaseUrl);
    await aPairWithoutItsBooking(salon, TOMORROW + 5 * DAY);
    await salon.tell();
    const outage = salon.calcom.faults.add({ times: Infinity, fault: { kind: 'status', status: 503 } });
    for (let run = 0; run < 5; run++) await verifySoon(salon);
    await salon.tell();
    outage.remove();
    salon.clock.pass(MINUTE);
    await salon.verify();
    await salon.tell();

    expect(headsOf(salon).slice(1)).toEqual([
      '❌ Cal.com is down',
      '✅ Sync Restored: 1 appointment verified',
    ]);
    expect(threadsOf(salon)).toBe(2);
  });

  test('is one e-mail a day, a thread of its own for each digest', async ({ databaseUrl }) => {
    await using salon = await openMailSalon(databaseUrl);
    for (const date of ['2026-10-08', '2026-10-09']) {
      const told = { surfaces: salon.app.surfaces, at: salon.clock.now() };
      await recordDigest(salon.app.database, { ...NOTHING_OPEN, date }, told);
      await salon.tell();
      salon.clock.pass(DAY);
    }

    expect(salon.server.mails.map(({ subject }) => subject)).toEqual([
      '✅ All clear: 5 checked, complete',
      '✅ All clear: 5 checked, complete',
    ]);
    expect(threadsOf(salon)).toBe(2);
  });
});

const NOTHING_OPEN = {
  cautions: [],
  lastComplete: { at: TOMORROW - DAY, appointments: 5 },
  nextCheck: null,
  open: { counts: {}, soonest: [] },
  inDoubt: 0,
  accepted: 0,
  resolvedYesterday: 0,
} as const;
