/** Stories in which a process is killed while it does what was asked for. */
import { until } from './calsync-process.ts';
import { leaveDiscord, loseBooking, OPEN, TOMORROW, type KillStory, type StoryEnd } from './kill-story.ts';

const CREATE = 'Create in Cal.com';

const solved = (...bookings: string[]): StoryEnd => ({
  ...OPEN,
  cards: { slack: [/^\S* ?Solved/], discord: [], 'left behind': [] },
  bookings,
  writes: 1,
});

export const created: KillStory = {
  async prepare(stage) {
    leaveDiscord(stage);
    await loseBooking(stage);
    await stage.request('create');
  },
  end: solved('accepted'),
};

export const pressed: KillStory = {
  async prepare(stage) {
    leaveDiscord(stage);
    await loseBooking(stage);
  },
  async provoke({ chats }) {
    await until(() => chats.slack.connections > 0, 'the connection to Slack');
    // Where it is killed first, nothing is acknowledged.
    await chats.press(chats.ada, 1, CREATE).catch(() => undefined);
  },
  async heal(stage) {
    const taken = await stage.company.sql('select from calsync.resolution');
    if (taken.length === 0) await stage.request('create');
  },
  end: solved('accepted'),
};

export const rescheduled: KillStory = {
  async prepare(stage) {
    leaveDiscord(stage);
    await stage.company.agree('1', TOMORROW);
    await stage.company.sql(
      `update calsync.appointment set starts_at = starts_at + interval '2 h', ends_at = ends_at + interval '2 h'`,
    );
    await stage.verify();
    await stage.request('use_database');
  },
  end: solved('accepted', 'cancelled'),
};

export const cancelled: KillStory = {
  async prepare(stage) {
    leaveDiscord(stage);
    await stage.company.agree('1', TOMORROW);
    await stage.company.sql(`update calsync.appointment set status = 'cancelled'`);
    await stage.verify();
    await stage.request('use_database');
  },
  end: solved('cancelled'),
};

/** Cal.com does what it is asked, and its answer never comes. */
export function withLostAnswer(story: KillStory): KillStory {
  return {
    ...story,
    async prepare(stage) {
      await story.prepare(stage);
      const when = { method: 'POST', path: /\/bookings/ };
      stage.company.calcom.faults.add({ when, fault: { kind: 'cut', after: true } });
    },
  };
}

/** Cal.com answers badly, and has not done it. */
export const lostOnTheWay: KillStory = {
  async prepare(stage) {
    await created.prepare(stage);
    const when = { method: 'POST', path: /\/bookings/ };
    stage.company.calcom.faults.add({ when, fault: { kind: 'status', status: 500 } });
  },
  end: { ...created.end, writes: 2 },
};

/** The company's database fails in the very moment in which the row is to carry its new uid. */
export const rowNotWritten: KillStory = {
  async prepare(stage) {
    await created.prepare(stage);
    const { sql } = stage.company;
    await sql(`create function public.fail() returns trigger language plpgsql as $$
      begin raise exception 'the disk is full' using errcode = '53100'; end $$`);
    await sql(
      'create trigger fail before update on calsync.appointment for each row execute function public.fail()',
    );
  },
  async heal({ company }) {
    await company.sql('drop trigger fail on calsync.appointment');
  },
  end: created.end,
};
