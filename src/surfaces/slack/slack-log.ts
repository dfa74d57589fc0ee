/** What Slack's libraries have to say, for those who look for it: never a payload, never a token. */
import { LogLevel, type Logger } from '@slack/bolt';
import { type Log } from '../../runtime/logger.ts';

export type SlackLog = Logger;

const SECRETS = /x(?:ox[a-z]|app)-[\w-]+|ticket=[\w-]+/g;

/** Our own messages tell what matters, so this is for debugging; below a warning the libraries print payloads. */
export function slackLog(log: Log): SlackLog {
  const tell = (...parts: unknown[]): void =>
    log('debug', 'slack library', { said: parts.map(String).join(' ').replaceAll(SECRETS, '…') });
  return {
    debug: ignore,
    info: ignore,
    warn: tell,
    error: tell,
    setLevel: ignore,
    getLevel: () => LogLevel.WARN,
    setName: ignore,
  };
}

function ignore(): void {}
