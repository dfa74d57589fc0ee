import { describe, expect } from 'vitest';
import { until } from '../support/calsync-process.ts';
import { humanOf, windowOf, windowThat } from '../support/slack-people.ts';
import { test, type Daemon, type Salon } from '../support/two-chats.ts';

const HOUR = 60 * 60_000;
const TOMORROW = Math.floor(Date.now() / HOUR) * HOUR + 24 * HOUR;
/** Nothing is looked at by itself. */
const ONLY_AT_THE_START = { CALSYNC_NEAR_CRON: '0 0 1 1 *' };
const READING = 'Reading both sides…';

/** Appointment 1 without its booking, with its card on Slack. */
async function withAnIssue(salon: Salon, changed?: Record<string, string>): Promise<Daemon> {
  const { company, chats } = salon;
  company.calcom.world.remove(await company.agree('1', TOMORROW));
  const daemon = await salon.start(changed);
  await chats.connected();
  await until(() => chats.cards(1).length === 2, 'the cards of issue 1');
  return daemon;
}

function slowly({ company }: Salon, ms: number): void {
  const when = { method: 'GET', path: /\/bookings\/.+/ };
  company.calcom.faults.add({ when, times: Infinity, fault: { kind: 'delay', ms } });
}

const complaints = ({ logged }: Daemon) =>
  logged.filter(({ message }) => /failed|not delivered/.test(message));

