/** A salon with something to guard, and people of every kind before its Slack, some of whom forge what they send. */
import type { Clickable } from '../../src/sandbox/slack/click.ts';
import type { OpenModal } from '../../src/sandbox/slack/open-modal.ts';
import { asRecord, asText, type Json } from '../../src/sandbox/slack/json.ts';
import type { Block, Message } from '../../src/sandbox/slack/message.ts';
import { readMessage } from '../../src/cli/demo/read-message.ts';
import { vi } from 'vitest';
import { until } from './calsync-process.ts';
import { climbToTheEnd, fill } from './crowd.ts';
import { openReadingSalon, type ReadingSalon } from './reading-salon.ts';
import { ask } from './repairs.ts';
import { HOUR, MORNING } from './salon.ts';

/** Who is before Slack, by what makes them what they are. */
export const PEOPLE = {
  adminById: 'U0ADA',
  adminByGroup: 'U0GRETA',
  member: 'U0MAX',
  removedFromGroup: 'U0REMO',
  guest: 'U0GUEST',
} as const;

export type Role = keyof typeof PEOPLE;

const GROUP = 'S0DESK';
const OTHER_TEAM = 'T0OTHER';
const DAY = 24 * HOUR;
/** Longer than who is in a group is remembered, and than refusals are kept apart. */
const A_MINUTE_AGO = 61_000;

/** What only admins may see, of each customer. */
export const CUSTOMERS_DATA = ['Anna Schmidt', 'anna@example.com', '2345678'];

export interface GuardedSalon extends ReadingSalon {
  /** Two of Anna's appointments are not in Cal.com, and have cards. */
  readonly issues: readonly [ShownIssue, ShownIssue];
  /** One of the twelve that the summary counts. */
  readonly countedId: number;
  readonly summaryId: number;
  /** Tells of a pause that is over. */
  readonly pauseId: number;
  /** A button with this id, on the card of an Issue. */
  press(role: Role, actionId: string): Promise<string>;
  type(role: Role, text: string): Promise<string>;
  /** The review of an Issue, filled in. */
  openReview(role: Role, issueId: number): Promise<OpenModal>;
  /** What the app is told of this person is changed so, until it is told otherwise. */
  forge(role: Role, change: (payload: Json) => Json): void;
  /** All that this person has before their eyes, besides the channel. */
  seenBy(role: Role): string;
  /** Both sides, and all that calsync keeps but the audit. */
  everything(): Promise<string>;
  refusals(role: Role): Promise<Refusal[]>;
  /** Longer than refusals of the same kind are kept apart. */
  later(): void;
}

export interface ShownIssue {
  readonly id: number;
  readonly factsHash: string;
}

export interface Refusal {
  readonly issue: number | null;
  readonly detail: string;
}

export async function openGuardedSalon(databaseUrl: string): Promise<GuardedSalon> {
  await using opening = new AsyncDisposableStack();
  const adminIds = `${PEOPLE.adminById},${GROUP}`;
  const salon = opening.use(await openReadingSalon(databaseUrl, { SLACK_ADMIN_IDS: adminIds }));
  const forgeries = openWorkspace(salon);
  await until(() => salon.slack.connections > 0, 'the connection to Slack');
  const ids = await fillWithIssues(salon);
  const guarded = { ...salon, ...ids, ...seeing(salon), ...acting(salon, forgeries) };
  await removeFromGroup(guarded);
  const parts = opening.move();
  return { ...guarded, [Symbol.asyncDispose]: () => parts.disposeAsync() };
}

type Forgeries = Map<string, (payload: Json) => Json>;

function openWorkspace({ slack }: ReadingSalon): Forgeries {
  for (const [name, id] of Object.entries(PEOPLE)) slack.addUser({ id, name });
  slack.addUserGroup({ id: GROUP, handle: 'desk', users: [PEOPLE.adminByGroup, PEOPLE.removedFromGroup] });
  const forgeries: Forgeries = new Map([[PEOPLE.guest, fromOtherTeam]]);
  slack.tamper((payload) => forgeries.get(userOf(payload))?.(payload) ?? payload);
  return forgeries;
}

function userOf({ user, user_id: id, event }: Json): string {
  return asText(asRecord(user)['id']) || asText(id) || asText(asRecord(event)['user']);
}

export function fromOtherTeam(payload: Json): Json {
  const team = payload['team'] === undefined ? {} : { team: { id: OTHER_TEAM, domain: 'elsewhere' } };
  return { ...payload, ...team, team_id: OTHER_TEAM };
}

type Numbers = Pick<GuardedSalon, 'issues' | 'countedId' | 'summaryId' | 'pauseId'>;

/** Two of Anna's without a booking, which have cards, and twelve that a summary counts. */
async function fillWithIssues(salon: ReadingSalon): Promise<Numbers> {
  const anna = { name: 'Anna Schmidt', email: 'anna@example.com', phone: '+49 151 2345678', eventTypeId: 10 };
  await fill(salon, { visits: 24, wrong: 12, from: 5 * DAY });
  for (const n of [1, 2]) await salon.enter({ id: `anna-${n}`, startsAt: MORNING + (5 + n) * HOUR, ...anna });
  await salon.verify();
  await climbToTheEnd(salon);
  await ask(salon, 'pause 1h stocktaking');
  await ask(salon, 'resume');
  await salon.tell();
  return readNumbers(salon);
}

