/** Asks the mail server whether calsync can work with it: reachable, safe, logged in. Sends nothing. */
import { bad, good, type Check } from '../../domain/check.ts';
import { toSurfaceError } from './mail-errors.ts';
import { openTransport, type EmailConfig } from './transport.ts';

/** `closing` cuts what is under way. Never throws. */
export async function checkEmail(config: EmailConfig, closing: AbortSignal): Promise<Check[]> {
  const transport = openTransport(config);
  const end = () => transport.close({ force: true });
  closing.addEventListener('abort', end, { once: true });
  const { hostname, username } = new URL(config.smtpUrl);
  try {
    await transport.verify();
    const login = username === '' ? '' : ', and accepts the user and password of SMTP_URL';
    const people = config.to.length === 1 ? '1 recipient' : `${config.to.length} recipients`;
    return [good(`The mail server ${hostname} answers${login}.`), good(`EMAIL_TO names ${people}.`)];
  } catch (error) {
    const known = toSurfaceError(error);
    return [bad(`${known instanceof Error ? known.message : 'The mail server cannot be asked'}.`)];
  } finally {
    closing.removeEventListener('abort', end);
    end();
  }
}
