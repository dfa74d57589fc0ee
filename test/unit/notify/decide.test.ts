import { describe, expect, test } from 'vitest';
import { decide, decideTurn } from '../../../src/notify/decide.ts';
import type { StandingCard } from '../../../src/notify/outbox.ts';

const AT = { channelId: 'C1', messageId: 'm1' };
const NEVER_TOLD: StandingCard = { postKey: 'key', at: null, shownHash: null, earlier: null };
const TOLD: StandingCard = { postKey: 'key', at: AT, shownHash: 'as it was', earlier: null };
const GONE: StandingCard = { ...TOLD, at: null };

describe('an open issue', () => {
  test('that nobody was told of is posted', () => {
    expect(decide(false, NEVER_TOLD, 'now')).toMatchObject({ kind: 'post' });
  });

  test('whose card shows something else is edited', () => {
    expect(decide(false, TOLD, 'now')).toMatchObject({ kind: 'edit' });
  });

  test('whose card shows it already is left alone', () => {
    expect(decide(false, TOLD, 'as it was')).toMatchObject({ kind: 'silent' });
  });

  test('whose card is gone is posted anew, even with the same words', () => {
    expect(decide(false, GONE, 'as it was')).toMatchObject({ kind: 'post' });
  });
});

describe('an issue that is over', () => {
  test('is told on the card that stands', () => {
    expect(decide(true, TOLD, 'now')).toMatchObject({ kind: 'edit' });
  });

  test('before anybody was told of it is not told any more', () => {
    expect(decide(true, NEVER_TOLD, 'now')).toMatchObject({ kind: 'silent' });
  });

  test('is told in a new message when the old one is gone or cannot be edited', () => {
    expect(decide(true, GONE, 'now')).toMatchObject({ kind: 'post' });
  });
});

describe('where nothing can be edited', () => {
  const OPEN = { isOver: false, turn: 'open-0' };
  const OVER = { isOver: true, turn: 'over-0' };
  const TOLD_OPEN: StandingCard = { ...TOLD, shownHash: 'open-0' };

  test('the first turn is told, and the same one not again', () => {
    expect(decideTurn(OPEN, NEVER_TOLD, false)).toMatchObject({ kind: 'post' });
    expect(decideTurn(OPEN, TOLD_OPEN, false)).toMatchObject({ kind: 'silent' });
  });

  test('each further turn is told', () => {
    expect(decideTurn(OVER, TOLD_OPEN, false)).toMatchObject({ kind: 'post' });
    expect(decideTurn({ isOver: false, turn: 'open-1' }, TOLD_OPEN, false)).toMatchObject({ kind: 'post' });
  });

  test('what was over before anybody was told is told only if its beginning may have arrived', () => {
    expect(decideTurn(OVER, NEVER_TOLD, false)).toMatchObject({ kind: 'silent' });
    expect(decideTurn(OVER, NEVER_TOLD, true)).toMatchObject({ kind: 'post' });
  });
});
