/** Everything that can be done on Discord: each action about each kind of Issue, by an admin and by somebody who is none. */
import { describe, expect } from 'vitest';
import { COMMANDS, type CommandSpec } from '../../src/domain/grammar.ts';
import { commandDefinition } from '../../src/surfaces/discord/command-definition.ts';
import { until, type Company } from '../support/calsync-process.ts';
import { test, type Person, type Salon } from '../support/two-chats.ts';

const HOUR = 60 * 60_000;
const TOMORROW = Math.floor(Date.now() / HOUR) * HOUR + 24 * HOUR;

/** Opens one Issue of the kind, at this time. */
type Opens = (company: Company, id: string, startsAt: number) => Promise<unknown>;

const missing: Opens = async (company, id, startsAt) =>
  company.calcom.world.remove(await company.agree(id, startsAt));
const unlinked: Opens = async (company, id, startsAt) => {
  const attendee = { name: `Anna Schmidt ${id}`, email: `anna-${id}@example.com` };
  company.calcom.world.book({ start: startsAt, eventTypeId: 10, attendee });
  await company.enter({ id, startsAt });
};
const stray: Opens = async ({ calcom }, id, startsAt) => {
  const attendee = { name: `Bea ${id}`, email: `bea-${id}@example.com` };
  calcom.world.book({ start: startsAt, eventTypeId: 10, attendee });
};
const moved: Opens = async (company, id, startsAt) =>
  company.calcom.world.reschedule(await company.agree(id, startsAt), startsAt + HOUR / 2);
const cancelled: Opens = async (company, id, startsAt) =>
  company.calcom.world.cancel(await company.agree(id, startsAt));
const unreadable: Opens = async (company, id, startsAt) =>
  company.calcom.world.update(await company.agree(id, startsAt), { status: 'on_hold' });

const RETRY = ['Retry Verification', 'retry', 'open'] as const;
const RESOLVE = ['Mark as Resolved', 'resolve', 'accepted'] as const;
const CANCEL = ['Cancel Appointment', 'cancel', 'resolved'] as const;

interface Kind {
  readonly kind: string;
  readonly opens: Opens;
  /** Label, action, and how the Issue stands afterwards. */
  readonly deeds: readonly (readonly [label: string, action: string, state: string])[];
}

const KINDS: readonly Kind[] = [
  {
    kind: 'an appointment without its booking',
    opens: missing,
    deeds: [RETRY, ['Create in Cal.com', 'create', 'resolved'], RESOLVE, CANCEL],
  },
  {
    kind: 'an appointment whose booking fits but is not linked',
    opens: unlinked,
    deeds: [RETRY, ['Link', 'link', 'resolved'], RESOLVE],
  },
  {
    kind: 'a booking that no appointment carries',
    opens: stray,
    deeds: [RETRY, ['Create in Database', 'create', 'resolved'], RESOLVE, CANCEL],
  },
  {
    kind: 'two different times',
    opens: moved,
    deeds: [
      RETRY,
      ['Use Database', 'use_database', 'resolved'],
      ['Use Cal.com', 'use_calcom', 'resolved'],
      RESOLVE,
      CANCEL,
    ],
  },
  {
    kind: 'an appointment whose booking is cancelled',
    opens: cancelled,
    deeds: [
      RETRY,
      ['Use Database', 'use_database', 'resolved'],
      ['Use Cal.com', 'use_calcom', 'resolved'],
      RESOLVE,
    ],
  },
  { kind: 'what cannot be verified', opens: unreadable, deeds: [RETRY, RESOLVE] },
];

type OnDiscord = Person & { readonly chat: 'discord' };

/** As many Issues of the kind as there are deeds, each with its card; answers their numbers. */
async function issuesFor(salon: Salon, { opens, deeds }: Kind): Promise<number[]> {
  const { company, chats } = salon;
  for (const at of deeds.keys()) await opens(company, `${at + 1}`, TOMORROW + at * 2 * HOUR);
  await salon.start();
  await chats.connected();
  const onDiscord = () => chats.cards().filter(({ chat }) => chat === 'discord');
  await until(
    () => onDiscord().length === deeds.length,
    () => `the cards: ${JSON.stringify(onDiscord())}`,
  );
  const issues = await company.sql<{ id: number }>('select id from calsync.issue order by id');
  return issues.map(({ id }) => id);
}

async function refusals({ chats }: Salon, who: Person, count: number): Promise<string[]> {
  return until(
    () => {
      const told = chats.toldInPrivate(who);
      return told.length >= count && told;
    },
    () => `${count} answers for ${who.name}: ${JSON.stringify(chats.toldInPrivate(who))}`,
  );
}

