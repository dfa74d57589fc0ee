/** What people ask for and what is done about it, step by step, without a daemon. */
import { composeTelling } from '../../src/cli/compose-telling.ts';
import { deskPorts } from '../../src/cli/desk-ports.ts';
import { resolvePorts } from '../../src/cli/resolve-ports.ts';
import type { Card } from '../../src/domain/card.ts';
import { carryOut } from '../../src/resolve/carry-out.ts';
import type { ResolvePorts } from '../../src/resolve/ports.ts';
import { NOTHING_ENTERED, type Entered, type Person } from '../../src/surfaces/desk.ts';
import { frontDesk } from '../../src/surfaces/front-desk.ts';
import { renderCard } from '../../src/surfaces/terminal/render-card.ts';
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

/** Presses a button of a card, by its label or by the whole id of its action. */
export async function press(
  salon: Salon,
  button: string | { readonly card: Card; readonly label: string },
  { person = admin, entered = NOTHING_ENTERED }: { person?: Person; entered?: Entered } = {},
): Promise<Card> {
  const id = typeof button === 'string' ? button : idOf(button.card, button.label);
  return frontDesk(deskPorts(salon.app, signal)).press(id, person, entered);
}

function idOf({ title, actions = [], sections }: Card, label: string): string {
  const inLines = sections.flatMap((section) => (section.kind === 'items' ? section.items : []));
  const all = [...actions, ...inLines.flatMap((item) => item.actions)];
  const found = all.find((action) => action.label === label);
  if (!found) throw new Error(`Cannot find "${label}" on "${title}": ${all.map((one) => one.label).join()}`);
  return found.id;
}

/** The card of an Issue, as the channel sees it now. */
export async function cardOf(salon: Salon, issueId: number): Promise<Card> {
  const telling = await composeTelling(salon.app, { kind: 'issue', id: issueId }, signal);
  if (!telling) throw new Error(`Cannot find issue #${issueId}`);
  return telling.card;
}

/** The card of the latest summary, as the channel sees it now. */
export async function summaryOf(salon: Salon): Promise<Card> {
  const [latest] = await salon.sql<{ id: number }>(
    `select max(id) as id from calsync.bulletin where kind = 'new_issues'`,
  );
  const telling = await composeTelling(salon.app, { kind: 'bulletin', id: latest?.id ?? 0 }, signal);
  if (!telling) throw new Error('Cannot find a summary');
  return telling.card;
}

/** Everything that a card says, in lines. */
export function textOf(card: Card): string {
  return renderCard(card, { rich: false, width: 400 });
}
