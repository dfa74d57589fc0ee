/** A click on a button or a choice from a menu, in a message, a modal or an App Home. */
import type { Ack } from './envelope.ts';
import { NOTHING_SENT } from './envelope.ts';
import { stateOf } from './fill.ts';
import type { FoundElement } from './find-element.ts';
import { asRecord, asText, type Json } from './json.ts';
import type { Block, StoredMessage } from './message.ts';
import { actionInMessage, actionInView } from './payloads.ts';
import type { SocketHub } from './socket-hub.ts';
import { valueFor } from './view-state.ts';
import type { Workspace } from './workspace.ts';

/** A message, a modal or an App Home, as somebody has it before their eyes. */
export type Clickable = { blocks: Block[] } & ({ channelId: string; ts: string } | { id: string });

export interface Person {
  workspace: Workspace;
  hub: SocketHub;
  userId: string;
}

interface Click {
  on: Clickable;
  found: FoundElement;
}

export function press(person: Person, click: Click, confirm: boolean): Promise<Ack> {
  const { element } = click.found;
  if (element['confirm'] !== undefined) {
    const { title, text } = asRecord(element['confirm']);
    if ([title, text].some((each) => asText(asRecord(each)['text']) === ''))
      throw new Error(`Cannot confirm "${asText(element['action_id'])}": its dialog says nothing`);
    if (!confirm) return Promise.resolve(NOTHING_SENT);
  }
  const { type, text, value, style, url, confirm: dialog } = element;
  const rest = { text, value, style, url, confirm: dialog };
  return send(person, click, { type, ...rest });
}

export function choose(person: Person, click: Click, option: string): Promise<Ack> {
  const { element, blockId } = click.found;
  const value = valueFor(element, option);
  const { placeholder } = element;
  if ('id' in click.on) {
    const state = person.workspace.views.get(click.on.id)?.state[blockId];
    if (state) state[asText(element['action_id'])] = value;
  }
  return send(person, click, { ...value, placeholder });
}

function send({ workspace, hub, userId }: Person, { on, found }: Click, did: Json): Promise<Ack> {
  const actionId = asText(found.element['action_id']);
  const action = { ...did, action_id: actionId, block_id: found.blockId, action_ts: workspace.newTs() };
  if ('id' in on) {
    const view = workspace.views.get(on.id);
    if (!view) throw new Error(`Cannot click in the view "${on.id}": it is not there`);
    return hub.deliver(actionInView(workspace, view, action));
  }
  const message = findMessage(workspace, on);
  const state = structuredClone(stateOf({ workspace, hub, userId }, on));
  const own = state[found.blockId]?.[actionId];
  if (own) Object.assign(own, did);
  return hub.deliver(actionInMessage(workspace, message, { userId, action, state }));
}

/** The click of a person who looks at an old state of the message arrives all the same. */
function findMessage(workspace: Workspace, on: { channelId: string; ts: string }): StoredMessage {
  const messages = workspace.channels.get(on.channelId)?.messages ?? [];
  const found = messages.find(({ ts, deleted }) => ts === on.ts && !deleted);
  if (found) return found;
  throw new Error(`Cannot click on the message "${on.ts}": it is not there any more`);
}
