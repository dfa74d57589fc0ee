/** People in front of a salon's Slack, who press what stands there, and what does not. */
import { readMessage } from '../../src/cli/demo/read-message.ts';
import type { Action } from '../../src/domain/offers.ts';
import type { Message } from '../../src/sandbox/slack/message.ts';
import { until } from './calsync-process.ts';
import { openReadingSalon, type ReadingSalon } from './reading-salon.ts';

export const ADA = 'U1';
/** No admin. */
export const GUS = 'U9';

/** With the admins named, whose ids are U1, U2, … */
export async function openPressingSalon(
  databaseUrl: string,
  admins: readonly string[] = ['Ada'],
  settings: Record<string, string> = {},
): Promise<ReadingSalon> {
  const ids = admins.map((_, at) => `U1${at === 0 ? '' : at}`);
  const salon = await openReadingSalon(databaseUrl, { SLACK_ADMIN_IDS: ids.join(), ...settings });
  for (const [at, id] of ids.entries())
    salon.slack.addUser({ id, name: `admin${at}`, realName: admins[at] ?? id });
  salon.slack.addUser({ id: GUS, name: 'gus', realName: 'Gus' });
  await until(() => salon.slack.connections > 0, 'the connection to Slack');
  return salon;
}

/** The Issue's card as it stands in the channel now. */
export function messageOf(salon: ReadingSalon, issueId: number): Message {
  const found = salon.slack
    .channel(salon.channelId)
    .messages.find(({ blocks }) => readMessage(blocks).lines[0]?.includes(`#${issueId}:`));
  if (!found) throw new Error(`Cannot find the card of issue #${issueId}`);
  return found;
}

export function textOf({ blocks }: Message): string {
  return readMessage(blocks).lines.join('\n');
}

/** Of the buttons that repair; in their order. */
export function offeredOn({ blocks }: Message): Action[] {
  return [...JSON.stringify(blocks).matchAll(/"action_id":"act:(\w+):/g)].map(
    ([, action]) => action as Action,
  );
}

/** Whether it stands there or not: then with an id as ours would be, bound to the facts that the card shows. */
export async function press(
  { slack }: ReadingSalon,
  { who, on, action }: { who: string; on: Message; action: Action },
): Promise<void> {
  const { id } = JSON.stringify(on.blocks).match(/"action_id":"act:\w+:(?<id>\d+:[\w-]+)"/)?.groups ?? {};
  if (!id) throw new Error(`Cannot find a button on "${textOf(on)}"`);
  const actionId = `act:${action}:${id}`;
  const element = { type: 'button', action_id: actionId, value: actionId };
  const forged = { type: 'actions', block_id: 'forged', elements: [element] };
  const ack = await slack.as(who).press({ ...on, blocks: [...on.blocks, forged] }, actionId);
  if (!ack.acknowledged || ack.late) throw new Error(`Cannot press "${action}": ${JSON.stringify(ack)}`);
}

/** All that a person was told in private; waits until it is so much. */
export function told({ slack, channelId }: ReadingSalon, who: string, count: number): Promise<string[]> {
  const heard = () =>
    slack
      .as(who)
      .messages(channelId)
      .filter(({ ephemeral }) => ephemeral)
      .map(textOf);
  return until(
    () => heard().length >= count && heard(),
    () => `${count} answers to ${who}: ${JSON.stringify(heard())}`,
  );
}
