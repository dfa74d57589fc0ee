/** What every surface promises, whatever it speaks: one suite that each adapter passes over its real wire. */
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import type { Card } from '../../src/domain/card.ts';
import {
  SurfaceError,
  type MessageRef,
  type Surface,
  type SurfaceProblem,
} from '../../src/notify/surface.ts';
import { GOLDEN_CARDS } from '../cards/golden-cards.ts';
import { SECRETS } from '../cards/kinds.ts';
import { until } from '../support/calsync-process.ts';
import { aCard, everySection } from '../unit/surfaces/slack/cards.ts';

/** What can befall one call: refused or failed as named; it arrives and its answer is lost; it is never answered. */
export type Mishap = SurfaceProblem | 'answer_lost' | 'hang';

/** A message as people have it before them. */
export interface StandingMessage {
  readonly id: string;
  /** Everything that they can read, in whatever markup it comes. */
  readonly text: string;
}

/** One adapter at work over its stand-in. */
export interface SurfaceStand extends AsyncDisposable {
  readonly surface: Surface;
  /** The oldest first, replies among them. */
  messages(): readonly StandingMessage[];
  /** How many calls have come to the stand-in. */
  asked(): number;
  /** Befalls the next call; `at`: the message that is gone or frozen. */
  arrange(mishap: Mishap, at: MessageRef): unknown;
  /** Who was pinged by all that was sent, as the platform would read it. */
  pinged(): readonly string[];
}

export interface Adapter {
  readonly name: string;
  /** `in_place`: the message changes; `anew`: it is said once more; `never`: nothing is sent. */
  readonly edits: 'in_place' | 'anew' | 'never';
  readonly finds: boolean;
  readonly links: boolean;
  /** What its platform can do to a call; the stand arranges each. */
  readonly suffers: readonly Mishap[];
  readonly open: () => Promise<SurfaceStand>;
}

const NEVER = new AbortController().signal;
const KEY = '0f3c9a52-key-of-ca';
const NOWHERE: MessageRef = { channelId: '', messageId: '' };
const PINGS =
  '@everyone @here <!channel> <!here> <@U0MIA> <@123456789012345678> <@&1> *Bob* [x](https://evil.example) <b>';
/** What would begin another header of a mail, turn the line around, ring, or clear a screen. */
const NASTY = `${PINGS}\r\nBcc: everyone@example.com\u202E\u0000\u0007\u001B[2J`;
const PUBLIC = GOLDEN_CARDS.filter(({ readers }) => readers === 'channel').flatMap(({ cards }) => cards);

export function surfaceContract(adapter: Adapter): void {
  describe(`the surface ${adapter.name}`, { timeout: 60_000 }, () => {
    promisesPosts(adapter);
    EDITS[adapter.edits](adapter);
    promisesReplies(adapter);
    (adapter.finds ? promisesToFind : promisesToFindNothing)(adapter);
    (adapter.links ? promisesLinks : promisesNoLinks)(adapter);
    promisesNames(adapter);
    promisesCalm(adapter);
  });
}

function promisesPosts({ open }: Adapter): void {
  test('posts a card, and says where it stands', async () => {
    await using stand = await open();

    const at = await stand.surface.post(aCard(), KEY, NEVER);

    expect(at.channelId).toBe(stand.surface.channelId);
    expect(stand.messages()).toEqual([{ id: at.messageId, text: expect.stringContaining('Tom Klein') }]);
  });

  test('keeps the key out of sight', async () => {
    await using stand = await open();

    const at = await stand.surface.post(aCard(), KEY, NEVER);
    await stand.surface.reply(at, aCard({ title: 'Open again' }), { key: `${KEY}2`, signal: NEVER });

    expect(stand.messages().map(({ text }) => text.includes(KEY))).toEqual([false, false]);
  });

  test('asks its platform once for each post', async () => {
    await using stand = await open();

    await stand.surface.post(aCard(), KEY, NEVER);

    expect(stand.asked()).toBeLessThanOrEqual(1);
  });
}

