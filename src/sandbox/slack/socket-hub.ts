/** Slack's side of Socket Mode: connections, envelopes, acknowledgements, and delivery once more. */
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import type { Clock } from '../../runtime/clock.ts';
import { type Ack, type Envelope, newEnvelope, type Outgoing, renderEnvelope } from './envelope.ts';
import { asRecord, asText, type Json } from './json.ts';

interface Connection {
  socket: WebSocket;
  /** Told to go: it may still acknowledge, but gets nothing new. */
  leaving: boolean;
  lastUsed: number;
  unacknowledged: Set<Envelope>;
}

export type DisconnectReason = 'warning' | 'refresh_requested' | 'abrupt';

const PING_MS = 10_000;
// A clock of tests is moved by hand, so it is looked at instead of slept on.
const LOOK_MS = 20;
// "Events API", Retries: almost immediately, after one minute, after five minutes.
const RETRIES_MS = [0, 60_000, 300_000];

export class SocketHub {
  readonly #clock: Clock;
  readonly #ackWithinMs: number;
  readonly #server = new WebSocketServer({ noServer: true });
  readonly #connections = new Set<Connection>();
  readonly #pending = new Map<string, Envelope>();
  readonly #tickets = new Set<string>();
  #acksToLose = 0;
  #tampered: (payload: Json) => Json = (payload) => payload;
  #uses = 0;
  #looking: NodeJS.Timeout | undefined;

  constructor(clock: Clock, ackWithinMs: number) {
    this.#clock = clock;
    this.#ackWithinMs = ackWithinMs;
  }

  /** Those that may get envelopes. */
  get size(): number {
    return this.#open().length;
  }

  newTicket(): string {
    const ticket = crypto.randomUUID();
    this.#tickets.add(ticket);
    return ticket;
  }

