/** A Slack for the bench with ten admins in front of it, as a process of its own, so that its work is not measured. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { systemClock } from '../../src/runtime/clock.ts';
import type { Ack } from '../../src/sandbox/slack/envelope.ts';
import type { Message } from '../../src/sandbox/slack/message.ts';
import { startSlack } from '../../src/sandbox/slack/start-slack.ts';

/** How the measured process finds it. */
export interface SlackAddress {
  readonly url: string;
  readonly botToken: string;
  readonly appToken: string;
  readonly channelId: string;
  /** The user group of the admins. */
  readonly adminsId: string;
  /** Where ten people are told to click: `POST /burst` answers what became of their clicks. */
  readonly peopleUrl: string;
}

const PEOPLE = 10;
/** Half of a burst is one card pressed by many, the other half are cards apart. */
const ON_ONE_CARD = 5;
const APART = 7;
const LABELS = ['Retry Verification', 'Mark as Resolved', 'Retry Verification', 'Details'];

// The time with its fractions: an acknowledgement is a matter of a few milliseconds.
const clock = { ...systemClock, now: () => performance.timeOrigin + performance.now() };
const slack = await startSlack({ clock });
const channelId = slack.addChannel({ name: 'appointments' }).id;
const users = Array.from({ length: PEOPLE }, (_, n) =>
  slack.addUser({ name: `admin.${n}`, realName: `Admin ${n}` }),
);
const adminsId = slack.addUserGroup({ handle: 'admins', users: users.map(({ id }) => id) }).id;
const people = users.map(({ id }) => slack.as(id));
let cards: readonly Message[] = [];
let bursts = 0;

const server = createServer((_, response) => {
  void burst().then((acks) => response.end(JSON.stringify(acks)));
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');
process.stdin.resume().once('end', () => {
  server.close();
  server.closeAllConnections();
  void slack[Symbol.asyncDispose]();
});
const { url, botToken, appToken } = slack;
const peopleUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
const address: SlackAddress = { url, botToken, appToken, channelId, adminsId, peopleUrl };
console.log(JSON.stringify(address));

/** All at once. Everybody has the cards as they were at first before their eyes: many come second. */
function burst(): Promise<Ack[]> {
  if (cards.length === 0) cards = slack.channel(channelId).messages.filter(hasButtons);
  const first = bursts++;
  return Promise.all(
    people.map((person, n) => {
      const card = cards[(n < ON_ONE_CARD ? first : first + APART * n) % cards.length];
      if (!card) throw new Error('Cannot click: there is no card');
      return person.press(card, LABELS[(first + n) % LABELS.length] ?? '');
    }),
  );
}

function hasButtons({ blocks }: Message): boolean {
  return blocks.some(({ type }) => type === 'actions');
}
