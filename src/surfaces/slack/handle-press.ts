/** A pressed button: recorded first, acknowledged then, answered last. */
import {
  type AllMiddlewareArgs,
  type BlockAction,
  type BlockElementAction,
  type SlackActionMiddlewareArgs,
} from '@slack/bolt';
import { parsePress } from '../../domain/press.ts';
import { acknowledge, answer, receive, type Reception, type Visit } from './reception.ts';
import { within } from './within.ts';

type PressArgs = SlackActionMiddlewareArgs<BlockAction> & AllMiddlewareArgs;

/** Slack waits three seconds; some of them go by on the way. */
const ACKNOWLEDGE_WITHIN_MS = 2_400;

/** For every button, whatever its id: old cards bear ids of old versions. */
export function handlePress(reception: Reception): (args: PressArgs) => Promise<void> {
  return async ({ ack, body, action, respond }) => {
    const isNew = action.type === 'button' && !reception.seenBefore(keyOf(body, action));
    const visit: Visit = {
      asker: { id: body.user.id, name: body.user.name ?? body.user.username },
      teamId: body.team?.id ?? body.user.team_id,
      channelId: body.channel?.id,
      respond,
    };
    const answered = isNew
      ? receive(reception, visit, (person) => reception.desk.press(action.action_id, person))
      : undefined;
    try {
      if (answered && !isQuestion(action)) await within(ACKNOWLEDGE_WITHIN_MS, answered, undefined);
    } finally {
      await acknowledge(ack, reception.log);
    }
    if (answered) await answer(reception, visit, await answered);
  };
}

/** Nothing has to be recorded first, and the answer may have to wait for Cal.com. */
function isQuestion({ action_id: id }: BlockElementAction): boolean {
  return parsePress(id)?.kind === 'review';
}

/** The same for each delivery of one press, and for no other. */
function keyOf({ user, container }: BlockAction, action: BlockElementAction): string {
  return [user.id, action.action_id, String(container['message_ts']), action.action_ts].join(' ');
}