  /** Takes a connection whose ticket is good; each ticket is, once. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1');
    if (pathname !== '/link/' || !this.#tickets.delete(searchParams.get('ticket') ?? '')) {
      socket.end('HTTP/1.1 401 Unauthorized\r\nConnection: close\r\n\r\n');
      return;
    }
    this.#server.handleUpgrade(request, socket, head, (opened) => this.#welcome(opened));
  }

  /** Resolves with the acknowledgement, or when the person would see that there is none. */
  deliver(outgoing: Outgoing): Promise<Ack> {
    const { promise, resolve } = Promise.withResolvers<Ack>();
    const told = { ...outgoing, payload: this.#tampered(outgoing.payload) };
    const envelope = newEnvelope(told, this.#clock.now(), resolve);
    this.#pending.set(envelope.id, envelope);
    if (!this.#send(envelope)) this.#disappoint(envelope);
    this.#looking ??= setInterval(() => this.#look(), LOOK_MS).unref();
    return promise;
  }

  /** The next acknowledgements never arrive, so their envelopes are delivered again. */
  loseAcks(count: number): void {
    this.#acksToLose += count;
  }

  /** What is told from now on goes through these hands first. */
  tamper(change: (payload: Json) => Json): void {
    this.#tampered = change;
  }

  disconnect(reason: DisconnectReason): void {
    const leaving = this.#open();
    // All are marked first, or what one leaves behind would be given to the next that goes.
    for (const connection of leaving) connection.leaving = true;
    for (const { socket } of reason === 'abrupt' ? this.#connections : leaving) {
      if (reason === 'abrupt') socket.terminate();
      else socket.send(JSON.stringify({ type: 'disconnect', reason, debug_info: { host: 'sandbox' } }));
    }
  }

  /** Nobody is connected any more, and everyone who waits learns it. */
  close(): void {
    clearInterval(this.#looking);
    this.disconnect('abrupt');
    this.#server.close();
    for (const envelope of this.#pending.values()) this.#giveUp(envelope);
  }

  #welcome(socket: WebSocket): void {
    const connection: Connection = { socket, leaving: false, lastUsed: 0, unacknowledged: new Set() };
    this.#connections.add(connection);
    const pings = setInterval(() => socket.ping(), PING_MS).unref();
    socket.on('message', (data: Buffer) => this.#receive(connection, data.toString()));
    socket.on('error', () => socket.terminate());
    socket.on('close', () => {
      clearInterval(pings);
      this.#leave(connection);
    });
    const info = { host: 'sandbox', approximate_connection_time: 3600 };
    socket.send(JSON.stringify({ type: 'hello', num_connections: this.size, debug_info: info }));
    for (const envelope of this.#pending.values()) {
      if (!this.#isUnderway(envelope)) this.#resend(envelope, 'connection_failed');
    }
  }

  #leave(connection: Connection): void {
    this.#connections.delete(connection);
    for (const envelope of connection.unacknowledged) this.#resend(envelope, 'connection_failed');
  }

  #isUnderway(envelope: Envelope): boolean {
    return [...this.#connections].some(({ unacknowledged }) => unacknowledged.has(envelope));
  }

  #open(): Connection[] {
    return [...this.#connections].filter(({ leaving }) => !leaving);
  }

  /** To the connection that was used least recently; false when there is none. */
  #send(envelope: Envelope): boolean {
    const connection = this.#open().toSorted((a, b) => a.lastUsed - b.lastUsed)[0];
    if (!connection) return false;
    connection.lastUsed = ++this.#uses;
    for (const { unacknowledged } of this.#connections) unacknowledged.delete(envelope);
    connection.unacknowledged.add(envelope);
    envelope.retryAt = this.#clock.now() + this.#ackWithinMs + (RETRIES_MS[envelope.attempt] ?? 0);
    connection.socket.send(renderEnvelope(envelope));
    return true;
  }

  #resend(envelope: Envelope, reason: string): void {
    if (envelope.attempt >= RETRIES_MS.length) return this.#giveUp(envelope);
    envelope.attempt += 1;
    envelope.retryReason = reason;
    if (this.#send(envelope)) return;
    // Sent to nobody it is no attempt: it waits for the next connection, but the person does not.
    envelope.attempt -= 1;
    this.#disappoint(envelope);
  }

  #receive(connection: Connection, text: string): void {
    const { envelope_id: id, payload } = asRecord(JSON.parse(text));
    const envelope = this.#pending.get(asText(id));
    if (!envelope) return;
    if (this.#acksToLose > 0) {
      this.#acksToLose -= 1;
      return this.#resend(envelope, 'timeout');
    }
    connection.unacknowledged.delete(envelope);
    this.#forget(envelope);
    const afterMs = this.#clock.now() - envelope.sentAt;
    const body = asRecord(payload);
    envelope.settle({ acknowledged: true, afterMs, late: afterMs > this.#ackWithinMs, ...bodyOf(body) });
  }

  #look(): void {
    const now = this.#clock.now();
    for (const envelope of this.#pending.values()) {
      if (now - envelope.sentAt > this.#ackWithinMs) this.#disappoint(envelope);
      if (now > envelope.retryAt) this.#resend(envelope, 'timeout');
    }
    if (this.#pending.size > 0) return;
    clearInterval(this.#looking);
    this.#looking = undefined;
  }

  #giveUp(envelope: Envelope): void {
    this.#disappoint(envelope);
    this.#forget(envelope);
  }

  /** The person is told that it did not work; the envelope may still be acknowledged. */
  #disappoint({ sentAt, settle }: Envelope): void {
    settle({ acknowledged: false, afterMs: this.#clock.now() - sentAt, late: true });
  }

  #forget(envelope: Envelope): void {
    this.#pending.delete(envelope.id);
    for (const { unacknowledged } of this.#connections) unacknowledged.delete(envelope);
  }
}

/** The SDK sends `{}` for an acknowledgement without an answer. */
function bodyOf(body: Json): { body?: Json } {
  return Object.keys(body).length > 0 ? { body } : {};
}
