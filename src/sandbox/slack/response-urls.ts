/** Response URLs: an answer to one interaction, five times, for half an hour ("Handling user interaction"). */
import type { Clock } from '../../runtime/clock.ts';

const USES = 5;
const LIVES_MS = 30 * 60_000;

/** What was clicked, or where a command was typed. */
export interface Origin {
  userId: string;
  channelId: string;
  /** The message with the button; none for a command. */
  messageTs: string | undefined;
}

export interface ResponseUrls {
  /** The path, from the first slash on. */
  issue(origin: Origin): string;
  /** Counts one use. */
  use(path: string): Origin | { error: string };
}

export function createResponseUrls(clock: Clock, newId: (prefix: string) => string): ResponseUrls {
  const issued = new Map<string, { origin: Origin; at: number; uses: number }>();
  return { issue, use };

  function issue(origin: Origin): string {
    const path = `/response/${newId('R')}`;
    issued.set(path, { origin, at: clock.now(), uses: 0 });
    return path;
  }

  function use(path: string): Origin | { error: string } {
    const url = issued.get(path);
    if (!url) return { error: 'invalid_url' };
    if (clock.now() - url.at > LIVES_MS) return { error: 'expired_url' };
    url.uses += 1;
    return url.uses > USES ? { error: 'used_url' } : url.origin;
  }
}
