/** A person at the keyboard: reads, clicks, types commands, fills in modals. */
import { addMessage } from './add-message.ts';
import { choose, type Clickable, type Person, press } from './click.ts';
import type { Ack } from './envelope.ts';
import { fill } from './fill.ts';
import { findButton, findMenu } from './find-element.ts';
import { type Block, type Message, readMessages } from './message.ts';
import { openModal, type OpenModal } from './open-modal.ts';
import { homeOpened, slashCommand } from './payloads.ts';
import { respond } from './respond.ts';
import { topView } from './view-stack.ts';
import type { StoredChannel } from './workspace.ts';

/** An App Home. */
export interface View {
  readonly id: string;
  readonly blocks: Block[];
}

export interface PressOptions {
  /** Whether to say yes in the dialog, if the button has one. */
  confirm?: boolean;
}

export interface Human {
  /** Oldest first, with what only this person sees. */
  messages(channelId: string): Message[];
  press(on: Clickable, buttonTextOrActionId: string, options?: PressOptions): Promise<Ack>;
  choose(on: Clickable, actionIdOrPlaceholder: string, optionTextOrValue: string): Promise<Ack>;
  /** Fills in an input block, by its id or label; the app is told with the next click. */
  fill(on: Clickable, blockIdOrLabel: string, value: string | readonly string[]): void;
  /** `/calsync status`, typed into a channel. */
  command(text: string, channelId: string): Promise<Ack>;
  /** Writes into a channel, of which the app is told nothing. */
  say(text: string, channelId: string): Message;
  /** The one on top. */
  modal(): OpenModal | undefined;
  home(): View | undefined;
  openHome(): Promise<Ack>;
}

export function createHuman(person: Person): Human {
  const { workspace, hub, userId } = person;
  return {
    messages: (channelId) => readMessages(channelOf(person, channelId).messages, userId),
    press: (on, name, { confirm = true } = {}) =>
      attempt(() => press(person, { on, found: findButton(on.blocks, name) }, confirm)),
    choose: (on, name, option) =>
      attempt(() => choose(person, { on, found: findMenu(on.blocks, name) }, option)),
    fill: (on, name, value) => fill(person, on, { name, value }),
    command: (text, channelId) => command(person, text, channelId),
    say: (text, channelId) => say(person, text, channelId),
    modal() {
      const view = topView(workspace, userId);
      return view && openModal(person, view);
    },
    home: () => home(person),
    openHome() {
      const view = workspace.views.get(workspace.homes.get(userId) ?? '');
      return hub.deliver(homeOpened(workspace, userId, view));
    },
  };
}

/** What cannot be clicked rejects like everything else that goes wrong on the way. */
async function attempt(act: () => Promise<Ack>): Promise<Ack> {
  return await act();
}

async function command({ workspace, hub, userId }: Person, text: string, channelId: string): Promise<Ack> {
  const origin = { userId, channelId, messageTs: undefined };
  const ack = await hub.deliver(slashCommand(workspace, text, origin));
  // After three seconds Slack has told the person that the command failed, and drops the answer.
  if (!ack.body || ack.late) return ack;
  const refusal = respond(workspace, origin, ack.body);
  if (refusal) throw new Error(`Cannot show the answer to "${text}": ${JSON.stringify(refusal)}`);
  return ack;
}

function say(person: Person, text: string, channelId: string): Message {
  const channel = channelOf(person, channelId);
  const { ts } = addMessage(person.workspace, channel, { text, userId: person.userId });
  const found = readMessages(channel.messages, person.userId).find((message) => message.ts === ts);
  if (!found) throw new Error(`Cannot read the message "${ts}" that was just written`);
  return found;
}

function home({ workspace, userId }: Person): View | undefined {
  const view = workspace.views.get(workspace.homes.get(userId) ?? '');
  return view && { id: view.id, blocks: structuredClone(view.blocks) };
}

function channelOf({ workspace }: Person, channelId: string): StoredChannel {
  const channel = workspace.channels.get(channelId);
  if (channel) return channel;
  throw new Error(`Cannot find the channel "${channelId}"`);
}
