/** What people ask for and what is done about it, step by step, without a daemon. */
import { deskPorts } from '../../src/cli/desk-ports.ts';
import { resolvePorts } from '../../src/cli/resolve-ports.ts';
import type { Card } from '../../src/domain/card.ts';
import { carryOut } from '../../src/resolve/carry-out.ts';
import type { ResolvePorts } from '../../src/resolve/ports.ts';
import type { Person } from '../../src/surfaces/desk.ts';
import { frontDesk } from '../../src/surfaces/front-desk.ts';
import { HOUR, type Salon } from './salon.ts';

export const admin: Person = { surface: 'slack', id: 'U1', name: 'Ada', admin: true };

const MINUTE = HOUR / 60;
const { signal } = new AbortController();

/** Three equal attempts, as the ladder makes them. */
export async function openIssues(salon: Salon): Promise<void> {
  for (const wait of [0, MINUTE, 5 * MINUTE]) {
    salon.clock.pass(wait);
    await salon.verify();
  }
}

/** Types a command into a chat. */
export async function ask(salon: Salon, words: string, person = admin): Promise<Card> {
  return frontDesk(deskPorts(salon.app, signal)).command(words, person);
}

/** Carries out everything that can go on now. */
export async function work(salon: Salon, changed: Partial<ResolvePorts> = {}): Promise<void> {
  const ports = { ...resolvePorts(salon.app), ...changed };
  for (
    let next = await ports.log.next(salon.clock.now());
    next;
    next = await ports.log.next(salon.clock.now())
  ) {
    await carryOut(next, ports, signal);
  }
}
