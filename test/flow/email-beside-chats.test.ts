/** Slack, Discord and e-mail side by side: none holds up another, and an e-mail leads to where something can be done. */
import { describe, expect } from 'vitest';
import { until } from '../support/calsync-process.ts';
import { startMailServer, type MailServer } from '../support/mail/mail-server.ts';
import { test, untoldNotices, type Salon } from '../support/two-chats.ts';

const HOUR = 60 * 60_000;
const TOMORROW = Math.floor(Date.now() / HOUR) * HOUR + 24 * HOUR;

const mailing = ({ url }: MailServer) => ({
  SMTP_URL: url,
  EMAIL_FROM: 'calsync@salon.example',
  EMAIL_TO: 'ann@salon.example',
});

async function deleteBooking({ company }: Salon, id: string): Promise<void> {
  company.calcom.world.remove(await company.agree(id, TOMORROW + Number(id) * HOUR));
}

const headsOf = ({ mails }: MailServer) => mails.map(({ text }) => text.split('\n')[0] ?? '');

async function waitForMail(server: MailServer, words: string): Promise<void> {
  await until(
    () => headsOf(server).some((head) => head.includes(words)),
    () => `an e-mail "${words}": ${JSON.stringify(headsOf(server))}`,
  );
}

describe.concurrent('e-mail beside two chats', { timeout: 90_000 }, () => {
  test('leads to both cards, and tells who has pressed what', async ({ salon }) => {
    await using server = await startMailServer();
    const { company, chats } = salon;
    await deleteBooking(salon, '1');
    await salon.start(mailing(server));
    await waitForMail(server, 'Sync Issue #1');
    await chats.connected();
    await until(() => chats.cards(1).length === 2, 'both cards');
    await chats.press(chats.dora, 1, 'Create in Cal.com');
    await waitForMail(server, 'Solved #1');

    const [opened, solved] = server.mails;
    const onDiscord = chats.cards(1).find(({ chat }) => chat === 'discord');
    expect(server.mails).toHaveLength(2);
    expect(solved?.text).toMatch(/Open on Slack: https:\/\/\S+/);
    expect(solved?.text).toContain(`${chats.discordChannel}/${onDiscord?.id}`);
    expect(solved?.text).toContain('Create by Dora on Discord');
    expect(solved?.references).toBe(opened?.messageId);
    expect(await untoldNotices(company, 'issue')).toEqual(
      expect.not.arrayContaining([expect.stringContaining('failed')]),
    );
  });

  test('is sent while a chat is down, without a link to it', async ({ salon }) => {
    await using server = await startMailServer();
    await salon.chats.slack.goDown();
    await deleteBooking(salon, '1');
    await salon.start(mailing(server));

    await waitForMail(server, 'Sync Issue #1');

    expect(server.mails[0]?.text).not.toContain('Open on Slack');
  });

  test('that cannot be sent holds up no chat, and is said there', async ({ salon }) => {
    await using server = await startMailServer({ login: { user: 'ann', password: 'right' } });
    await deleteBooking(salon, '1');
    const { url } = server;
    await salon.start(mailing({ ...server, url: url.replace('right', 'wrong') }));

    const cards = await until(() => {
      const all = salon.chats.cards();
      return all.length === 4 && all;
    }, 'a card and a bulletin on each chat');

    const texts = cards.map(({ text }) => text);
    expect(texts.filter((text) => text.includes('Sync Issue #1'))).toHaveLength(2);
    expect(texts.filter((text) => /E-mail cannot be told anything[\s\S]*\(535\)/.test(text))).toHaveLength(2);
    expect(server.mails).toEqual([]);
  });
});
