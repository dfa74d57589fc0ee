/** A gateway session: what the bot was told, so that a connection that broke can hear the rest. */
import type { WebSocket } from 'ws';
import type { Dispatch } from './world.ts';

export interface Connection {
  socket: WebSocket;
  session?: Session;
  /** A zombie: open, and deaf and dumb. */
  silent: boolean;
}

export interface SentEvent {
  op: 0;
  t: string;
  s: number;
  d: unknown;
}

export interface Session {
  id: string;
  intents: number;
  shard: readonly [id: number, count: number];
  seq: number;
  /** What the bot has not confirmed by a heartbeat. */
  sent: SentEvent[];
  connection?: Connection | undefined;
  /** When it was left without a connection. */
  lostAt: number;
}

export const OPCODES = {
  dispatch: 0,
  heartbeat: 1,
  identify: 2,
  presence: 3,
  voice: 4,
  resume: 6,
  reconnect: 7,
  requestMembers: 8,
  invalidSession: 9,
  hello: 10,
  ack: 11,
} as const;

const MAX_KEPT = 1_000;

/** Sends an event, or keeps it for a resume. */
export function tell(session: Session, { name, data }: Dispatch): void {
  session.seq += 1;
  const event: SentEvent = { op: OPCODES.dispatch, t: name, s: session.seq, d: data };
  session.sent.push(event);
  if (session.sent.length > MAX_KEPT) session.sent.shift();
  if (session.connection) sendTo(session.connection, event);
}

export function replay(session: Session, after: number): void {
  const { connection, sent } = session;
  if (connection) for (const event of sent) if (event.s > after) sendTo(connection, event);
}

export function sendTo({ socket, silent }: Connection, payload: unknown): void {
  if (!silent && socket.readyState === socket.OPEN) socket.send(JSON.stringify(payload));
}
