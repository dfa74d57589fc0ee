/** The terminal as a surface: cards are printed, and printed again when they change. */
import type { Card } from '../../domain/card.ts';
import type { EditableSurface } from '../../notify/surface.ts';
import { renderCard, type TerminalStyle } from './render-card.ts';

export interface TerminalOptions {
  readonly write: (text: string) => void;
  readonly style: TerminalStyle;
}

const CHANNEL = 'terminal';

/** What was printed stays printed: a message is known by its key, and nothing can be looked up. */
export function terminalSurface({ write, style }: TerminalOptions): EditableSurface {
  const print = (card: Card, signal: AbortSignal) => {
    signal.throwIfAborted();
    write(`\n${renderCard(card, style)}`);
  };
  return {
    name: 'terminal',
    channelId: CHANNEL,
    paceMs: 0,
    async post(card, key, signal) {
      print(card, signal);
      return { channelId: CHANNEL, messageId: key };
    },
    async edit(_at, card, signal) {
      print(card, signal);
    },
    async reply(_under, card, { key, signal }) {
      print(card, signal);
      return { channelId: CHANNEL, messageId: key };
    },
    async find() {
      return undefined;
    },
    async link() {
      return undefined;
    },
  };
}
