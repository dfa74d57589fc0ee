/** Stories in which a process is killed while it tells. */
import { beginPause, resume } from '../../src/store/pause-store.ts';
import { troubleStore } from '../../src/store/trouble-store.ts';
import type { KillStage } from './kill-stage.ts';
import { leaveDiscord, loseBooking, OPEN, TOMORROW, type KillStory } from './kill-story.ts';

async function rename({ company, verify }: KillStage): Promise<void> {
  await company.sql(`update calsync.appointment set customer_name = 'Anna Kaya'`);
  await verify();
}

export const told: KillStory = { prepare: loseBooking, end: OPEN };

export const toldOnSlack: KillStory = {
  async prepare(stage) {
    leaveDiscord(stage);
    await loseBooking(stage);
  },
  end: { ...OPEN, cards: { ...OPEN.cards, discord: [] } },
};

export const edited: KillStory = {
  async prepare(stage) {
    await loseBooking(stage);
    await stage.tell();
    await rename(stage);
  },
  end: { ...OPEN, cards: { slack: [/Anna Kaya/], discord: [/Anna Kaya/], 'left behind': [] } },
};

/** Both chats take the card, and the answers never come. */
export const answerLost: KillStory = {
  async prepare(stage) {
    await loseBooking(stage);
    const { slack, discord } = stage.chats;
    slack.faults.add({ when: { method: 'chat.postMessage' }, fault: { kind: 'cut', after: true } });
    discord.faults.add({
      when: { method: 'POST', path: /\/messages$/ },
      fault: { kind: 'cut', after: true },
    });
  },
  end: OPEN,
};

const WITHOUT_BUTTONS = /^[^[]*Goes on in a newer message: https:[^[]*$/;

export const channelChanged: KillStory = {
  async prepare(stage) {
    leaveDiscord(stage);
    await loseBooking(stage);
    await stage.tell();
    await rename(stage);
    stage.settings['SLACK_CHANNEL_ID'] = stage.chats.slack.addChannel({ name: 'new' }).id;
  },
  end: {
    ...OPEN,
    cards: {
      slack: [/Continues an earlier message: https:[\s\S]*Anna Kaya/],
      discord: [],
      'left behind': [WITHOUT_BUTTONS],
    },
  },
};

export const overBeforeTold: KillStory = {
  async prepare(stage) {
    leaveDiscord(stage);
    const { company, verify } = stage;
    const uid = await company.agree('1', TOMORROW);
    company.calcom.world.cancel(uid);
    await verify();
    company.calcom.world.restore(uid);
    await verify();
  },
  end: {
    ...OPEN,
    cards: { slack: [], discord: [], 'left behind': [] },
    bookings: ['accepted'],
    otherwise: ['slack: suppressed, it was over before anybody was told'],
  },
};

export const refusedBySlack: KillStory = {
  async prepare(stage) {
    await loseBooking(stage);
    const fault = { kind: 'error', error: 'invalid_blocks' } as const;
    stage.chats.slack.faults.add({ when: { method: 'chat.postMessage' }, times: Infinity, fault });
  },
  end: {
    ...OPEN,
    cards: { ...OPEN.cards, slack: [] },
    otherwise: [
      'slack: failed, Cannot post to Slack: Slack does not take a message of this shape (invalid_blocks)',
    ],
  },
};

export const botRemoved: KillStory = {
  async prepare(stage) {
    await loseBooking(stage);
    stage.chats.slack.removeBot(stage.chats.slackChannel);
  },
  async heal({ chats }) {
    chats.slack.addBot(chats.slackChannel);
  },
  end: OPEN,
};

export const botIsBack: KillStory = {
  async prepare(stage) {
    await loseBooking(stage);
    await stage.inHere(({ database, surfaces, clock }) =>
      troubleStore(database, surfaces).begin(
        { surface: 'slack', why: 'the bot is not in the channel', reaches: 'nobody' },
        clock.now(),
      ),
    );
  },
  end: OPEN,
};

const SOLVED = /^\S* ?Solved/;

/** The card is edited, and its thread says it. */
export const repliedOnBoth: KillStory = {
  async prepare(stage) {
    const { company, verify, tell } = stage;
    const uid = await company.agree('1', TOMORROW);
    company.calcom.world.remove(uid);
    await verify();
    await tell();
    company.calcom.world.restore(uid);
    await verify();
  },
  end: {
    ...OPEN,
    cards: { slack: [SOLVED], discord: [SOLVED], 'left behind': [] },
    bookings: ['accepted'],
    replies: 2,
  },
};

export const replied: KillStory = {
  async prepare(stage) {
    leaveDiscord(stage);
    await repliedOnBoth.prepare(stage);
  },
  end: { ...repliedOnBoth.end, cards: { ...repliedOnBoth.end.cards, discord: [] }, replies: 1 },
};

const ADA = { id: 'U1', name: 'Ada', surface: 'slack' };

export const heldBack: KillStory = {
  async prepare(stage) {
    leaveDiscord(stage);
    await stage.inHere(({ database, surfaces, clock }) =>
      beginPause(
        database,
        { reason: 'the server moves', until: null, by: ADA },
        { surfaces, at: clock.now() },
      ),
    );
    await loseBooking(stage);
  },
  async heal(stage) {
    await stage.inHere(({ database, surfaces, clock }) =>
      resume(database, ADA, { surfaces, at: clock.now() }),
    );
  },
  end: toldOnSlack.end,
};
