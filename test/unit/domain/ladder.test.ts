import { describe, expect, test } from 'vitest';
import { climb, REOPEN_WITHIN_MS } from '../../../src/domain/ladder.ts';
import { UNKNOWN } from '../../../src/domain/pair-state.ts';
import { MINUTE, NOON } from '../../support/builders.ts';
import {
  aClimber,
  AGREES,
  CANCELLED,
  differs,
  MISSING,
  MOVED,
  TROUBLE,
  UNREADABLE,
} from '../../support/climber.ts';

const moved = differs(MOVED);

describe('a Pair that is new or pending', () => {
  test('that agrees is synced, and nobody hears of it', () => {
    expect(climb(UNKNOWN, AGREES, { now: NOON, ladderMs: [0] })).toEqual({
      status: 'synced',
      ladder: null,
      issue: null,
      attempt: null,
    });
  });

  test('that disagrees waits for its second attempt a minute later', () => {
    const pair = aClimber();

    const step = pair.see(moved);

    expect(step).toMatchObject({ status: 'verification_pending', attempt: 1, issue: null });
    expect(step?.ladder).toMatchObject({ equal: 1, troubled: 0, nextAttemptAt: NOON + MINUTE });
  });

  test('that cannot be read is failed, with why', () => {
    const pair = aClimber();

    expect(pair.see(TROUBLE)).toMatchObject({
      status: 'failed',
      attempt: 1,
      issue: null,
      ladder: { equal: 0, troubled: 1, lastError: 'Cal.com is in trouble' },
    });
  });
});

describe('a Pair on the ladder', () => {
  test('that agrees is synced in silence', () => {
    const pair = aClimber();
    pair.see(moved);
    pair.seeWhenDue(moved);

    expect(pair.seeWhenDue(AGREES)).toEqual({ status: 'synced', ladder: null, issue: null, attempt: null });
  });

  test('that disagrees for the third time, a minute and then five apart, gets an Issue', () => {
    const pair = aClimber();

    pair.see(moved);
    const second = pair.seeWhenDue(moved);
    const third = pair.seeWhenDue(moved);

    expect(second?.ladder?.nextAttemptAt).toBe(NOON + 6 * MINUTE);
    expect(third).toEqual({
      status: 'data_mismatch',
      ladder: null,
      issue: { kind: 'open', finding: MOVED, keepsChanging: false },
      attempt: 3,
    });
  });

  test('that is looked at before its next attempt is due has not climbed', () => {
    const pair = aClimber();
    pair.see(moved);
    pair.now += MINUTE - 1;

    expect(pair.see(moved)).toBeNull();
    expect(pair.see(TROUBLE)).toBeNull();
  });

  test('that disagrees in another way starts at one', () => {
    const pair = aClimber();
    pair.see(moved);
    pair.seeWhenDue(moved);

    expect(pair.seeWhenDue(differs(CANCELLED))).toMatchObject({
      status: 'verification_pending',
      issue: null,
      ladder: { finding: CANCELLED, equal: 1, attempts: 3, nextAttemptAt: pair.now + MINUTE },
    });
  });

  test('that cannot be read is failed, and keeps what it had counted', () => {
    const pair = aClimber();
    pair.see(moved);
    pair.seeWhenDue(moved);

    expect(pair.seeWhenDue(TROUBLE)).toMatchObject({
      status: 'failed',
      issue: null,
      ladder: { finding: MOVED, equal: 2, troubled: 1 },
    });
  });
});

describe('a failed Pair without an Issue', () => {
  test('that agrees is synced in silence', () => {
    const pair = aClimber();
    pair.see(TROUBLE);

    expect(pair.seeWhenDue(AGREES)).toEqual({ status: 'synced', ladder: null, issue: null, attempt: null });
  });

  test('that disagrees as it did before goes on counting, and forgets its trouble', () => {
    const pair = aClimber();
    pair.see(moved);
    pair.seeWhenDue(TROUBLE);

    expect(pair.seeWhenDue(moved)).toMatchObject({
      status: 'verification_pending',
      ladder: { equal: 2, troubled: 0, lastError: null },
    });
  });

  test('that disagrees in another way starts at one', () => {
    const pair = aClimber();
    pair.see(moved);
    pair.seeWhenDue(TROUBLE);

    expect(pair.seeWhenDue(differs(MISSING))).toMatchObject({
      status: 'verification_pending',
      ladder: { finding: MISSING, equal: 1 },
    });
  });

  test('that cannot be read for the third time in a row gets an Issue that says so', () => {
    const pair = aClimber();
    pair.see(TROUBLE);
    pair.seeWhenDue(TROUBLE);

    expect(pair.seeWhenDue(TROUBLE)).toMatchObject({
      status: 'failed',
      ladder: null,
      issue: { kind: 'open', finding: UNREADABLE, keepsChanging: false },
    });
  });

  test('that was told of a disagreement before its trouble gets the trouble’s Issue', () => {
    const pair = aClimber();
    pair.see(moved);
    pair.seeWhenDue(moved);
    pair.seeWhenDue(TROUBLE);
    pair.seeWhenDue(TROUBLE);

    expect(pair.seeWhenDue(TROUBLE)).toMatchObject({ issue: { kind: 'open', finding: UNREADABLE } });
  });
});