const EDITS: Record<Adapter['edits'], (adapter: Adapter) => void> = {
  in_place: ({ open }) => {
    test('edits its message where it stands', async () => {
      await using stand = await open();
      const at = await stand.surface.post(aCard(), KEY, NEVER);

      await stand.surface.edit?.(at, aCard({ title: 'Solved #3', actions: [] }), NEVER);

      expect(stand.messages()).toEqual([{ id: at.messageId, text: expect.stringContaining('Solved #3') }]);
      expect(stand.messages()[0]?.text).not.toContain('Cancel Appointment');
    });
  },
  anew: ({ open }) => {
    test('says an edit once more', async () => {
      await using stand = await open();
      const at = await stand.surface.post(aCard(), KEY, NEVER);

      await stand.surface.edit?.(at, aCard({ title: 'Solved #3', actions: [] }), NEVER);

      expect(stand.messages()).toHaveLength(2);
      expect(stand.messages().at(-1)?.text).toContain('Solved #3');
    });
  },
  never: ({ open }) => {
    test('sends nothing for an edit', async () => {
      await using stand = await open();
      const at = await stand.surface.post(aCard(), KEY, NEVER);
      const asked = stand.asked();

      await stand.surface.edit?.(at, aCard({ title: 'Solved #3', actions: [] }), NEVER);

      expect(stand.asked()).toBe(asked);
      expect(stand.messages()).toHaveLength(1);
    });
  },
};

function promisesReplies({ open }: Adapter): void {
  test('answers a message of its own, which stays as it is', async () => {
    await using stand = await open();
    const at = await stand.surface.post(aCard(), KEY, NEVER);
    const before = stand.messages();

    const reply = await stand.surface.reply(at, aCard({ title: 'Open again' }), {
      key: 'other',
      signal: NEVER,
    });

    const after = stand.messages();
    expect(reply.messageId).not.toBe(at.messageId);
    expect(after).toHaveLength(2);
    expect(after).toContainEqual(before[0]);
    expect(after.find(({ id }) => id === reply.messageId)?.text).toContain('Open again');
  });
}

function promisesToFind({ open }: Adapter): void {
  test('finds what was posted although its answer was lost, and by no other key', async () => {
    await using stand = await open();
    stand.arrange('answer_lost', NOWHERE);
    const lost = await problemOf(stand.surface.post(aCard(), KEY, NEVER));

    const at = await stand.surface.find(KEY, NEVER);

    expect(lost.problem).toBe('unavailable');
    expect(at?.messageId).toBe(stand.messages()[0]?.id);
    expect(await stand.surface.find('another-key-of-card', NEVER)).toBeUndefined();
  });

  test('finds a reply whose answer was lost under its message', async () => {
    await using stand = await open();
    const at = await stand.surface.post(aCard(), KEY, NEVER);
    stand.arrange('answer_lost', at);
    await problemOf(stand.surface.reply(at, aCard({ title: 'Open again' }), { key: 'other', signal: NEVER }));

    const found = await stand.surface.find('other', NEVER, at);

    expect(stand.messages().find(({ id }) => id === found?.messageId)?.text).toContain('Open again');
  });
}

function promisesToFindNothing({ open }: Adapter): void {
  test('says of nothing that it was found, so that it is told rather twice than never', async () => {
    await using stand = await open();
    await stand.surface.post(aCard(), KEY, NEVER);

    expect(await stand.surface.find(KEY, NEVER)).toBeUndefined();
  });
}

