import { expect, test } from 'vitest';
import { SCOPE } from '../../simulation/event-types.ts';
import { leftUndefined } from '../../simulation/left-undefined.ts';
import { MOVE_NAMES, type MoveName, pickMove } from '../../simulation/moves.ts';
import { MINUTE } from '../../simulation/slots.ts';
import { truthOf } from '../../simulation/truth.ts';
import { aWorld, type RandomWorld } from './a-world.ts';

const SEEDS = Array.from({ length: 25 }, (_, seed) => 1000 + seed);
const MOVES = 50;

test('moves keep to what the verdicts define, and every one of them happens', async () => {
  const made = new Set<MoveName>();
  for (const seed of SEEDS) {
    const world = await aWorld(seed, 20);
    const names: MoveName[] = [];
    for (let count = 0; count < MOVES; count++) {
      names.push((await makeMove(world)).name);

      expect({ seed, names, spots: leftUndefined(world.question()) }).toEqual({ seed, names, spots: [] });
    }
    for (const name of names) made.add(name);
  }

  expect([...made].toSorted()).toEqual(MOVE_NAMES.toSorted());
});

test('the same seed makes the same moves', async () => {
  expect(await play(7)).toEqual(await play(7));
});

test('a move says whether a list of changes, or a row, shows it', async () => {
  for (const seed of SEEDS) {
    const world = await aWorld(seed, 20);
    for (let count = 0; count < 20; count++) {
      const before = new Map(world.company.rows);

      const { name, seen } = await makeMove(world);

      const isInRows = [...world.company.rows].some(([id, row]) => before.get(id) !== row);
      const isListed = world.calcom
        .all()
        .some(({ eventTypeId, updatedAt }) => SCOPE.has(eventTypeId ?? 0) && isNow(world, updatedAt));
      expect({ seed, name, seen }).toEqual({
        seed,
        name,
        seen: isInRows || isListed ? 'by change' : 'by full read',
      });
    }
  }
});

test('restored agreement alone leaves ever fewer disagreements', async () => {
  const world = await aWorld(3, 30);
  const before = truthOf(world.question()).discrepancies.length;

  for (let count = 0; count < 40; count++) await makeMove(world, ['restore agreement']);

  expect(truthOf(world.question()).discrepancies.length).toBeLessThan(before / 2);
});

test('a request for another time holds the row until the customer has had a day, then no more', async () => {
  const world = await aWorld(11, 30);

  const { webhooks } = await makeMove(world, ['request reschedule']);
  const { uid } = webhooks[0] ?? { uid: '' };
  const held = truthOf(world.question()).held;
  world.requests.delete(uid);
  const unheard = truthOf(world.question());

  expect(webhooks).toEqual([{ uid, trigger: 'BOOKING_CANCELLED', requestReschedule: true }]);
  expect(held).toHaveLength(1);
  expect(unheard.held).toEqual([]);
  expect(unheard.discrepancies).toContainEqual(
    expect.objectContaining({ appointmentId: held[0], bookingUid: uid, fields: ['status'] }),
  );
});

async function play(seed: number) {
  const world = await aWorld(seed, 20);
  const moves = [];
  for (let count = 0; count < MOVES; count++) moves.push(await makeMove(world));
  return { moves, truth: truthOf(world.question()) };
}

async function makeMove(world: RandomWorld, names?: readonly MoveName[]) {
  const { random, company, calcom, clock, requests } = world;
  clock.pass((1 + random.below(20)) * MINUTE);
  const move = pickMove({ random, company, calcom, now: clock.at }, names);
  if (!move) return { name: 'restore agreement' as const, seen: 'by change' as const, webhooks: [] };
  const webhooks = await move.apply();
  for (const { uid, requestReschedule } of webhooks) if (requestReschedule) requests.set(uid, clock.at);
  return { name: move.name, seen: move.seen, webhooks };
}

/** Three at one start are some milliseconds apart. */
function isNow({ clock }: RandomWorld, instant: Date | null): boolean {
  return instant !== null && clock.at - instant.getTime() < 10;
}