describe('a failed Pair with an Issue', () => {
  test('that agrees is synced, and the Issue closes', () => {
    expect(aFailedPair().see(AGREES)).toMatchObject({
      status: 'synced',
      issue: { kind: 'close', outcome: 'agreed' },
    });
  });

  test('that disagrees climbs the ladder, and then the Issue changes its code', () => {
    const pair = aFailedPair();

    const steps = [pair.see(moved), pair.seeWhenDue(moved), pair.seeWhenDue(moved)];

    expect(steps.map((step) => step?.status)).toEqual(['failed', 'failed', 'data_mismatch']);
    expect(steps.map((step) => step?.issue ?? null)).toEqual([
      null,
      null,
      { kind: 'change', finding: MOVED, keepsChanging: false },
    ]);
    expect(pair.standing.issue?.id).toBe(1);
  });

  test('that cannot be read stays as it is', () => {
    expect(aFailedPair().see(TROUBLE)).toBeNull();
  });
});

describe('a Pair with an open Issue', () => {
  test('that agrees is synced, and the Issue closes as agreed', () => {
    expect(aTroubledPair().see(AGREES)).toEqual({
      status: 'synced',
      ladder: null,
      issue: { kind: 'close', outcome: 'agreed' },
      attempt: null,
    });
  });

  test('that disagrees as before is unchanged', () => {
    expect(aTroubledPair().see(moved)).toBeNull();
  });

  test('that disagrees as before in other values is redrawn at once', () => {
    expect(aTroubledPair().see(differs(MOVED, 'moved again'))).toEqual({
      status: 'data_mismatch',
      ladder: null,
      issue: { kind: 'refresh' },
      attempt: null,
    });
  });

  test('that disagrees in another way climbs the ladder before its code changes', () => {
    const pair = aTroubledPair();
    const cancelled = differs(CANCELLED);

    const steps = [pair.see(cancelled), pair.seeWhenDue(cancelled), pair.seeWhenDue(cancelled)];

    expect(steps.map((step) => step?.issue?.kind)).toEqual([undefined, undefined, 'change']);
    expect(pair.standing).toMatchObject({ status: 'data_mismatch', issue: { id: 1, finding: CANCELLED } });
  });

  test('that disagrees in another way and then as before again drops its doubt', () => {
    const pair = aTroubledPair();
    pair.see(differs(CANCELLED));

    expect(pair.seeWhenDue(moved)).toMatchObject({ status: 'data_mismatch', ladder: null, issue: null });
  });

  test('that cannot be read is unchanged', () => {
    expect(aTroubledPair().see(TROUBLE)).toBeNull();
  });

  test('that cannot be read in the middle of a doubt keeps both', () => {
    const pair = aTroubledPair();
    pair.see(differs(CANCELLED));

    const step = pair.seeWhenDue(TROUBLE);

    expect(step).toMatchObject({
      status: 'data_mismatch',
      issue: null,
      ladder: { finding: CANCELLED, equal: 1 },
    });
  });

  test('that was to be looked at again and cannot be read is tried later, not at once', () => {
    const asked = { finding: null, equal: 0, troubled: 0, attempts: 0, nextAttemptAt: NOON, lastError: null };
    const { issue, status } = aTroubledPair().standing;

    const step = climb({ issue, status, ladder: asked }, TROUBLE, {
      now: NOON,
      ladderMs: [0, MINUTE, 5 * MINUTE],
    });

    expect(step).toMatchObject({ status: 'data_mismatch', ladder: { nextAttemptAt: NOON + MINUTE } });
  });

  test('whose doubt can never be read drops it', () => {
    const pair = aTroubledPair();
    pair.see(differs(CANCELLED));

    for (let attempt = 0; attempt < 12; attempt++) pair.seeWhenDue(TROUBLE);

    expect(pair.standing).toMatchObject({ status: 'data_mismatch', ladder: null, issue: { state: 'open' } });
  });
});

