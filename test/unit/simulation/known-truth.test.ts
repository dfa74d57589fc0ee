import { describe, expect, test } from 'vitest';
import { createWorld, type CalcomWorld } from '../../../src/sandbox/calcom/world.ts';
import type { Row } from '../../simulation/company.ts';
import { truthOf, type TrueDiscrepancy } from '../../simulation/truth.ts';
import { type Case, CASES } from '../../support/known-truth/known-world.ts';
import { createRandom } from '../../support/known-truth/random.ts';
import {
  DAY,
  EVENT_TYPES,
  FOREIGN_SEATS,
  MINUTE,
  openScene,
  SCOPE,
  SEATS_ELSEWHERE,
  type Stage,
} from '../../support/known-truth/scene.ts';
import type { Expected } from '../../support/known-truth/truth.ts';
import { HOUR, MORNING, type RowSeed, salonClock } from '../../support/salon.ts';

const ALL = Object.values(CASES).flat() as Case[];

describe('the truth told of a known case', () => {
  test.for(ALL.map((play) => ({ name: play.name, play })))('is its own: $name', ({ play }) => {
    for (let seed = 0; seed < 30; seed++) expectTruth([play], seed);
  });

  test.for([1, 2, 3])('is its own among all others, with the seed %i', (seed) => {
    expectTruth([...ALL, ...ALL], seed);
  });
});

function expectTruth(cases: readonly Case[], seed: number): void {
  const clock = salonClock(MORNING - DAY);
  const { world } = createWorld({ clock, ownerEmail: 'ana@clinic.example', seed });
  addEventTypes(world);
  const random = createRandom(seed);
  const stage: Stage = { rows: [], owners: new Map(), serial: 0 };
  const truths = random
    .shuffle(cases)
    .map((play) => play(openScene(world, random, { stage, owner: play.name })));
  world.deleteEventType(EVENT_TYPES.retired);

  const told = truthOf({
    rows: random.shuffle(stage.rows).map(rowOf),
    bookings: world.all(),
    scope: new Set(SCOPE.split(',').map(Number)),
    eventTypes: world.eventTypes(),
    window: { from: MORNING - 7 * DAY, to: MORNING + 90 * DAY },
    toleranceMs: MINUTE,
    now: MORNING,
    rescheduleRequests: new Map(),
    rebookGraceMs: DAY,
  });

  const expected = truths.flatMap(({ discrepancies = [] }) => discrepancies);
  expect(lines(told.discrepancies, stage)).toEqual(lines(expected, stage));
  expect(told.inSync).toHaveLength(truths.reduce((sum, { synced = 0 }) => sum + synced, 0));
  expect(told.held).toEqual([]);
}

function addEventTypes(world: CalcomWorld): void {
  const { haircut, seats, colour, weekly, retired, elsewhere } = EVENT_TYPES;
  for (const id of [haircut, colour, retired, elsewhere]) world.addEventType({ id });
  world.addEventType({ id: weekly, recurrence: { occurrences: 4 } });
  for (const id of [seats, FOREIGN_SEATS, SEATS_ELSEWHERE])
    world.addEventType({ id, lengthInMinutes: 60, seatsPerTimeSlot: 5, ownedByKey: id !== FOREIGN_SEATS });
}

/** As the salon enters it. */
function rowOf(seed: RowSeed): Row {
  const nothing = {
    name: null,
    email: null,
    phone: null,
    service: null,
    eventTypeId: null,
    bookingUid: null,
  };
  const usual = { status: 'scheduled', endsAt: seed.startsAt + HOUR / 2, createdAt: MORNING - DAY };
  return { ...nothing, ...usual, ...seed };
}

function lines(found: readonly (TrueDiscrepancy | Expected)[], { owners }: Stage): string[] {
  return found
    .map((one) => {
      const owner = owners.get(one.appointmentId ?? '') ?? owners.get(one.bookingUid ?? '');
      const { code, appointmentId, bookingUid, seatUid, fields, candidateBookingUid } = one;
      return JSON.stringify([owner, code, appointmentId, bookingUid, seatUid, fields, candidateBookingUid]);
    })
    .toSorted();
}
