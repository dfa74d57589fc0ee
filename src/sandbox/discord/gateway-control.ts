/** What a test does to the bot's gateway connections. */
import type { GatewayHub } from './gateway-hub.ts';
import { type Connection, OPCODES, sendTo } from './session.ts';

export interface GatewayControl {
  /** The connections vanish without a word. */
  drop(): void;
  /** Closes them with a code; some codes also end the session. */
  close(code: number): void;
  /** Asks the bot to connect again and resume. */
  reconnect(): void;
  /** Tells the bot that its session is not valid, for good unless resumable. */
  invalidSession(resumable: boolean): void;
  /** The connections stay open, and nothing comes through any more, not even heartbeat acks. */
  silence(): void;
  /** As when it is reset in the portal: connections end with 4004; logins and, over REST, calls are refused. */
  revokeToken(): void;
  /** The same token is good again. */
  acceptToken(): void;
  /** How many sessions were begun. */
  readonly identifies: number;
  /** How many were taken up again. */
  readonly resumes: number;
  /** How many connections are open. */
  readonly connections: number;
}

const BAD_TOKEN = 4004;
// Not 1001: Discord sends it when a server of its own goes away, and the bot resumes elsewhere.
const ENDS_SESSION = [1000, 4003, 4004, 4005, 4007, 4008, 4010, 4011, 4012, 4013, 4014];

export function createGatewayControl(hub: GatewayHub): GatewayControl {
  return {
    drop: () => each(hub, ({ socket }) => socket.terminate()),
    close: (code) => each(hub, (connection) => close(hub, connection, code)),
    reconnect: () => each(hub, (connection) => sendTo(connection, { op: OPCODES.reconnect, d: null })),
    invalidSession: (resumable) => each(hub, (connection) => invalidate(hub, connection, resumable)),
    silence: () => each(hub, (connection) => void (connection.silent = true)),
    revokeToken() {
      hub.world.tokenRevoked = true;
      each(hub, (connection) => close(hub, connection, BAD_TOKEN));
    },
    acceptToken: () => void (hub.world.tokenRevoked = false),
    get identifies() {
      return hub.identifies;
    },
    get resumes() {
      return hub.resumes;
    },
    get connections() {
      return hub.connections.size;
    },
  };
}

function each(hub: GatewayHub, act: (connection: Connection) => void): void {
  for (const connection of hub.connections) act(connection);
}

function close(hub: GatewayHub, connection: Connection, code: number): void {
  if (ENDS_SESSION.includes(code)) endSession(hub, connection);
  else detach(hub, connection);
  connection.socket.close(code);
}

function invalidate(hub: GatewayHub, connection: Connection, resumable: boolean): void {
  sendTo(connection, { op: OPCODES.invalidSession, d: resumable });
  // A client that may resume does so on the same connection.
  if (resumable) detach(hub, connection);
  else endSession(hub, connection);
}

function endSession(hub: GatewayHub, connection: Connection): void {
  if (connection.session) hub.sessions.delete(connection.session.id);
  delete connection.session;
}

/** The session outlives this connection, whatever code the close is answered with. */
function detach({ world }: GatewayHub, connection: Connection): void {
  const { session } = connection;
  if (session?.connection === connection) {
    session.connection = undefined;
    session.lostAt = world.clock.now();
  }
  delete connection.session;
}
