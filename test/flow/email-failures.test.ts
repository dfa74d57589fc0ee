/** A mail server that fails in every way it can: nothing is lost, and what people have to mend is said once. */
import { describe, expect } from 'vitest';
import { test } from '../support/database.ts';
import { aPairWithoutItsBooking, anna, climb, DAY, MINUTE, TOMORROW } from '../support/issue-stories.ts';
import { ANN, BOB, openMailSalon, type MailSalon } from '../support/mail/mail-salon.ts';
import { HOUR } from '../support/salon.ts';

const titlesOf = ({ server }: MailSalon) => server.mails.map(({ text }) => text.split('\n')[0]);

/** Appointments without their bookings, one Issue each. */
async function orphans(salon: MailSalon, ...ids: string[]): Promise<void> {
  for (const id of ids)
    await salon.enter({
      id,
      startsAt: TOMORROW + 3 * DAY + Number(id) * HOUR,
      bookingUid: `gone-${id}`,
      ...anna,
    });
  await climb(salon);
}

describe('a mail server that is down for an hour', () => {
  test('gets each e-mail once when it is back, is asked ever less often, and is seen in "health"', async ({
    databaseUrl,
  }) => {
    await using salon = await openMailSalon(databaseUrl);
    await salon.server.goDown();
    await orphans(salon, '1', '2', '3');
    await salon.tell(HOUR);
    const meanwhile = await salon.health();
    await salon.server.comeBack();
    await salon.tell();

    expect(salon.server.mails).toHaveLength(3);
    expect(new Set(titlesOf(salon)).size).toBe(3);
    expect(meanwhile).toMatch(/the oldest waits for E-mail since .*: The mail server cannot be reached/);
    expect(salon.logged.filter(({ message }) => message === 'card not delivered')).toHaveLength(1);
    expect(await attempts(salon)).toBeLessThan(90);
    expect(await salon.untold()).toEqual([]);
  });

  test('is told the end of what may have arrived, since nobody can look', async ({ databaseUrl }) => {
    await using salon = await openMailSalon(databaseUrl);
    salon.server.faults.add({ when: { at: 'answer' }, fault: { kind: 'cut' } });
    const uid = await aPairWithoutItsBooking(salon);
    await salon.tell(1);
    salon.calcom.world.restore(uid);
    await salon.verify();
    await salon.tell();

    expect(titlesOf(salon)).toEqual([
      expect.stringContaining('Sync Issue #1'),
      expect.stringContaining('Solved #1'),
    ]);
    expect(new Set(salon.server.mails.map(({ messageId }) => messageId)).size).toBe(2);
  });
});

test('an e-mail whose answer was lost comes twice with one Message-ID, by which mailboxes show it once', async ({
  databaseUrl,
}) => {
  await using salon = await openMailSalon(databaseUrl);
  salon.server.faults.add({ when: { at: 'answer' }, times: 2, fault: { kind: 'cut' } });
  await orphans(salon, '1');
  await salon.tell();

  expect(salon.server.mails).toHaveLength(3);
  expect(new Set(salon.server.mails.map(({ messageId }) => messageId)).size).toBe(1);
});

test('a greylisting server is asked again a little later', async ({ databaseUrl }) => {
  await using salon = await openMailSalon(databaseUrl);
  salon.server.faults.add({ when: { at: 'recipient' }, times: 2, fault: { kind: 'refuse', code: 451 } });
  await orphans(salon, '1');
  const before = salon.clock.now();
  await salon.tell();

  expect(salon.server.mails).toMatchObject([{ to: [ANN, BOB] }]);
  expect(salon.clock.now() - before).toBeLessThan(MINUTE);
});

describe('a recipient who is refused', () => {
  test('is said once, to the others and in "health", until it is mended', async ({ databaseUrl }) => {
    await using salon = await openMailSalon(databaseUrl);
    const refusing = salon.server.faults.add({
      when: { at: 'recipient', address: BOB },
      times: Infinity,
      fault: { kind: 'refuse', code: 550 },
    });
    await orphans(salon, '1', '2');
    await salon.tell();
    const health = await salon.health();
    const during = titlesOf(salon);
    refusing.remove();
    await orphans(salon, '3');
    await salon.tell();

    expect(during.filter((title) => title?.includes('Not everybody'))).toEqual([
      '❌ Not everybody can be told by E-mail',
    ]);
    expect(during).toHaveLength(3);
    expect(health).toContain('The mail server does not take b…@salon.example (550)');
    expect(salon.server.mails.slice(0, 3).map(({ to }) => to)).toEqual([[ANN], [ANN], [ANN]]);
    expect(titlesOf(salon).slice(3)).toEqual([
      expect.stringContaining('Sync Issue #3'),
      '✅ Everybody can be told by E-mail again',
    ]);
    expect(await salon.health()).not.toContain('550');
    expect(await salon.untold()).toEqual([]);
  });

  test('as all of them are keeps the e-mails waiting, and nothing is lost', async ({ databaseUrl }) => {
    await using salon = await openMailSalon(databaseUrl);
    const refusing = salon.server.faults.add({
      when: { at: 'recipient' },
      times: Infinity,
      fault: { kind: 'refuse', code: 550 },
    });
    await orphans(salon, '1', '2');
    await salon.tell(10 * MINUTE);
    const health = await salon.health();
    refusing.remove();
    await salon.tell();

    expect(health).toContain('takes e-mails for none of the addresses in EMAIL_TO (550)');
    expect(titlesOf(salon)).toEqual([
      expect.stringContaining('Sync Issue'),
      expect.stringContaining('Sync Issue'),
    ]);
  });
});

test('a password that is refused is for a person to mend, is seen in "health", and goes on by itself afterwards', async ({
  databaseUrl,
}) => {
  await using salon = await openMailSalon(databaseUrl, { login: { user: 'ann', password: 'secret-pw' } });
  const refusing = salon.server.faults.add({
    when: { at: 'login' },
    times: Infinity,
    fault: { kind: 'refuse', code: 535 },
  });
  await orphans(salon, '1');
  await salon.tell(10 * MINUTE);
  const health = await salon.health();
  const logged = JSON.stringify(salon.logged);
  refusing.remove();
  await salon.tell();

  expect(health).toContain('The mail server does not accept the user and password of SMTP_URL (535)');
  expect(health + logged).not.toContain('secret-pw');
  expect(titlesOf(salon)).toEqual([expect.stringContaining('Sync Issue #1')]);
  expect(await salon.health()).not.toContain('535');
});

test('an e-mail that is refused for good holds up no other', async ({ databaseUrl }) => {
  await using salon = await openMailSalon(databaseUrl);
  salon.server.faults.add({ when: { at: 'mail' }, fault: { kind: 'refuse', code: 554 } });
  await orphans(salon, '1', '2');
  await salon.tell();

  expect(salon.server.mails).toHaveLength(1);
  expect(await salon.untold()).toEqual([
    expect.stringMatching(/failed, The mail server does not take this e-mail/),
  ]);
  expect(await salon.health()).toMatch(/issue #\d was not told on E-mail/);
});

async function attempts({ sql }: MailSalon): Promise<number> {
  const [sum] = await sql<{ n: number }>('select sum(attempts)::float8 as n from calsync.notification');
  return sum?.n ?? 0;
}
