/** E-mail in the table of the places where people read us. */
import type { Platform } from '../platform.ts';
import type { EmailConfig } from './transport.ts';

export const emailPlatform: Platform<EmailConfig> = {
  open: async (config) => (await import('./open-email.ts')).openEmail(config),
  check: async (config, signal) => (await import('./check-email.ts')).checkEmail(config, signal),
  channel: async (config) => (await import('./open-email.ts')).openEmail(config).surface,
};
