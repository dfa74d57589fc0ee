/** A mail server for tests that speaks real SMTP: it keeps what it takes, and fails as it is told. */
import type { AddressInfo, Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import {
  SMTPServer,
  type SMTPServerOptions,
  type SMTPServerDataStream,
  type SMTPServerSession,
} from 'smtp-server';
import { createFaultQueue, type Faults } from '../../../src/sandbox/fault-queue.ts';
import { LOCALHOST_CERTIFICATE, LOCALHOST_KEY } from './localhost-certificate.ts';
import { readMail, type ReceivedMail } from './read-mail.ts';

/** `answer`: the mail is taken, and the answer to it is what fails. */
type Moment = 'connect' | 'login' | 'sender' | 'recipient' | 'mail' | 'answer';

/** A refusal by its code, or a cut connection. */
type MailFault = { readonly kind: 'refuse'; readonly code: number } | { readonly kind: 'cut' };

interface MailMatch {
  readonly at: Moment;
  readonly address?: string;
}

export interface MailServer extends AsyncDisposable {
  /** With user and password where it wants them. */
  readonly url: string;
  /** In the order in which they came, also those that came twice. */
  readonly mails: readonly ReceivedMail[];
  readonly faults: Faults<MailMatch, MailFault>;
  /** How many were opened, ever. */
  readonly connections: number;
  /** Nothing listens any more, until it comes back at the same address. */
  goDown(): Promise<void>;
  comeBack(): Promise<void>;
}

export interface MailServerOptions {
  /** Default `none`: in the clear, on this machine. */
  readonly tls?: 'none' | 'starttls' | 'implicit';
  /** The one who may send; everybody unless said. */
  readonly login?: undefined | { readonly user: string; readonly password: string };
}

export async function startMailServer({ tls = 'none', login }: MailServerOptions = {}): Promise<MailServer> {
  const mails: ReceivedMail[] = [];
  const faults = createFaultQueue<MailMatch, MailMatch, MailFault>(
    (when, { at, address }) => when.at === at && (when.address === undefined || when.address === address),
  );
  const seen = { connections: 0 };
  let server = serve();
  let port = await listen(server, 0);
  function serve(): SMTPServer {
    return openServer({ tls, login, mails, seen, take: (match) => faults.take(match) });
  }
  return {
    url: urlOf(port, { tls, login }),
    mails,
    faults,
    get connections() {
      return seen.connections;
    },
    goDown: () => close(server),
    async comeBack() {
      server = serve();
      port = await listen(server, port);
    },
    [Symbol.asyncDispose]: () => close(server),
  };
}

function urlOf(port: number, { tls, login }: MailServerOptions): string {
  const who = login ? `${encodeURIComponent(login.user)}:${encodeURIComponent(login.password)}@` : '';
  return `${tls === 'implicit' ? 'smtps' : 'smtp'}://${who}localhost:${port}`;
}

interface Parts extends MailServerOptions {
  readonly mails: ReceivedMail[];
  readonly seen: { connections: number };
  readonly take: (match: MailMatch) => MailFault | undefined;
}

type Callback = (error?: Error) => void;

/** Answers as is arranged for this moment; false when it had nothing to say yet. */
type Strikes = (match: MailMatch, session: SMTPServerSession, callback: Callback) => boolean;

function openServer(parts: Parts): SMTPServer {
  const sockets = new Map<number | undefined, Socket>();
  const strikes: Strikes = (match, { remotePort }, callback) => {
    const fault = parts.take(match);
    if (fault?.kind === 'cut') sockets.get(remotePort)?.destroy();
    if (fault?.kind === 'refuse') callback(refusal(fault.code));
    return fault !== undefined;
  };
  const { tls } = parts;
  const server = new SMTPServer({
    ...(tls === 'none' && { hideSTARTTLS: true }),
    secure: tls === 'implicit',
    key: LOCALHOST_KEY,
    cert: LOCALHOST_CERTIFICATE,
    authOptional: parts.login === undefined,
    allowInsecureAuth: true,
    disableReverseLookup: true,
    ...handlersOf(parts, strikes),
  });
  server.server.on('connection', (socket: Socket) => sockets.set(socket.remotePort, socket));
  server.on('error', () => undefined);
  return server;
}

function handlersOf({ login, mails, seen }: Parts, strikes: Strikes): SMTPServerOptions {
  const answer: (...given: Parameters<Strikes>) => void = (match, session, callback) => {
    if (!strikes(match, session, callback)) callback();
  };
  async function take(
    stream: SMTPServerDataStream,
    session: SMTPServerSession,
    callback: Callback,
  ): Promise<void> {
    const raw = await text(stream);
    if (strikes({ at: 'mail' }, session, callback)) return;
    const to = session.envelope.rcptTo.map(({ address }) => address);
    const user = typeof session.user === 'string' ? session.user : undefined;
    mails.push({ ...readMail(raw), to, secure: session.secure, user });
    answer({ at: 'answer' }, session, callback);
  }
  return {
    onConnect(session, callback) {
      seen.connections += 1;
      answer({ at: 'connect' }, session, callback);
    },
    onAuth({ username, password }, session, callback) {
      if (strikes({ at: 'login' }, session, callback)) return;
      const known = login !== undefined && login.user === username && login.password === password;
      if (known) callback(null, { user: username });
      else callback(refusal(535));
    },
    onMailFrom: ({ address }, session, callback) => answer({ at: 'sender', address }, session, callback),
    onRcptTo: ({ address }, session, callback) => answer({ at: 'recipient', address }, session, callback),
    onData: (stream, session, callback) => void take(stream, session, callback),
  };
}

function refusal(responseCode: number): Error {
  return Object.assign(new Error('refused'), { responseCode });
}

async function listen(server: SMTPServer, port: number): Promise<number> {
  await new Promise<void>((resolve) => void server.listen(port, 'localhost', resolve));
  return (server.server.address() as AddressInfo).port;
}

async function close(server: SMTPServer): Promise<void> {
  if (!server.server.listening) return;
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  for (const connection of server.connections) connection.close();
  await closed;
}
