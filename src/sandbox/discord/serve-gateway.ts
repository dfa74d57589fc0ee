/** Speaks with one gateway connection: hello, identify or resume, heartbeats. */
import { randomUUID } from 'node:crypto';
import type { WebSocket } from 'ws';
import type { GatewayHub } from './gateway-hub.ts';
import { livingSessions } from './gateway-hub.ts';
import { INTENTS, KNOWN_INTENTS, PRIVILEGED_INTENTS } from './intents.ts';
import { isObject, type JsonObject, numberOf } from './json.ts';
import { renderBotUser, renderGuildCreate } from './render-guild.ts';
import { type Connection, OPCODES, replay, sendTo, type Session, tell } from './session.ts';
import { isToken } from './world.ts';

/** https://discord.com/developers/docs/topics/opcodes-and-status-codes#gateway-gateway-close-event-codes */
const CLOSE = {
  unknownOpcode: 4001,
  decode: 4002,
  notAuthenticated: 4003,
  badToken: 4004,
  alreadyAuthenticated: 4005,
  invalidSeq: 4007,
  invalidShard: 4010,
  invalidVersion: 4012,
  invalidIntents: 4013,
  disallowedIntents: 4014,
};
/** With these a client says that it will not come back. */
const GOODBYE = [1000, 1001];

export function serveGateway(hub: GatewayHub, socket: WebSocket, query: URLSearchParams): void {
  const connection: Connection = { socket, silent: false };
  hub.connections.add(connection);
  socket.on('error', () => undefined);
  socket.on('close', (code) => leave(hub, connection, code));
  if ((query.get('v') ?? '10') !== '10') return socket.close(CLOSE.invalidVersion);
  socket.on('message', (data: Buffer) => hear(hub, connection, data.toString()));
  sendTo(connection, { op: OPCODES.hello, d: { heartbeat_interval: hub.heartbeatMs } });
}

function leave(hub: GatewayHub, connection: Connection, code: number): void {
  hub.connections.delete(connection);
  const { session } = connection;
  if (session?.connection !== connection) return;
  session.connection = undefined;
  session.lostAt = hub.world.clock.now();
  if (GOODBYE.includes(code)) hub.sessions.delete(session.id);
}

function hear(hub: GatewayHub, connection: Connection, text: string): void {
  const payload = parse(text);
  if (!payload) return connection.socket.close(CLOSE.decode);
  switch (payload['op']) {
    case OPCODES.heartbeat:
      return beat(connection, numberOf(payload['d']));
    case OPCODES.identify:
      return identify(hub, connection, dataOf(payload));
    case OPCODES.resume:
      return resume(hub, connection, dataOf(payload));
    case OPCODES.presence:
    case OPCODES.voice:
    case OPCODES.requestMembers:
      return connection.session ? undefined : connection.socket.close(CLOSE.notAuthenticated);
    default:
      return connection.socket.close(CLOSE.unknownOpcode);
  }
}

function beat(connection: Connection, seq: number): void {
  const { session } = connection;
  if (session) session.sent = session.sent.filter(({ s }) => s > seq);
  sendTo(connection, { op: OPCODES.ack });
}

function identify(hub: GatewayHub, connection: Connection, data: JsonObject): void {
  const refusal = refuseIdentify(hub, connection, data);
  if (refusal !== undefined) return connection.socket.close(refusal);
  const session: Session = {
    id: randomUUID().replaceAll('-', ''),
    intents: numberOf(data['intents']),
    shard: shardOf(data) ?? [0, 1],
    seq: 0,
    sent: [],
    connection,
    lostAt: 0,
  };
  hub.identifies += 1;
  hub.sessions.set(session.id, session);
  connection.session = session;
  tell(session, { name: 'READY', data: ready(hub, session) });
  if ((session.intents & INTENTS.guilds) === 0) return;
  tell(session, { name: 'GUILD_CREATE', data: renderGuildCreate(hub.world) });
}

function refuseIdentify(
  { world }: GatewayHub,
  { session }: Connection,
  data: JsonObject,
): number | undefined {
  const { token, intents } = data;
  if (session) return CLOSE.alreadyAuthenticated;
  if (!isToken(world, token)) return CLOSE.badToken;
  if (typeof intents !== 'number' || (intents & ~KNOWN_INTENTS) !== 0) return CLOSE.invalidIntents;
  if ((intents & PRIVILEGED_INTENTS) !== 0) return CLOSE.disallowedIntents;
  const shard = shardOf(data);
  return shard && shard[0] >= shard[1] ? CLOSE.invalidShard : undefined;
}

function shardOf({ shard }: JsonObject): readonly [number, number] | undefined {
  return Array.isArray(shard) ? [Number(shard[0]), Number(shard[1])] : undefined;
}

function ready({ world }: GatewayHub, { id, shard }: Session): JsonObject {
  return {
    v: 10,
    user: renderBotUser(world),
    guilds: [{ id: world.guildId, unavailable: true }],
    session_id: id,
    resume_gateway_url: `ws://${world.host}`,
    shard,
    application: { id: world.applicationId, flags: 0 },
  };
}

function resume(hub: GatewayHub, connection: Connection, data: JsonObject): void {
  if (!isToken(hub.world, data['token'])) return connection.socket.close(CLOSE.badToken);
  const session = livingSessions(hub).find(({ id }) => id === data['session_id']);
  if (!session) return sendTo(connection, { op: OPCODES.invalidSession, d: false });
  const seq = numberOf(data['seq']);
  if (seq > session.seq) return connection.socket.close(CLOSE.invalidSeq);
  hub.resumes += 1;
  connection.session = session;
  session.connection = connection;
  replay(session, seq);
  tell(session, { name: 'RESUMED', data: {} });
}

function parse(text: string): JsonObject | undefined {
  try {
    const payload = JSON.parse(text) as unknown;
    return isObject(payload) ? payload : undefined;
  } catch {
    return undefined;
  }
}

function dataOf({ d }: JsonObject): JsonObject {
  return isObject(d) ? d : {};
}
