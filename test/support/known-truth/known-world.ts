/** Worlds whose truth is known: built case by case from a seed, on both sides of a salon. */
import { MORNING, type Salon } from '../salon.ts';
import { chainCases } from './chains.ts';
import { claimCases } from './claims.ts';
import { nearTwinCases } from './near-twins.ts';
import { createRandom, type Random } from './random.ts';
import {
  DAY,
  EVENT_TYPES,
  FOREIGN_SEATS,
  openScene,
  type Scene,
  SEATS_ELSEWHERE,
  type Stage,
} from './scene.ts';
import { scopeAndWindowCases } from './scope-and-window.ts';
import { seatCases } from './seats.ts';
import { seriesCases } from './series.ts';
import { timesAndStatusCases } from './times-and-status.ts';
import type { Expected, Truth } from './truth.ts';
import { twinCases } from './twins.ts';
import { unknownStatusCases } from './unknown-status.ts';

export type Case = (scene: Scene) => Truth;

export interface KnownWorld {
  readonly discrepancies: readonly Expected[];
  readonly synced: number;
  /** The case that a row or a Booking belongs to. */
  ownerOf(found: Pick<Expected, 'appointmentId' | 'bookingUid'>): string;
}

export const CASES = {
  'times and status': timesAndStatusCases,
  'unknown statuses': unknownStatusCases,
  'scope and window': scopeAndWindowCases,
  'chains of reschedules': chainCases,
  'claims to one Booking': claimCases,
  twins: twinCases,
  'near-twins': nearTwinCases,
  series: seriesCases,
  seats: seatCases,
} satisfies Record<string, readonly Case[]>;

/** Plays the cases, each as often as the others, until there are so many Pairs. */
export function buildWorld(salon: Salon, seed: number, pairs: number): Promise<KnownWorld> {
  const random = createRandom(seed);
  const theatre = openTheatre(salon, random);
  let deck: Case[] = [];
  while (theatre.pairs() < pairs) {
    if (deck.length === 0) deck = random.shuffle(Object.values(CASES).flat());
    for (const play of deck.splice(0, 1)) theatre.play(play);
  }
  return theatre.close();
}

/** These cases alone, each so many times. */
export function buildWorldOf(salon: Salon, cases: readonly Case[], times: number): Promise<KnownWorld> {
  const theatre = openTheatre(salon, createRandom(cases.length));
  for (let time = 0; time < times; time++) for (const play of cases) theatre.play(play);
  return theatre.close();
}

function openTheatre(salon: Salon, random: Random) {
  const { world } = salon.calcom;
  const stage: Stage = { rows: [], owners: new Map(), serial: 0 };
  const discrepancies: Expected[] = [];
  let synced = 0;
  addEventTypes(salon);
  // What was done on Cal.com yesterday is no longer news.
  salon.clock.at = MORNING - DAY;
  return {
    pairs: () => synced + discrepancies.length,
    play: (play: Case) => {
      const truth = play(openScene(world, random, { stage, owner: play.name }));
      discrepancies.push(...(truth.discrepancies ?? []));
      synced += truth.synced ?? 0;
    },
    close: async (): Promise<KnownWorld> => {
      world.deleteEventType(EVENT_TYPES.retired);
      salon.clock.at = MORNING;
      await salon.enter(...random.shuffle(stage.rows));
      return { discrepancies, synced, ownerOf: (found) => ownerOf(stage, found) };
    },
  };
}

function addEventTypes({ calcom: { world } }: Salon): void {
  const { colour, weekly, retired, elsewhere } = EVENT_TYPES;
  world.addEventType({ id: colour });
  world.addEventType({ id: weekly, recurrence: { occurrences: 4 } });
  world.addEventType({ id: retired });
  world.addEventType({ id: elsewhere });
  world.addEventType({ id: FOREIGN_SEATS, lengthInMinutes: 60, seatsPerTimeSlot: 5, ownedByKey: false });
  world.addEventType({ id: SEATS_ELSEWHERE, lengthInMinutes: 60, seatsPerTimeSlot: 5 });
}

function ownerOf({ owners }: Stage, found: Pick<Expected, 'appointmentId' | 'bookingUid'>): string {
  return owners.get(found.appointmentId ?? '') ?? owners.get(found.bookingUid ?? '') ?? 'no case';
}
