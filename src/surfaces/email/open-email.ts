/** E-mail as a surface, until it is disposed. */
import type { Surface } from '../../notify/surface.ts';
import { emailSurface } from './email-surface.ts';
import { openTransport, type EmailConfig } from './transport.ts';

export interface Mailer extends AsyncDisposable {
  readonly surface: Surface;
}

/** Connects with the first e-mail. */
export function openEmail(config: EmailConfig): Mailer {
  const transport = openTransport(config);
  return {
    surface: emailSurface(transport, config),
    async [Symbol.asyncDispose]() {
      transport.close({ force: true });
    },
  };
}
