import { expect, test } from 'vitest';
import { leftUndefined } from '../../simulation/left-undefined.ts';
import { truthOf } from '../../simulation/truth.ts';
import { aWorld } from './a-world.ts';

const SEEDS = Array.from({ length: 150 }, (_, seed) => seed);

test('the same seed makes the same world, and another seed another', async () => {
  const [one, same, other] = await Promise.all([aWorld(5), aWorld(5), aWorld(6)]);

  expect(same.question()).toEqual(one.question());
  expect(truthOf(same.question())).toEqual(truthOf(one.question()));
  expect(other.question()).not.toEqual(one.question());
});

test('no world has anything that the verdicts leave undefined', async () => {
  for (const seed of SEEDS) {
    const world = await aWorld(seed);

    expect({ seed, spots: leftUndefined(world.question()) }).toEqual({ seed, spots: [] });
  }
});

test('a world has about as many Pairs as asked for, else from 6 to 40', async () => {
  const sizes: number[] = [];
  for (const seed of SEEDS) {
    const { discrepancies, inSync } = truthOf((await aWorld(seed)).question());
    sizes.push(discrepancies.length + inSync.length);
  }
  const large = truthOf((await aWorld(1, 200)).question());

  expect(Math.min(...sizes)).toBeGreaterThan(3);
  expect(Math.max(...sizes)).toBeLessThan(70);
  expect(large.discrepancies.length + large.inSync.length).toBeGreaterThan(180);
});

test('the worlds together have every kind of disagreement, and agreement', async () => {
  const kinds = new Set<string>();
  for (const seed of SEEDS) {
    const { discrepancies, inSync } = truthOf((await aWorld(seed)).question());
    if (inSync.length > 0) kinds.add('in sync');
    for (const { code, appointmentId, seatUid, fields, candidateBookingUid } of discrepancies) {
      const twin = candidateBookingUid === null ? '' : ' with a twin';
      const side = appointmentId === null ? ' without row' : '';
      kinds.add(`${[code, ...fields].join(' ')}${seatUid === null ? '' : ' of a seat'}${side}${twin}`);
    }
  }

  expect([...kinds].toSorted()).toEqual([
    'DATA_MISMATCH endsAt',
    'DATA_MISMATCH startsAt',
    'DATA_MISMATCH startsAt endsAt',
    'DATA_MISMATCH startsAt endsAt of a seat',
    'DATA_MISMATCH status',
    'DATA_MISMATCH status of a seat',
    'DATA_MISMATCH status with a twin',
    'ORPHANED_CALCOM of a seat without row',
    'ORPHANED_CALCOM without row',
    'ORPHANED_LOCAL',
    'ORPHANED_LOCAL with a twin',
    'VERIFICATION_ERROR',
    'VERIFICATION_ERROR of a seat without row',
    'VERIFICATION_ERROR without row',
    'in sync',
  ]);
});

test('nothing in a world is news: all of it is more than a day old', async () => {
  for (const seed of SEEDS) {
    const { calcom, clock } = await aWorld(seed);
    const touched = calcom.all().map(({ createdAt, updatedAt }) => (updatedAt ?? createdAt).getTime());

    expect(Math.max(...touched)).toBeLessThan(clock.at - 24 * 60 * 60_000);
  }
});