describe('a Pair whose difference was accepted', () => {
  test('that agrees is synced, and what was accepted lapses', () => {
    expect(anAcceptedPair().see(AGREES)).toMatchObject({ status: 'synced', issue: { kind: 'lapse' } });
  });

  test('that disagrees as it was accepted is unchanged', () => {
    expect(anAcceptedPair().see(moved)).toBeNull();
  });

  test('that disagrees in other values is re-opened after three attempts', () => {
    const pair = anAcceptedPair();
    const again = differs(MOVED, 'moved again');

    const steps = [pair.see(again), pair.seeWhenDue(again), pair.seeWhenDue(again)];

    expect(steps.map((step) => step?.issue?.kind)).toEqual([undefined, undefined, 'reopen']);
    expect(pair.standing.issue).toMatchObject({ id: 1, state: 'open' });
  });

  test('that returns to what was accepted before it was re-opened is as it was, and asks for no more attempts', () => {
    const pair = anAcceptedPair();
    pair.see(differs(MOVED, 'moved again'));

    pair.seeWhenDue(moved);

    expect(pair.standing).toMatchObject({
      status: 'data_mismatch',
      ladder: null,
      issue: { state: 'accepted' },
    });
    expect(pair.see(moved)).toBeNull();
  });

  test('that cannot be read is unchanged', () => {
    expect(anAcceptedPair().see(TROUBLE)).toBeNull();
  });

  test('whose doubt can never be read ends in the status it was accepted with', () => {
    const pair = anAcceptedPair();
    pair.see(differs(MOVED, 'moved again'));

    for (let attempt = 0; attempt < 12; attempt++) pair.seeWhenDue(TROUBLE);

    expect(pair.standing).toMatchObject({
      status: 'data_mismatch',
      ladder: null,
      issue: { state: 'accepted' },
    });
  });
});

describe('a Pair that goes bad again', () => {
  test('within seven days goes on in the same Issue', () => {
    expect(aPairBadAgainAfter(REOPEN_WITHIN_MS - 6 * MINUTE).standing.issue).toMatchObject({
      id: 1,
      state: 'open',
    });
  });

  test('later gets a new Issue', () => {
    expect(aPairBadAgainAfter(REOPEN_WITHIN_MS).standing.issue).toMatchObject({ id: 2, state: 'open' });
  });
});

describe('a Pair that keeps changing', () => {
  test('gets an Issue of its latest verdict after ten attempts', () => {
    const pair = aClimber();
    const steps = [];

    for (let attempt = 1; attempt <= 10; attempt++) {
      steps.push(pair.seeWhenDue(differs(attempt % 2 === 0 ? MOVED : CANCELLED)));
    }

    expect(steps.slice(0, 9).every((step) => step?.issue === null)).toBe(true);
    expect(steps[9]).toMatchObject({
      attempt: 10,
      issue: { kind: 'open', finding: MOVED, keepsChanging: true },
    });
  });

  test('gets the Issue of its latest verdict also when the last attempts could not read', () => {
    const pair = aClimber();
    const seen = [MOVED, CANCELLED, null, null, MOVED, null, null, CANCELLED, null, null];

    const steps = seen.map((finding) => pair.seeWhenDue(finding ? differs(finding) : TROUBLE));

    expect(steps[9]).toMatchObject({
      status: 'data_mismatch',
      issue: { kind: 'open', finding: CANCELLED, keepsChanging: true },
    });
  });
});

function aFailedPair() {
  const pair = aClimber();
  pair.conclude(TROUBLE);
  return pair;
}

function aTroubledPair() {
  const pair = aClimber();
  pair.conclude(moved);
  return pair;
}

function anAcceptedPair() {
  const pair = aClimber();
  pair.conclude(moved);
  pair.accept();
  return pair;
}

function aPairBadAgainAfter(ms: number) {
  const pair = aClimber();
  pair.conclude(moved);
  pair.see(AGREES);
  pair.now += ms;
  pair.conclude(moved);
  return pair;
}
