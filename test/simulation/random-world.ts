/** A company and its Cal.com as they might be found on any day, with every kind of disagreement that has a name. */
import type { CalcomWorld } from '../../src/sandbox/calcom/world.ts';
import type { Random } from '../support/known-truth/random.ts';
import type { Company } from './company.ts';
import { addEventTypes, EVENT_TYPES } from './event-types.ts';
import { openHands } from './hands.ts';
import { chainScenes } from './scenes/chain-scenes.ts';
import { claimScenes } from './scenes/claim-scenes.ts';
import { plainScenes } from './scenes/plain-scenes.ts';
import type { Scene } from './scenes/scene.ts';
import { scopeScenes } from './scenes/scope-scenes.ts';
import { seatScenes } from './scenes/seat-scenes.ts';
import { seriesScenes } from './scenes/series-scenes.ts';
import { twinScenes } from './scenes/twin-scenes.ts';

export interface WorldPlan {
  readonly random: Random;
  readonly calcom: CalcomWorld;
  readonly company: Company;
  readonly now: number;
  /** About as many; left out, from 6 to 40. */
  readonly pairs?: number;
}

const SCENES: readonly Scene[] = [
  // Half of all are everyday ones.
  ...plainScenes,
  ...plainScenes,
  ...scopeScenes,
  ...chainScenes,
  ...claimScenes,
  ...twinScenes,
  ...seatScenes,
  ...seriesScenes,
];

export async function createRandomWorld(plan: WorldPlan): Promise<void> {
  const { random, calcom, company } = plan;
  const pairs = plan.pairs ?? 6 + random.below(35);
  const hands = openHands(plan);
  addEventTypes(calcom);
  let deck: Scene[] = [];
  for (let played = 0; Math.max(played, hands.rows.length) < pairs; played++) {
    if (deck.length === 0) deck = random.shuffle(SCENES);
    deck.pop()?.(hands);
  }
  calcom.deleteEventType(EVENT_TYPES.retired);
  for (const row of random.shuffle(hands.rows)) await company.put(row);
}
