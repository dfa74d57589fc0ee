/** A pressed button: recorded first, acknowledged then, answered last. */
import {
  type AllMiddlewareArgs,
  type BlockAction,
  type BlockElementAction,
  type SlackActionMiddlewareArgs,
} from '@slack/bolt';
import type { CardAction } from '../../domain/card.ts';
import { parsePress, pressId, type Press } from '../../domain/press.ts';
import { newWindow, ONE_MOMENT, privateLine, READING, sameWindow, type Place } from './places.ts';
import { acknowledge, receive, type Reception, type Visit } from './reception.ts';
import { readEntered } from './render-fields.ts';
import { within } from './within.ts';

type PressArgs = SlackActionMiddlewareArgs<BlockAction> & AllMiddlewareArgs;

/** Slack waits three seconds; some of them go by on the way. */
const ACKNOWLEDGE_WITHIN_MS = 2_400;

/** For every button, whatever its id: old cards bear ids of old versions. */
export function handlePress(reception: Reception): (args: PressArgs) => Promise<void> {
  return async ({ ack, body, action, respond }) => {
    if (reception.seenBefore(keyOf(body, action))) return acknowledge(ack, reception.log);
    const id = idOf(action);
    const press = parsePress(id);
    const visit = visitOf(body, id, body.response_url ? respond : undefined);
    const place = placeOf(reception, visit, { press, body });
    const entered = readEntered(body.view?.state.values ?? body.state?.values);
    const answered = receive(reception, visit, (person) => {
      place.prepare(person);
      return reception.desk.press(id, person, entered);
    });
    try {
      if (!isQuestion(press)) await within(ACKNOWLEDGE_WITHIN_MS, answered, undefined);
    } finally {
      await acknowledge(ack, reception.log);
    }
    await place.show(await answered);
  };
}

/** Nothing has to be recorded first, and the answer may have to wait for Cal.com. */
function isQuestion(press: Press | undefined): boolean {
  return press?.kind === 'review' || press?.kind === 'open_issues';
}

/** The same button may stand in several places of one card, each with a name of its own. Nothing else of ours reports by itself. */
function idOf(action: BlockElementAction): string {
  return action.type === 'button' ? (action.value ?? action.action_id) : action.type;
}

function visitOf(body: BlockAction, asked: string, respond: Visit['respond']): Visit {
  const { user, team, channel, container, response_url: answerTo } = body;
  // A private answer stands wherever its command was typed.
  const isOpen = container['type'] === 'message' && container['is_ephemeral'] !== true;
  return {
    asker: { id: user.id, name: user.name ?? user.username },
    whence: {
      teamId: team?.id ?? user.team_id,
      openChannelId: isOpen ? (channel?.id ?? '') : undefined,
      answerTo: answerTo || undefined,
    },
    channelId: channel?.id,
    asked,
    respond,
  };
}

/** Windows answer in themselves; what there is much to read about opens one; everything else is a line. */
function placeOf(
  reception: Reception,
  visit: Visit,
  { press, body }: { press: Press | undefined; body: BlockAction },
): Place {
  const { view, trigger_id: triggerId } = body;
  const next = wayBack(press);
  if (view?.type === 'modal') {
    const waiting = isQuestion(press) ? { waiting: READING } : {};
    return sameWindow(reception, visit, { window: view, next, ...waiting });
  }
  if (press?.kind === 'review') return newWindow(reception, visit, { triggerId, waiting: READING });
  if (view) return newWindow(reception, visit, { triggerId, waiting: ONE_MOMENT, next });
  return privateLine(reception, visit);
}

/** From how an action began to how things stand by now. */
function wayBack(press: Press | undefined): CardAction[] {
  if (press?.kind !== 'act') return [];
  const id = pressId({ kind: 'review', issueId: press.issueId });
  return [{ id, label: 'Look again', style: 'plain', confirm: null }];
}

/** The same for each delivery of one press, and for no other. */
function keyOf({ user, container }: BlockAction, action: BlockElementAction): string {
  const where = container['message_ts'] ?? container['view_id'];
  return [user.id, action.action_id, String(where), action.action_ts].join(' ');
}
