/** The connection to the mail server: a pool that is closed when it idles, and sends nothing a second time by itself. */
import { createTransport } from 'nodemailer';

export interface EmailConfig {
  /** smtp:// or smtps://, with user and password where the server wants them. */
  readonly smtpUrl: string;
  readonly from: string;
  readonly to: readonly string[];
}

const SUBMISSION_PORT = 587;
const TLS_PORT = 465;
/** In ms: a server that says nothing for so long has failed. */
const TIMEOUTS = {
  dnsTimeout: 10_000,
  connectionTimeout: 15_000,
  greetingTimeout: 15_000,
  socketTimeout: 60_000,
};
const IDLE_MS = 30_000;

export type MailTransport = ReturnType<typeof openTransport>;

/** To be ended with `close({ force: true })`. */
export function openTransport({ smtpUrl }: Pick<EmailConfig, 'smtpUrl'>) {
  return createTransport({
    ...serverOf(smtpUrl),
    ...TIMEOUTS,
    pool: true,
    maxConnections: 1,
    // Our outbox alone sends again.
    maxRequeues: 0,
    idleTimeout: IDLE_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
}

/** Where the server is, and how to log in there. Pure. */
export function serverOf(smtpUrl: string) {
  const url = new URL(smtpUrl);
  const secure = url.protocol === 'smtps:';
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  const [user, pass] = [decodeURIComponent(url.username), decodeURIComponent(url.password)];
  return {
    host,
    port: Number(url.port) || (secure ? TLS_PORT : SUBMISSION_PORT),
    secure,
    // No password goes over a network in the clear.
    requireTLS: !secure && user !== '' && !isThisMachine(host),
    ...(user !== '' && { auth: { user, pass } }),
  };
}

function isThisMachine(host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.');
}
