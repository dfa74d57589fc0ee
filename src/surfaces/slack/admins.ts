/** Who may act: the configured people, and the members of the configured user groups. */
import { type webApi } from '@slack/bolt';
import type { Clock } from '../../runtime/clock.ts';
import type { Log } from '../../runtime/logger.ts';
import { surfaceError } from './slack-errors.ts';

export interface Admins {
  /** False as well when Slack does not tell who is in a group. */
  isAdmin(userId: string): Promise<boolean>;
  /** Everybody of whom Slack tells. */
  all(): Promise<string[]>;
}

export interface AdminsParts {
  readonly client: webApi.WebClient;
  /** Ids of people (U…, W…) and of user groups (S…). */
  readonly adminIds: readonly string[];
  readonly clock: Clock;
  readonly log: Log;
}

type Members = () => Promise<ReadonlySet<string>>;

const FRESH_MS = 60_000;
const COMPLAIN_EVERY_MS = 60_000;

export function slackAdmins({ client, adminIds, clock, log }: AdminsParts): Admins {
  let complainedAt = Number.NEGATIVE_INFINITY;
  const groups = adminIds.filter((id) => id.startsWith('S')).map((id) => fresh(client, id, clock));
  const people = new Set(adminIds);
  return { isAdmin, all };

  async function isAdmin(userId: string): Promise<boolean> {
    if (people.has(userId)) return true;
    const isMember = await Promise.all(groups.map(async (members) => (await known(members)).has(userId)));
    return isMember.includes(true);
  }

  async function all(): Promise<string[]> {
    const members = await Promise.all(groups.map(known));
    return [...adminIds.filter((id) => !id.startsWith('S')), ...members.flatMap((ids) => [...ids])];
  }

  async function known(members: Members): Promise<ReadonlySet<string>> {
    try {
      return await members();
    } catch (error) {
      complain(surfaceError(error, 'read who is in a user group of SLACK_ADMIN_IDS').message);
      return new Set();
    }
  }

  function complain(why: string): void {
    if (clock.now() - complainedAt < COMPLAIN_EVERY_MS) return;
    complainedAt = clock.now();
    log('warn', 'slack admins unknown', { why });
  }
}

/** Asked at most once a minute, and once for all who wait; a failure is asked again. */
function fresh(client: webApi.WebClient, groupId: string, clock: Clock): Members {
  let asked: { at: number; members: Promise<ReadonlySet<string>> } | undefined;
  return () => {
    if (asked && clock.now() - asked.at < FRESH_MS) return asked.members;
    const mine = { at: clock.now(), members: membersOf(client, groupId) };
    asked = mine;
    mine.members.catch(() => {
      if (asked === mine) asked = undefined;
    });
    return mine.members;
  };
}

async function membersOf(client: webApi.WebClient, groupId: string): Promise<ReadonlySet<string>> {
  const { users = [] } = await client.usergroups.users.list({ usergroup: groupId });
  return new Set(users);
}
