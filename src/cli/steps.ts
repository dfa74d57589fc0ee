/** The names of all steps, for whoever wants to try each of them. */
import { COMPOSE_STEPS, OUTBOX_STEPS, SURFACE_STEPS, TROUBLE_STEPS } from '../notify/deliver-steps.ts';
import { BOOKING_DESK_STEPS, LOOK_STEPS, RESOLUTION_STEPS } from '../resolve/carry-out-steps.ts';

const GROUPS = [
  OUTBOX_STEPS,
  SURFACE_STEPS,
  TROUBLE_STEPS,
  COMPOSE_STEPS,
  RESOLUTION_STEPS,
  BOOKING_DESK_STEPS,
  LOOK_STEPS,
] as const;

type ValuesOf<Group> = Group extends unknown ? Group[keyof Group] : never;

export type StepName = ValuesOf<(typeof GROUPS)[number]>;

export const STEPS: readonly StepName[] = GROUPS.flatMap((group) => Object.values(group) as StepName[]);
