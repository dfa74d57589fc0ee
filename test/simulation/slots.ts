/** When things start in a simulated company. */
import type { Random } from '../support/known-truth/random.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** In office hours, from five days ago to eighty days ahead; some want the same hour as everybody. */
export function aSlot(random: Random, now: number): number {
  return slotBetween(random, now, [-5, 80]);
}

/** The same, and still to come. */
export function aSlotAhead(random: Random, now: number): number {
  return slotBetween(random, now, [1, 80]);
}

/** Outside every window, and in both directions. */
export function aSlotOutside(random: Random, now: number): number {
  return slotBetween(random, now, random.pick([[-30, -10] as const, [120, 200] as const]));
}

export function aSlotFarAhead(random: Random, now: number): number {
  return slotBetween(random, now, [120, 200]);
}

function slotBetween(random: Random, now: number, [from, to]: readonly [number, number]): number {
  const midnight = now - (now % DAY);
  const favourite = midnight + (from < 5 && to > 5 ? 5 : from) * DAY + 10 * HOUR;
  if (random.once(8)) return favourite;
  return midnight + (from + random.below(to - from)) * DAY + 9 * HOUR + random.below(18) * 30 * MINUTE;
}
