/** The demo on a terminal: the reader is an admin, and sees the cards change. */
import { once } from 'node:events';
import { clearLine, createInterface, cursorTo } from 'node:readline';
import { parseCommand } from '../../domain/parse-command.ts';
import { splitWords } from '../../surfaces/split-words.ts';
import type { CommandContext } from '../command-context.ts';
import { typeCommand, type Chat } from './act-on-stage.ts';
import type { Stage } from './open-stage.ts';
import type { Say } from './script.ts';
import { watchCards, wholeCards } from './watch-cards.ts';

const HELP = [
  'You are Ada, an admin on Slack. Type as you would there, with or without "/calsync":',
  '  status · issues · review 3 · create 3 · cancel 5 · use 7 calcom · link 9 · resolve 5 · verify --full · help',
  'and as the one who pulls the strings:',
  '  cards 3 · take cal.com down · bring cal.com back · take slack down · bring slack back · quit',
];

/** Until the reader leaves; what happens in the channels is told above the line that is being typed. */
export async function runShell(
  stage: Stage,
  { stdin, stdout, signal, clock }: CommandContext,
): Promise<void> {
  const lines = createInterface({ input: stdin, output: stdout, prompt: 'calsync> ' });
  const over = new AbortController();
  const say: Say = (line) => {
    if (over.signal.aborted) return;
    cursorTo(stdout, 0);
    clearLine(stdout, 0);
    stdout.write(`${line}\n`);
    lines.prompt(true);
  };
  for (const line of HELP) say(line);
  const seat: Seat = { chat: 'Slack' };
  signal.addEventListener('abort', () => lines.close(), { once: true });
  const watching = watchCards(stage, clock, { signal: over.signal, say, width: stdout.columns });
  lines.on('line', (line) => void takeLine(line));
  lines.on('error', () => undefined);
  lines.prompt();
  // A terminal that is closed takes the reader along; it says so as an error, and rejects here.
  await once(lines, 'close').catch(() => undefined);
  over.abort();
  await watching.catch(() => undefined);

  async function takeLine(line: string): Promise<void> {
    const words = line.trim().replace(/^\/calsync\s*/, '');
    if (words === 'quit' || words === 'exit') {
      lines.close();
      return;
    }
    if (words) await answer(stage, words, { say, seat }).catch((error: unknown) => say(String(error)));
    if (!over.signal.aborted) lines.prompt();
  }
}

/** Where the reader sits: at Slack, as long as it is there. */
interface Seat {
  chat: Chat;
}

async function answer(stage: Stage, words: string, { say, seat }: { say: Say; seat: Seat }): Promise<void> {
  const trick = TRICKS.find(({ words: known }) => known === words.toLowerCase());
  if (trick) {
    await trick.play(stage, seat);
    say(trick.said);
    return;
  }
  const [first, number] = splitWords(words);
  if (first === 'cards' || first === 'card') return showCards(stage, number, say);
  const parsed = parseCommand(splitWords(words));
  // What a customer would notice is asked about on a card of its own; here the typed word is enough.
  const sure =
    parsed.kind === 'command' &&
    ['create', 'use', 'cancel'].includes(parsed.command.name) &&
    !/--yes/.test(words);
  for (const line of await typeCommand(stage, seat.chat, sure ? `${words} --yes` : words)) say(`  ${line}`);
}

function showCards(stage: Stage, number: string | undefined, say: Say): void {
  for (const line of wholeCards(stage, number === undefined ? undefined : Number(number.replace('#', ''))))
    say(line);
}

const TRICKS: readonly {
  words: string;
  said: string;
  play: (stage: Stage, seat: Seat) => Promise<void> | void;
}[] = [
  {
    words: 'take cal.com down',
    said: 'Cal.com answers nothing but errors now.',
    play: ({ calcom }) => void calcom.faults.add({ times: Infinity, fault: { kind: 'status', status: 503 } }),
  },
  { words: 'bring cal.com back', said: 'Cal.com is back.', play: ({ calcom }) => calcom.faults.clear() },
  {
    words: 'take slack down',
    said: 'Slack is gone; Discord goes on, and so do you, as Dora.',
    play: ({ slack }, seat) => {
      seat.chat = 'Discord';
      return slack.goDown();
    },
  },
  {
    words: 'bring slack back',
    said: 'Slack is back.',
    play: ({ slack }, seat) => {
      seat.chat = 'Slack';
      return slack.comeBack();
    },
  },
  {
    words: 'take discord down',
    said: 'Discord is gone; Slack goes on.',
    play: ({ discord }) => discord.goDown(),
  },
  { words: 'bring discord back', said: 'Discord is back.', play: ({ discord }) => discord.comeBack() },
];
