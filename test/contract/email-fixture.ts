/** What the tests of our e-mail share: a mail server that speaks real SMTP, and our side of it. */
import { expect } from 'vitest';
import { SurfaceError } from '../../src/notify/surface.ts';
import { openEmail, type Mailer } from '../../src/surfaces/email/open-email.ts';
import type { MailServer } from '../support/mail/mail-server.ts';

export const NEVER = new AbortController().signal;
export const ANN = 'ann@salon.example';
export const BOB = 'bob@salon.example';

export function ourMailer({ url }: Pick<MailServer, 'url'>, to: readonly string[] = [ANN, BOB]): Mailer {
  return openEmail({ smtpUrl: url, from: 'Doe, calsync <calsync@salon.example>', to });
}

export async function problemOf(call: Promise<unknown>): Promise<SurfaceError> {
  const error = await call.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(SurfaceError);
  return error as SurfaceError;
}