describe.concurrent('the review window', { timeout: 60_000 }, () => {
  test('is opened by Details for an admin, with both sides, the history and what can be done; a guest is told in a line', async ({
    salon,
  }) => {
    const { chats } = salon;
    await withAnIssue(salon, ONLY_AT_THE_START);

    await chats.press(chats.ada, 1, 'Details');
    await chats.press(chats.guest, 1, 'Details');

    const { text, buttons } = await windowThat(chats.ada, 'Resolution Options');
    const parts = ['Database Information', 'Cal.com Verification', 'Sync History', 'Resolution Options'];
    expect(parts.map((part) => text.indexOf(part))).toEqual(
      parts.map((part) => text.indexOf(part)).toSorted((a, b) => a - b),
    );
    expect(text).toContain('Status: ❌ NOT FOUND');
    expect(text).toContain('Attempts: 3');
    expect(text).toMatch(/\[Create in Cal\.com\] Make the booking.+Cal\.com sends a confirmation/);
    expect(buttons).toEqual([
      'Retry Verification',
      'Create in Cal.com',
      'Mark as Resolved',
      'Cancel Appointment',
    ]);
    await until(() => chats.toldInPrivate(chats.guest).length > 0, 'the refusal');
    expect(chats.toldInPrivate(chats.guest)).toEqual([expect.stringContaining('Only calsync’s admins')]);
    expect(humanOf(chats.guest).modal()).toBeUndefined();
    expect(chats.toldInPrivate(chats.ada)).toEqual([]);
  });

  test('is opened by the command for an admin; a guest is told in a line, and a slip of the keys is hinted at', async ({
    salon,
  }) => {
    const { chats } = salon;
    await withAnIssue(salon, ONLY_AT_THE_START);
    const ada = humanOf(chats.ada);
    const guest = humanOf(chats.guest);

    await ada.command('/calsync review #1', chats.slackChannel);
    await guest.command('/calsync review #1', chats.slackChannel);
    await windowThat(chats.ada, 'Resolution Options');
    await guest.command('/calsync reveiw 1', chats.slackChannel);

    const told = await until(() => {
      const lines = chats.toldInPrivate(chats.guest);
      return lines.length === 2 && lines;
    }, 'two private lines');
    expect(told[0]).toContain('Only calsync’s admins');
    expect(told[1]).toContain('review');
    expect(guest.modal()).toBeUndefined();
    expect(chats.slack.channel(chats.slackChannel).messages).toHaveLength(1);
  });

  test('opens at once while Cal.com is slow, is filled when it has answered, and closed meanwhile breaks nothing', async ({
    salon,
  }) => {
    const { chats } = salon;
    const daemon = await withAnIssue(salon, ONLY_AT_THE_START);
    slowly(salon, 4_000);

    await Promise.all([chats.press(chats.ada, 1, 'Details'), chats.press(chats.bo, 1, 'Details')]);
    await windowThat(chats.ada, READING);
    const closed = await windowThat(chats.bo, READING);
    await closed.view.close();
    await windowThat(chats.ada, 'Resolution Options');

    await until(
      () => daemon.logged.some(({ message }) => message === 'slack window not changed'),
      'the window that is gone',
    );
    expect(humanOf(chats.bo).modal()).toBeUndefined();
    expect(chats.toldInPrivate(chats.bo)).toEqual([]);
    expect(complaints(daemon)).toEqual([]);
  });

  test('sends its note along with the button, and shows how it began', async ({ salon }) => {
    const { company, chats } = salon;
    await withAnIssue(salon, ONLY_AT_THE_START);
    await chats.press(chats.ada, 1, 'Details');
    const { view: modal } = await windowThat(chats.ada, 'Resolution Options');
    modal.fill('Note', 'agreed by phone');

    await modal.submit();
    const kept = windowOf(chats.ada)?.view.errors;
    await humanOf(chats.ada).press(modal, 'Mark as Resolved');

    const outcome = await windowThat(chats.ada, 'It is being done; the card shows how it ends');
    expect(Object.values(kept ?? {})).toEqual([expect.stringContaining('Nothing is done yet')]);
    expect(outcome.buttons).toEqual(['Look again']);
    expect(await company.sql('select action, note from calsync.resolution')).toEqual([
      { action: 'resolve', note: 'agreed by phone' },
    ]);
    await until(() => chats.cards(1).every(({ text }) => text.includes('Accepted as it is')), 'the end');
    await humanOf(chats.ada).press(outcome.view, 'Look again');
    const again = await windowThat(chats.ada, 'none: the issue is accepted');
    expect(again.buttons).toEqual([]);
  });

  test('keeps its note while the event type is asked for', async ({ salon }) => {
    const { company, chats } = salon;
    await withAnIssue(salon, { ...ONLY_AT_THE_START, CALSYNC_EVENT_TYPE_MAP: 'Another service=10' });
    await chats.press(chats.ada, 1, 'Details');
    const review = await windowThat(chats.ada, 'Resolution Options');
    review.view.fill('Note', 'she called');

    await humanOf(chats.ada).press(review.view, 'Create in Cal.com');
    const question = await windowThat(chats.ada, 'Nobody has said which Cal.com event type');
    question.view.fill('Event type', '10');
    await humanOf(chats.ada).press(question.view, 'Create in Cal.com');

    await windowThat(chats.ada, 'It is being done');
    expect(await company.sql('select action, note, event_type_id as type from calsync.resolution')).toEqual([
      { action: 'create', note: 'she called', type: 10 },
    ]);
  });

  test('does nothing when the facts have changed since, says so, and shows the new ones', async ({
    salon,
  }) => {
    const { company, chats } = salon;
    const uid = await company.agree('1', TOMORROW);
    const moved = company.calcom.world.reschedule(uid, TOMORROW + HOUR);
    await salon.start();
    await chats.connected();
    await chats.press(chats.ada, 1, 'Details');
    const old = await windowThat(chats.ada, 'Resolution Options');

    company.calcom.world.reschedule(moved.uid, TOMORROW + 3 * HOUR);
    const [before] = await company.sql<{ facts: string }>('select facts_hash as facts from calsync.issue');
    await until(async () => {
      const [now] = await company.sql<{ facts: string }>('select facts_hash as facts from calsync.issue');
      return now?.facts !== before?.facts;
    }, 'the new facts');
    await humanOf(chats.ada).press(old.view, 'Use Cal.com');

    const refused = await windowThat(chats.ada, 'has changed meanwhile: nothing was done');
    await humanOf(chats.ada).press(refused.view, 'Look again');
    await windowThat(chats.ada, 'Resolution Options');
    expect(await company.sql('select from calsync.resolution')).toEqual([]);
  });

  test('that Slack does not open is answered in a private line', async ({ salon }) => {
    const { chats } = salon;
    await withAnIssue(salon, ONLY_AT_THE_START);
    const fault = { kind: 'error', error: 'expired_trigger_id' } as const;
    chats.slack.faults.add({ when: { method: 'views.open' }, fault });

    await chats.press(chats.ada, 1, 'Details');

    const [line] = await until(() => {
      const lines = chats.toldInPrivate(chats.ada);
      return lines.length > 0 && lines;
    }, 'the review in private');
    expect(line).toContain('Resolution Options');
    expect(humanOf(chats.ada).modal()).toBeUndefined();
  });
});
