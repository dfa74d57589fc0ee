/** A random world for tests: made without a server, asked as a Run would be. */
import { type CalcomWorld, createWorld } from '../../../src/sandbox/calcom/world.ts';
import { type Company, companyInMemory } from '../../simulation/company.ts';
import { SCOPE } from '../../simulation/event-types.ts';
import { createRandomWorld } from '../../simulation/random-world.ts';
import { DAY, MINUTE } from '../../simulation/slots.ts';
import type { Question } from '../../simulation/truth/question.ts';
import { createRandom, type Random } from '../../support/known-truth/random.ts';
import { MORNING, type SalonClock, salonClock } from '../../support/salon.ts';

export interface RandomWorld {
  readonly random: Random;
  readonly clock: SalonClock;
  readonly calcom: CalcomWorld;
  readonly company: Company;
  readonly requests: Map<string, number>;
  question(): Question;
}

export async function aWorld(seed: number, pairs?: number): Promise<RandomWorld> {
  const clock = salonClock(MORNING);
  const { world: calcom } = createWorld({ clock, ownerEmail: 'ana@clinic.example', seed });
  const [random, company, requests] = [createRandom(seed), companyInMemory(), new Map<string, number>()];
  await createRandomWorld({ random, calcom, company, now: clock.at, ...(pairs !== undefined && { pairs }) });
  return {
    random,
    clock,
    calcom,
    company,
    requests,
    question: () => ({
      rows: [...company.rows.values()],
      bookings: calcom.all(),
      scope: SCOPE,
      eventTypes: calcom.eventTypes(),
      window: { from: clock.at - 7 * DAY, to: clock.at + 90 * DAY },
      toleranceMs: MINUTE,
      now: clock.at,
      rescheduleRequests: requests,
      rebookGraceMs: DAY,
    }),
  };
}
