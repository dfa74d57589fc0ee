/** Slack in the table of the places where people read us. */
import type { Platform } from '../platform.ts';
import type { SlackConfig } from './open-slack.ts';

export const slackPlatform: Platform<SlackConfig> = {
  open: async (config, parts) => (await import('./open-slack.ts')).openSlack({ config, ...parts }),
  check: async (config, signal) => (await import('./check-slack.ts')).checkSlack(config, signal),
  channel: async (config, signal) => (await import('./slack-channel.ts')).slackChannel(config, signal),
};