async function readNumbers({ sql }: ReadingSalon): Promise<Numbers> {
  const all = await sql<ShownIssue & { announced: string }>(
    'select id, facts_hash as "factsHash", announced from calsync.issue order by id',
  );
  const [first, second] = all.filter(({ announced }) => announced === 'card');
  const counted = all.find(({ announced }) => announced === 'summary');
  const told = await sql<{ id: number; kind: string }>('select id, kind from calsync.bulletin');
  const summary = told.find(({ kind }) => kind === 'new_issues');
  const pause = told.find(({ kind }) => kind === 'paused');
  if (!first || !second || !counted || !summary || !pause)
    throw new Error(`Cannot guard ${JSON.stringify([all, told])}`);
  return { issues: [first, second], countedId: counted.id, summaryId: summary.id, pauseId: pause.id };
}

/** Who was an admin, as they have seen, and is none any more since a minute ago. */
async function removeFromGroup(salon: Pick<GuardedSalon, 'slack' | 'type' | 'clock'>): Promise<void> {
  const answer = await salon.type('removedFromGroup', 'audit');
  if (!answer.includes('resume')) throw new Error(`Cannot see the audit as an admin: ${answer}`);
  regroup(salon, [PEOPLE.adminByGroup]);
}

/** From now on these are in the group, and a minute goes by. */
export function regroup({ slack, clock }: Pick<GuardedSalon, 'slack' | 'clock'>, users: string[]): void {
  slack.addUserGroup({ id: GROUP, handle: 'desk', users });
  clock.pass(A_MINUTE_AGO);
}

function seeing(salon: ReadingSalon): Pick<GuardedSalon, 'seenBy' | 'everything' | 'refusals' | 'later'> {
  const { sql, slack, channelId, calcom, clock } = salon;
  return {
    seenBy(role) {
      const human = slack.as(PEOPLE[role]);
      const lines = human.messages(channelId).filter(({ ephemeral }) => ephemeral);
      return JSON.stringify([lines, human.modal()?.blocks, human.home()?.blocks]);
    },
    async everything() {
      const writes = calcom.requests.filter(({ method }) => method !== 'GET');
      return JSON.stringify([calcom.world.all(), writes.length, await allTables(sql)]);
    },
    refusals: (role) =>
      sql<Refusal>(
        `select issue_id as issue, detail from calsync.audit where action = 'refused' and actor = ? order by id`,
        [PEOPLE[role]],
      ),
    later: () => clock.pass(A_MINUTE_AGO),
  };
}

async function allTables(sql: ReadingSalon['sql']): Promise<object[]> {
  const tables = await sql<{ name: string }>(
    `select table_name as name from information_schema.tables
     where table_schema = 'calsync' and table_name <> 'audit' order by 1`,
  );
  const each = tables.map(
    ({ name }) =>
      `select '${name}' as name, jsonb_agg(to_jsonb(t) order by t::text) as rows from calsync."${name}" t`,
  );
  return sql(each.join(' union all '));
}

function acting(
  salon: ReadingSalon,
  forgeries: Forgeries,
): Pick<GuardedSalon, 'press' | 'type' | 'openReview' | 'forge'> {
  const { slack, channelId } = salon;
  return {
    press(role, actionId) {
      const human = slack.as(PEOPLE[role]);
      return answerTo(salon, role, () => human.press(withButton(cardOn(salon), actionId), FORGED));
    },
    type(role, text) {
      const human = slack.as(PEOPLE[role]);
      return answerTo(salon, role, () => human.command(`/calsync ${text}`, channelId));
    },
    async openReview(role, issueId) {
      const human = slack.as(PEOPLE[role]);
      await human.press(withButton(cardOn(salon), `review:${issueId}`), FORGED);
      const filledIn = () => JSON.stringify(human.modal()?.blocks ?? []).includes('Resolution Options');
      await promptly(filledIn);
      const window = human.modal();
      if (!window) throw new Error(`Cannot see the review of issue #${issueId}`);
      return window;
    },
    forge: (role, change) => void forgeries.set(PEOPLE[role], change),
  };
}

/** What stands on it. */
export const FORGED = 'A forged button';

function cardOn({ slack, channelId }: ReadingSalon): Message {
  const [card] = slack.channel(channelId).messages;
  if (!card) throw new Error('Cannot find a card');
  return card;
}

/** The same message, with a button of somebody else's making. */
export function withButton<On extends Clickable>(on: On, actionId: string): On {
  const button = { type: 'button', action_id: actionId || 'none', value: actionId, text: { text: FORGED } };
  const block: Block = { type: 'actions', block_id: 'forged', elements: [button] };
  return { ...on, blocks: [block] };
}

/** Waits until they are acknowledged and answered, in a line or in a window; answers what it says. */
async function answerTo(
  { slack, channelId }: ReadingSalon,
  role: Role,
  act: () => Promise<{ acknowledged: boolean }>,
): Promise<string> {
  const human = slack.as(PEOPLE[role]);
  const answers = () => [
    ...human.messages(channelId).filter(({ ephemeral }) => ephemeral),
    ...[human.modal()].flatMap((modal) => modal ?? []),
  ];
  const before = JSON.stringify(answers());
  const { acknowledged } = await act();
  if (!acknowledged) throw new Error(`Cannot act as ${role}: it was not acknowledged`);
  await promptly(() => JSON.stringify(answers()) !== before);
  const last = () => readMessage(answers().at(-1)?.blocks ?? []).lines.join('\n');
  await promptly(() => !last().includes('Reading both sides'));
  const text = last();
  await human.modal()?.close();
  return text;
}

/** Asked often: there are hundreds of answers to wait for. */
function promptly(isThere: () => boolean): Promise<unknown> {
  return vi.waitUntil(isThere, { timeout: 30_000, interval: 4 });
}
