/** What people on Slack have before their eyes besides the channel: windows and their App Home. */
import { readMessage } from '../../src/cli/demo/read-message.ts';
import type { Human, View } from '../../src/sandbox/slack/human.ts';
import type { OpenModal } from '../../src/sandbox/slack/open-modal.ts';
import { until } from './calsync-process.ts';
import type { Person } from './two-chats.ts';

export interface Seen<V> {
  readonly view: V;
  readonly text: string;
  readonly buttons: readonly string[];
}

export function humanOf(who: Person): Human {
  if (who.chat === 'slack') return who.human;
  throw new Error(`${who.name} is not on Slack`);
}

export function windowOf(who: Person): Seen<OpenModal> | undefined {
  return seen(humanOf(who).modal());
}

export function homeOf(who: Person): Seen<View> | undefined {
  return seen(humanOf(who).home());
}

export function windowThat(who: Person, says: string | RegExp): Promise<Seen<OpenModal>> {
  return that(() => windowOf(who), `a window of ${who.name} that says ${says}`, says);
}

export function homeThat(who: Person, says: string | RegExp): Promise<Seen<View>> {
  return that(() => homeOf(who), `a home of ${who.name} that says ${says}`, says);
}

function seen<V extends View | OpenModal>(view: V | undefined): Seen<V> | undefined {
  if (!view) return undefined;
  const { lines, buttons } = readMessage(view.blocks);
  return { view, text: lines.join('\n'), buttons };
}

function that<V>(look: () => Seen<V> | undefined, wanted: string, says: string | RegExp): Promise<Seen<V>> {
  return until(
    () => {
      const found = look();
      return found?.text.match(says) ? found : undefined;
    },
    () => `${wanted}: ${JSON.stringify(look())}`,
  );
}