function promisesLinks({ open }: Adapter): void {
  test('has an address for its message', async () => {
    await using stand = await open();
    const at = await stand.surface.post(aCard(), KEY, NEVER);

    expect(await stand.surface.link(at, NEVER)).toMatch(/^https:\/\//);
  });
}

function promisesNoLinks({ open }: Adapter): void {
  test('has no address for its message', async () => {
    await using stand = await open();
    const at = await stand.surface.post(aCard(), KEY, NEVER);

    expect(await stand.surface.link(at, NEVER)).toBeUndefined();
  });
}

const OF_SENDS = ['unavailable', 'throttled', 'not_allowed', 'rejected'] as const;
const OF_MESSAGES = ['message_gone', 'message_frozen'] as const;

function promisesNames({ suffers, edits, open }: Adapter): void {
  const sends = OF_SENDS.filter((problem) => suffers.includes(problem));
  const messages = OF_MESSAGES.filter((problem) => suffers.includes(problem));

  test.each(sends)('calls a post that is %s by its name, and tries it once', async (problem) => {
    await using stand = await open();
    stand.arrange(problem, NOWHERE);

    const failed = await problemOf(stand.surface.post(aCard(), KEY, NEVER));

    expect(failed.problem).toBe(problem);
    expect(failed.retryAfterMs === undefined).toBe(problem !== 'throttled');
    expect(failed.message).not.toMatch(/token|xox|undefined|\[object/);
    expect(stand.messages()).toEqual([]);
    expect(stand.asked()).toBe(1);
  });

  test.each(sends)('calls a reply that is %s by its name', async (problem) => {
    await using stand = await open();
    const at = await stand.surface.post(aCard(), KEY, NEVER);
    stand.arrange(problem, at);

    const failed = await problemOf(stand.surface.reply(at, aCard(), { key: 'other', signal: NEVER }));

    expect(failed.problem).toBe(problem);
    expect(stand.messages()).toHaveLength(1);
  });

  test.each(edits === 'never' ? [] : messages)('says of an edit that the message is %s', async (problem) => {
    await using stand = await open();
    const at = await stand.surface.post(aCard(), KEY, NEVER);
    await stand.arrange(problem, at);

    const failed = await problemOf(
      Promise.resolve(stand.surface.edit?.(at, aCard({ title: 'Solved #3' }), NEVER)),
    );

    expect(failed.problem).toBe(problem);
  });

  test.each(suffers.filter((mishap) => mishap === 'hang'))(
    'gives up a call that is left to %s when its signal says so',
    async (hang) => {
      await using stand = await open();
      stand.arrange(hang, NOWHERE);
      const enough = new AbortController();
      const posting = outcomeOf(stand.surface.post(aCard(), KEY, enough.signal));
      await until(() => stand.asked() > 0, 'the post that hangs');

      enough.abort(new Error('enough'));

      expect(await posting).toBeInstanceOf(Error);
      expect(stand.messages()).toEqual([]);
    },
  );

  test('begins nothing for a signal that was aborted before', async () => {
    await using stand = await open();
    const enough = AbortSignal.abort(new Error('enough'));

    expect(await outcomeOf(stand.surface.post(aCard(), KEY, enough))).toBeInstanceOf(Error);
    expect(stand.messages()).toEqual([]);
  });
}

function promisesCalm({ edits, open }: Adapter): void {
  const hostile = aCard({ title: NASTY, sections: everySection(NASTY, 2), footer: [NASTY] });
  const huge = aCard({ title: 'W'.repeat(5_000), sections: everySection(`${NASTY} ${'w'.repeat(900)}`, 60) });
  const LARGE: [string, Card][] = [
    ['hostile', hostile],
    ['huge', huge],
    ['empty', aCard({ sections: [], actions: [], footer: [] })],
  ];

  test.each(LARGE)(
    'takes a %s card within its limits, posted, answered and edited, and pings nobody',
    async (_, card) => {
      await using stand = await open();

      const at = await stand.surface.post(card, KEY, NEVER);
      await stand.surface.reply(at, card, { key: 'other', signal: NEVER });
      if (edits !== 'never') await stand.surface.edit?.(at, card, NEVER);

      expect(stand.pinged()).toEqual([]);
      expect(stand.messages().length).toBeGreaterThanOrEqual(2);
    },
  );

  test('takes every card that there is, and shows of no customer more than is meant for everyone', async () => {
    await using stand = await open();

    for (const [at, { card }] of PUBLIC.entries())
      await inGoodTime(() => stand.surface.post(card, `key-${at}`, NEVER));

    const all = stand.messages().map(({ text }) => text);
    expect(all).toHaveLength(PUBLIC.length);
    expect(stand.pinged()).toEqual([]);
    for (const secret of Object.values(SECRETS))
      expect(all.filter((text) => text.includes(secret))).toEqual([]);
  });
}

/** As the outbox does: what a platform asks us to wait is waited. */
async function inGoodTime(send: () => Promise<unknown>): Promise<void> {
  const outcome = await outcomeOf(send());
  if (!(outcome instanceof Error)) return;
  const waitMs = outcome instanceof SurfaceError ? outcome.retryAfterMs : undefined;
  if (waitMs === undefined) throw outcome;
  await sleep(waitMs);
  await send();
}

async function outcomeOf(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    () => 'it went through',
    (reason: unknown) => reason,
  );
}

async function problemOf(call: Promise<unknown>): Promise<SurfaceError> {
  const error = await outcomeOf(call);
  if (error instanceof SurfaceError) return error;
  throw new Error('Expected a SurfaceError', { cause: error });
}