describe('on Discord', { timeout: 90_000 }, () => {
  test.for(KINDS)(
    '$kind is dealt with by an admin in every way, and by nobody else',
    async (kind, { salon }) => {
      const { company, chats } = salon;
      const { deeds } = kind;
      const ids = await issuesFor(salon, kind);

      for (const [at, [label]] of deeds.entries()) await chats.press(chats.visitor, ids[at] ?? 0, label);
      const refused = await refusals(salon, chats.visitor, deeds.length);
      const before = await company.sql('select from calsync.resolution');
      for (const [at, [label]] of deeds.entries()) await chats.press(chats.dora, ids[at] ?? 0, label);

      const done = () =>
        company.sql<{ action: string; issue: string }>(
          `select r.action, r.state, r.requested_name as name, r.requested_on as "on", i.state as issue
         from calsync.resolution r join calsync.issue i on i.id = r.issue_id order by r.issue_id`,
        );
      const expected = deeds.map(([, action, issue]) => ({
        action,
        state: 'done',
        name: 'Dora',
        on: 'discord',
        issue,
      }));
      let ended = '';
      await until(
        async () => {
          ended = JSON.stringify(await done());
          return ended === JSON.stringify(expected);
        },
        () => `the ends: ${ended}`,
      );
      expect(refused.every((text) => text.includes('Only calsync’s admins'))).toBe(true);
      expect(before).toEqual([]);
      for (const [at, [, , state]] of deeds.entries()) {
        if (state === 'open') continue;
        await until(
          () => chats.cards(ids[at]).every(({ text }) => text.includes('by Dora on Discord')),
          () => `the end on both chats: ${JSON.stringify(chats.cards(ids[at]))}`,
        );
      }
    },
  );

  test('Details is the review for an admin alone, whose note goes along with what is pressed there', async ({
    salon,
  }) => {
    const { company, chats } = salon;
    const dora = chats.dora as OnDiscord;
    const [id = 0] = await issuesFor(salon, { kind: '', opens: missing, deeds: [RETRY] });

    await chats.press(chats.visitor, id, 'Details');
    await chats.press(dora, id, 'Details');
    const [refused] = await refusals(salon, chats.visitor, 1);
    const [told] = await refusals(salon, dora, 1);
    const review = dora.human.messages(chats.discordChannel).findLast(({ ephemeral }) => ephemeral);
    if (!review) throw new Error('Cannot find the review');
    await dora.human.press(review, 'Create in Cal.com');
    const form = dora.human.modal();
    form?.fill('Note', 'agreed by phone');
    await form?.submit();

    expect(refused).toContain('Only calsync’s admins');
    for (const part of ['Database Information', 'Cal.com Verification', 'Sync History', 'Resolution Options'])
      expect(told).toContain(part);
    expect(JSON.stringify(form?.components)).toContain('Cal.com sends a confirmation');
    await until(() => chats.cards(id).every(({ text }) => text.includes('agree again')), 'the end');
    expect(await company.sql('select action, note from calsync.resolution')).toEqual([
      { action: 'create', note: 'agreed by phone' },
    ]);
  });

  test('an event type that nobody has said is chosen from a menu, and booked', async ({ salon }) => {
    const { company, chats } = salon;
    const dora = chats.dora as OnDiscord;
    company.calcom.world.addEventType({ id: 20, slug: 'beard', title: 'Beard', lengthInMinutes: 30 });
    await missing(company, '1', TOMORROW);
    await salon.start({ CALSYNC_EVENT_TYPE_MAP: '' });
    await chats.connected();
    const yes = await chats.prepare(dora, 1, 'Create in Cal.com');
    const question = dora.human.messages(chats.discordChannel).findLast(({ ephemeral }) => ephemeral);
    if (!question) throw new Error('Cannot find the question');

    await dora.human.choose(question, 'Event type', 'Beard (30 min)');
    await yes();

    await until(() => chats.cards(1).every(({ text }) => text.includes('agree again')), 'the end');
    expect(company.calcom.world.all().map(({ eventTypeId }) => eventTypeId)).toEqual([20]);
  });

  test('every command answers an admin, and only what everybody may know answers everybody', async ({
    salon,
  }) => {
    const { chats } = salon;
    const dora = chats.dora as OnDiscord;
    const visitor = chats.visitor as OnDiscord;
    await issuesFor(salon, { kind: '', opens: missing, deeds: [RETRY] });
    const asked = async (who: OnDiscord, command: string): Promise<string> => {
      const count = chats.toldInPrivate(who).length;
      await who.human.command(`/calsync ${command}`, chats.discordChannel);
      return (await refusals(salon, who, count + 1))[count] ?? '';
    };

    for (const { name, adminsOnly = false } of onChats()) {
      const command = WORDS[name] ?? name;
      const ofVisitor = await asked(visitor, command);
      const ofDora = await asked(dora, command);

      const isForAdmins = adminsOnly || name === 'verify';
      expect([name, ofVisitor.includes('Only calsync’s admins')]).toEqual([name, isForAdmins]);
      expect([name, ofDora]).toEqual([name, expect.not.stringMatching(/did not work|Usage:|admins may/)]);
    }
    expect(await asked(visitor, 'help verify')).toMatch(/verify \[--full\][^]*everything in the window/);
  });
});

/** What has to be filled in. */
const WORDS: Readonly<Record<string, string>> = {
  review: 'review 1',
  why: 'why 1',
  retry: 'retry 1',
  create: 'create 1',
  link: 'link 1',
  use: 'use 1 database',
  resolve: 'resolve target:1 note:"agreed by phone"',
  cancel: 'cancel 1',
  claim: 'claim 1',
  snooze: 'snooze target:1 until:1d',
  pause: 'pause time:1h reason:"we move"',
};

function onChats(): CommandSpec[] {
  const specs: readonly CommandSpec[] = COMMANDS;
  const registered = commandDefinition().options?.map(({ name }) => name) ?? [];
  return specs.filter(({ name }) => registered.includes(name));
}
