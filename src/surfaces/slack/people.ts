/** Who asks: their name as others see it, and whether they are an admin, looked up within the time that a click has. */
import { type webApi } from '@slack/bolt';
import type { Clock } from '../../runtime/clock.ts';
import type { Person } from '../desk.ts';
import type { Admins } from './admins.ts';
import { oneLine } from './text.ts';
import { within } from './within.ts';

export interface PeopleParts {
  readonly client: webApi.WebClient;
  readonly admins: Admins;
  readonly clock: Clock;
}

/** A person as the event names them. */
export interface Asker {
  readonly id: string;
  readonly name: string;
}

export interface People {
  /** Never throws: who cannot be looked up is no admin, and is called as the event calls them. */
  readonly personOf: (asker: Asker) => Promise<Person>;
  /** Looks up those who may act before they click. Never throws. */
  readonly meetAdmins: () => Promise<void>;
}

/** A click is acknowledged soon after, whatever is still being looked up. */
const LOOK_UP_MS = 2_000;
const NAME_FRESH_MS = 60 * 60_000;
const NAME = 80;
/** So many are met: Slack allows about a hundred such calls a minute. */
const MOST_MET = 50;

export function slackPeople({ client, admins, clock }: PeopleParts): People {
  const names = new Map<string, { at: number; name: string }>();
  return { personOf, meetAdmins };

  async function personOf({ id, name }: Asker): Promise<Person> {
    const [admin, realName] = await Promise.all([
      within(LOOK_UP_MS, admins.isAdmin(id), false),
      within(LOOK_UP_MS, nameOf(id), undefined),
    ]);
    return { surface: 'slack', id, name: oneLine(realName ?? name, NAME), admin };
  }

  async function meetAdmins(): Promise<void> {
    for (const id of (await admins.all()).slice(0, MOST_MET)) await nameOf(id).catch(() => undefined);
  }

  async function nameOf(id: string): Promise<string | undefined> {
    const known = names.get(id);
    if (known && clock.now() - known.at < NAME_FRESH_MS) return known.name;
    const { user } = await client.users.info({ user: id });
    const name = user?.real_name || user?.name;
    if (name) names.set(id, { at: clock.now(), name });
    return name;
  }
}
