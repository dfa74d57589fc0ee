/** The terminal under the contract of all surfaces: what is written to it is all that people see. */
import { terminalSurface } from '../../src/surfaces/terminal/terminal-surface.ts';
import type { Adapter, StandingMessage } from './surface-contract.ts';

export const terminalAdapter: Adapter = {
  name: 'terminal',
  edits: 'anew',
  finds: false,
  links: false,
  suffers: [],
  async open() {
    const written: string[] = [];
    const ids: string[] = [];
    const style = { colour: true, width: 80, rich: true };
    const surface = terminalSurface({ write: (text) => void written.push(text), style });
    const noted = async <Ref extends { readonly messageId: string }>(sent: Promise<Ref>): Promise<Ref> => {
      const ref = await sent;
      ids.push(ref.messageId);
      return ref;
    };
    return {
      surface: {
        ...surface,
        post: (...given) => noted(surface.post(...given)),
        reply: (...given) => noted(surface.reply(...given)),
      },
      messages: () => written.map((text, at): StandingMessage => ({ id: ids[at] ?? '', text })),
      asked: () => 0,
      arrange: () => undefined,
      pinged: () => written.filter(isObeyed),
      [Symbol.asyncDispose]: () => Promise.resolve(),
    };
  },
};

/** A bell, or a sequence that the terminal obeys: our own are those for colours alone. */
function isObeyed(text: string): boolean {
  const [first = '', ...coloured] = text.replaceAll('\n', '').split('\u001B');
  const plain = coloured.map((part) => part.replace(/^\[[\d;]*m/, ''));
  return coloured.some((part, at) => part === plain[at]) || /\p{Cc}/u.test([first, ...plain].join(''));
}
