import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { describe, expect, test } from 'vitest';
import { isEditable } from '../../src/notify/surface.ts';
import { LOCALHOST_CERTIFICATE } from '../support/mail/localhost-certificate.ts';
import { startMailServer } from '../support/mail/mail-server.ts';
import { aCard, HOSTILE } from '../unit/surfaces/slack/cards.ts';
import { ANN, BOB, NEVER, ourMailer, problemOf } from './email-fixture.ts';

const LOGIN = { user: 'ann', password: 'p@ss/wörd' };

/** Until it is disposed, as after `NODE_EXTRA_CA_CERTS`. */
function trustLocalhost(): Disposable & { readonly known: readonly string[] } {
  const before = getCACertificates('default');
  const known = [...before, LOCALHOST_CERTIFICATE];
  setDefaultCACertificates(known);
  return { known, [Symbol.dispose]: () => setDefaultCACertificates(before) };
}

test('a card is one e-mail to everybody, as text and as HTML, which no program answers by itself', async () => {
  await using server = await startMailServer();
  await using mailer = ourMailer(server);

  const sent = await mailer.surface.post(aCard(), 'key-1', NEVER);

  const [mail] = server.mails;
  expect(server.mails).toHaveLength(1);
  expect(sent).toEqual({ channelId: mail?.subject, messageId: '<key-1@salon.example>' });
  expect(mail).toMatchObject({ to: [ANN, BOB], messageId: '<key-1@salon.example>', inReplyTo: undefined });
  expect(mail?.headers.get('from')).toBe('"Doe, calsync" <calsync@salon.example>');
  expect(mail?.headers.get('auto-submitted')).toBe('auto-generated');
  expect(mail?.text).toContain('Tom Klein');
  expect(mail?.html).toContain('Tom Klein');
});

test('what was sent cannot be edited, and nobody looks for it in a mailbox', async () => {
  await using server = await startMailServer();
  await using mailer = ourMailer(server);
  await mailer.surface.post(aCard(), 'key-1', NEVER);

  expect(isEditable(mailer.surface)).toBe(false);
  expect(await mailer.surface.find('key-1', NEVER)).toBeUndefined();
});

