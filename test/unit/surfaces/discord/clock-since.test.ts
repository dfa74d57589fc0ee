import { expect, test } from 'vitest';
import { clockSince } from '../../../../src/surfaces/discord/clock-since.ts';

/** How long somebody really waits who wants to be awake 1,500 ms after `begun`, heard of at 10,000. */
async function waited(begun: number): Promise<number[]> {
  const waits: number[] = [];
  const clock = { now: () => 10_000, sleep: async (ms: number) => void waits.push(ms) };
  await clockSince(begun, clock).sleep(1_500);
  return waits;
}

test.each([
  { what: 'heard of at once', begun: 10_000, waits: 1_500 },
  { what: 'heard of late', begun: 9_000, waits: 500 },
  { what: 'heard of too late', begun: 5_000, waits: 0 },
  { what: 'dated by a clock ahead of ours', begun: 12_000, waits: 1_500 },
])('what is $what waits $waits ms', async ({ begun, waits }) => {
  expect(await waited(begun)).toEqual([waits]);
});
