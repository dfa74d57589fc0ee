import { describe, expect } from 'vitest';
import { examine } from '../support/doctor.ts';
import { startMailServer } from '../support/mail/mail-server.ts';
import { test } from '../support/two-chats.ts';

const LOGIN = { user: 'ann', password: 'a-password' };
const PEOPLE = { EMAIL_FROM: 'calsync@salon.example', EMAIL_TO: 'ann@salon.example,bob@salon.example' };

const aboutMail = (lines: readonly string[]) => lines.filter((line) => line.includes('E-mail:'));

describe.concurrent('calsync doctor and e-mail', { timeout: 60_000 }, () => {
  test('finds a mail server that answers in order, and sends nothing', async ({ salon }) => {
    await using server = await startMailServer({ login: LOGIN });

    const lines = await examine(salon, { ...PEOPLE, SMTP_URL: server.url });

    expect(aboutMail(lines)).toEqual([
      '✅ E-mail: The mail server localhost answers, and accepts the user and password of SMTP_URL.',
      '✅ E-mail: EMAIL_TO names 2 recipients.',
    ]);
    expect(lines.join('\n')).not.toContain(LOGIN.password);
    expect(server.mails).toEqual([]);
  });

  test('says that the password is refused, and never says it', async ({ salon }) => {
    await using server = await startMailServer({ login: LOGIN });
    const SMTP_URL = server.url.replace(LOGIN.password, 'another-one');

    const lines = await examine(salon, { ...PEOPLE, SMTP_URL });

    expect(aboutMail(lines)).toEqual([
      '❌ E-mail: The mail server does not accept the user and password of SMTP_URL (535).',
    ]);
    expect(lines.join('\n')).not.toContain('another-one');
  });

  test('says that the certificate is not valid', async ({ salon }) => {
    await using server = await startMailServer({ tls: 'implicit' });

    const lines = await examine(salon, { ...PEOPLE, SMTP_URL: server.url });

    expect(aboutMail(lines)).toEqual([
      expect.stringContaining('❌ E-mail: The connection to the mail server cannot be made safe'),
    ]);
  });

  test('says that nobody answers', async ({ salon }) => {
    const server = await startMailServer();
    await server[Symbol.asyncDispose]();

    const lines = await examine(salon, { ...PEOPLE, SMTP_URL: server.url });

    expect(aboutMail(lines)).toEqual([
      expect.stringContaining('❌ E-mail: The mail server cannot be reached'),
    ]);
  });

  test('says nothing where it is not set up', async ({ salon }) => {
    expect(aboutMail(await examine(salon))).toEqual([]);
  });
});