test('a reply stands in the thread of the first e-mail, under its subject', async () => {
  await using server = await startMailServer();
  await using mailer = ourMailer(server);
  const first = await mailer.surface.post(aCard(), 'key-1', NEVER);

  await mailer.surface.reply(first, aCard({ title: 'Solved #3' }), { key: 'key-2', signal: NEVER });

  const [mail, reply] = server.mails;
  expect(reply).toMatchObject({
    messageId: '<key-2@salon.example>',
    inReplyTo: first.messageId,
    references: first.messageId,
    subject: `Re: ${mail?.subject}`,
  });
  expect(reply?.text).toMatch(/^\S+ Solved #3/);
});

test('what a customer is called changes neither the headers nor the HTML', async () => {
  await using server = await startMailServer();
  await using mailer = ourMailer(server);
  const title = `Appointment ${HOSTILE}\r\nBcc: eve@example.com <script>alert(1)</script>`;

  await mailer.surface.post(aCard({ title }), 'key-1', NEVER);

  const [mail] = server.mails;
  expect(mail?.to).toEqual([ANN, BOB]);
  expect(mail?.headers.has('bcc')).toBe(false);
  expect(mail?.html).not.toContain('<script');
  expect(mail?.html).not.toMatch(/<(form|input|img|button)/);
});

describe('a recipient that is refused', () => {
  test('is named, and the others get the e-mail', async () => {
    await using server = await startMailServer();
    await using mailer = ourMailer(server);
    server.faults.add({ when: { at: 'recipient', address: BOB }, fault: { kind: 'refuse', code: 550 } });

    const { missed } = await mailer.surface.post(aCard(), 'key-1', NEVER);

    expect(missed).toBe('The mail server does not take b…@salon.example (550)');
    expect(server.mails).toMatchObject([{ to: [ANN] }]);
  });

  test('as all of them are is for a person to mend', async () => {
    await using server = await startMailServer();
    await using mailer = ourMailer(server);
    server.faults.add({ when: { at: 'recipient' }, times: 2, fault: { kind: 'refuse', code: 550 } });

    const refused = await problemOf(mailer.surface.post(aCard(), 'key-1', NEVER));

    expect(refused).toMatchObject({
      problem: 'not_allowed',
      message: expect.stringMatching(/EMAIL_TO \(550\)/),
    });
    expect(server.mails).toEqual([]);
  });
});

test.for([
  {
    name: 'a greylisting',
    at: 'recipient',
    fault: { kind: 'refuse', code: 451 },
    problem: 'unavailable',
    words: /later \(451\)/,
  },
  {
    name: 'a busy server',
    at: 'connect',
    fault: { kind: 'refuse', code: 421 },
    problem: 'unavailable',
    words: /mail server/,
  },
  {
    name: 'a sender that is refused',
    at: 'sender',
    fault: { kind: 'refuse', code: 550 },
    problem: 'not_allowed',
    words: /EMAIL_FROM \(550\)/,
  },
  {
    name: 'a login that is wanted',
    at: 'sender',
    fault: { kind: 'refuse', code: 530 },
    problem: 'not_allowed',
    words: /wants a user/,
  },
  {
    name: 'an e-mail that is refused',
    at: 'mail',
    fault: { kind: 'refuse', code: 554 },
    problem: 'rejected',
    words: /this e-mail \(554\)/,
  },
  {
    name: 'a full disk',
    at: 'mail',
    fault: { kind: 'refuse', code: 452 },
    problem: 'unavailable',
    words: /later \(452\)/,
  },
  {
    name: 'a cut greeting',
    at: 'connect',
    fault: { kind: 'cut' },
    problem: 'unavailable',
    words: /cut the connection/,
  },
  {
    name: 'a cut connection',
    at: 'recipient',
    fault: { kind: 'cut' },
    problem: 'unavailable',
    words: /cut the connection/,
  },
] as const)('$name has words of its own', async ({ at, fault, problem, words }) => {
  await using server = await startMailServer();
  await using mailer = ourMailer(server, [ANN]);
  server.faults.add({ when: { at }, fault });

  const failed = await problemOf(mailer.surface.post(aCard(), 'key-1', NEVER));

  expect(failed).toMatchObject({ problem, message: expect.stringMatching(words) });
  expect(server.mails).toEqual([]);
});

test('a server that hangs up is not called a second time by itself', async () => {
  await using server = await startMailServer();
  await using mailer = ourMailer(server);
  server.faults.add({ when: { at: 'connect' }, fault: { kind: 'cut' } });

  await problemOf(mailer.surface.post(aCard(), 'key-1', NEVER));

  expect(server.connections).toBe(1);
});

test('an e-mail whose answer was lost has the same id when it is sent once more, and is sent by nobody else', async () => {
  await using server = await startMailServer();
  await using mailer = ourMailer(server);
  server.faults.add({ when: { at: 'answer' }, fault: { kind: 'cut' } });

  const lost = await problemOf(mailer.surface.post(aCard(), 'key-1', NEVER));
  const before = server.mails.length;
  await mailer.surface.post(aCard(), 'key-1', NEVER);

  expect(lost.problem).toBe('unavailable');
  expect(before).toBe(1);
  expect(server.mails.map(({ messageId }) => messageId)).toEqual([
    '<key-1@salon.example>',
    '<key-1@salon.example>',
  ]);
});

test('a server that is gone cannot be reached, and takes e-mails once it is back', async () => {
  await using server = await startMailServer();
  await using mailer = ourMailer(server);
  await mailer.surface.post(aCard(), 'key-1', NEVER);
  await server.goDown();

  const failed = await problemOf(mailer.surface.post(aCard(), 'key-2', NEVER));
  await server.comeBack();
  await mailer.surface.post(aCard(), 'key-2', NEVER);

  expect(failed.problem).toBe('unavailable');
  expect(server.mails).toHaveLength(2);
});

test('several e-mails go over one connection', async () => {
  await using server = await startMailServer();
  await using mailer = ourMailer(server);

  for (const key of ['1', '2', '3']) await mailer.surface.post(aCard(), key, NEVER);

  expect(server.mails).toHaveLength(3);
  expect(server.connections).toBe(1);
});

describe('a server that wants a user and a password', () => {
  test.each(['starttls', 'implicit'] as const)('gets them over TLS (%s)', async (tls) => {
    using trust = trustLocalhost();
    await using server = await startMailServer({ tls, login: LOGIN });
    await using mailer = ourMailer(server);

    await mailer.surface.post(aCard(), 'key-1', NEVER);

    expect(trust.known).toContain(LOCALHOST_CERTIFICATE);
    expect(server.mails).toMatchObject([{ secure: true, user: 'ann' }]);
  });

  test('and refuses them is for a person to mend', async () => {
    await using server = await startMailServer({ login: LOGIN });
    await using mailer = ourMailer({ url: server.url.replace('ann:', 'eve:') });

    const refused = await problemOf(mailer.surface.post(aCard(), 'key-1', NEVER));

    expect(refused.problem).toBe('not_allowed');
    expect(refused.message).toMatch(/user and password of SMTP_URL \(535\)/);
    expect(refused.message).not.toContain(LOGIN.password);
  });

  test.each(['starttls', 'implicit'] as const)(
    'is not trusted with a certificate that nobody knows (%s)',
    async (tls) => {
      await using server = await startMailServer({ tls, login: LOGIN });
      await using mailer = ourMailer(server);

      const failed = await problemOf(mailer.surface.post(aCard(), 'key-1', NEVER));

      expect(failed).toMatchObject({
        problem: 'not_allowed',
        message: expect.stringContaining('certificate'),
      });
      expect(server.mails).toEqual([]);
    },
  );

  test('has a name that resolves to nothing, and is said to be looked up', async () => {
    await using mailer = ourMailer({ url: 'smtp://mail.invalid:587' });

    const failed = await problemOf(mailer.surface.post(aCard(), 'key-1', NEVER));

    expect(failed).toMatchObject({
      problem: 'unavailable',
      message: expect.stringContaining('host in SMTP_URL'),
    });
  });
});

test('an e-mail that is under way ends with its signal', async () => {
  await using server = await startMailServer();
  await using mailer = ourMailer(server);
  const over = new AbortController();
  over.abort();

  const failed = await problemOf(mailer.surface.post(aCard(), 'key-1', over.signal));

  expect(failed.problem).toBe('unavailable');
  expect(server.mails).toEqual([]);
});
