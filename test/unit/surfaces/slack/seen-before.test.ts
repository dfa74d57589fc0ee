import { expect, test } from 'vitest';
import { seenBefore } from '../../../../src/surfaces/slack/seen-before.ts';
import { createManualClock } from '../../runtime/manual-clock.ts';

test('the second delivery of a press is recognised, another press is not', () => {
  const seen = seenBefore(createManualClock());

  expect([seen('a'), seen('a'), seen('b')]).toEqual([false, true, false]);
});

test('a press is remembered for longer than Slack repeats it, and then forgotten', async () => {
  const clock = createManualClock();
  const seen = seenBefore(clock);
  seen('a');

  await clock.advance(6 * 60_000);
  expect(seen('a')).toBe(true);

  await clock.advance(5 * 60_000);
  expect(seen('a')).toBe(false);
});
