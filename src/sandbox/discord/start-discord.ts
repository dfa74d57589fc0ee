/** A stand-in for Discord that speaks real HTTP and WebSocket on this machine, by the rules of API v10. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';
import { type Clock, systemClock } from '../../runtime/clock.ts';
import { createFaults, type Faults } from './faults.ts';
import { createGatewayControl, type GatewayControl } from './gateway-control.ts';
import { broadcast, deliver, type GatewayHub } from './gateway-hub.ts';
import type { RecordedRequest } from './recorded-request.ts';
import { serveGateway } from './serve-gateway.ts';
import { type Desk, serveRequest } from './serve-request.ts';
import { createWorld, type Identity } from './world.ts';
import { createWorldControl, type WorldControl } from './world-control.ts';

export interface DiscordSandboxOptions {
  clock?: Clock;
  /** Of three parts, as real ones are. */
  token?: string;
  guildId?: string;
  /** Also the id of the bot's user, as with every newer application. */
  applicationId?: string;
  /** Left out, any free port. */
  port?: number;
  /** How often clients are told to send a heartbeat. */
  heartbeatMs?: number;
}

export interface DiscordSandbox extends WorldControl, AsyncDisposable {
  /** `rest.api` of discord.js: the client appends the version. */
  readonly url: string;
  readonly token: string;
  readonly guildId: string;
  readonly applicationId: string;
  readonly botUserId: string;
  /** The REST calls, oldest first. */
  readonly requests: RecordedRequest[];
  readonly faults: Faults;
  readonly gateway: GatewayControl;
  /** Nothing is reachable any more: calls are refused, the gateway's connections break. */
  goDown(): Promise<void>;
  /** Reachable again on the same port; sessions may be resumed. */
  comeBack(): Promise<void>;
}

interface House {
  server: Server;
  hub: GatewayHub;
  closing: AbortController;
}

const DEFAULTS = {
  clock: systemClock,
  token: 'MTAwMDAwMDAwMDAwMDAwMDAy.Sandbx.c2FuZGJveC10b2tlbi1vZi1ub2JvZHk',
  guildId: '1000000000000000001',
  applicationId: '1000000000000000002',
};
const HEARTBEAT_MS = 41_250;
// Longer than clients keep an idle connection, so that the server is never the one that hangs up.
const KEEP_ALIVE_MS = 60_000;

export async function startDiscord(options: DiscordSandboxOptions = {}): Promise<DiscordSandbox> {
  const { port: wantedPort = 0, heartbeatMs = HEARTBEAT_MS, ...given } = options;
  const settings = { ...DEFAULTS, ...given };
  const identity: Identity = { ...settings, botUserId: settings.applicationId };
  const world = createWorld(identity);
  const hub: GatewayHub = {
    world,
    heartbeatMs,
    connections: new Set(),
    sessions: new Map(),
    identifies: 0,
    resumes: 0,
  };
  const closing = new AbortController();
  const desk: Desk = { world, faults: createFaults(), requests: [], closing: closing.signal };
  const house: House = { server: openServer(desk, hub), hub, closing };
  world.broadcast = (event) => broadcast(hub, event);
  // While Discord itself is down, nobody can click.
  world.deliver = (event) => house.server.listening && deliver(hub, event);
  const port = await listen(house.server, wantedPort);
  world.host = `127.0.0.1:${port}`;
  const { token, guildId, applicationId, botUserId } = identity;
  return Object.assign(createWorldControl(world), {
    url: `http://${world.host}/api`,
    token,
    guildId,
    applicationId,
    botUserId,
    requests: desk.requests,
    faults: desk.faults,
    gateway: createGatewayControl(hub),
    goDown: () => stop(house),
    comeBack: async () => void (await listen(house.server, port)),
    [Symbol.asyncDispose]: () => close(house),
  });
}

function openServer(desk: Desk, hub: GatewayHub): Server {
  const server = createServer((message, response) => void serveRequest(desk, message, response));
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  const sockets = new WebSocketServer({ noServer: true });
  server.on('upgrade', (message, socket, head) => {
    const { searchParams } = new URL(message.url ?? '/', 'http://127.0.0.1');
    sockets.handleUpgrade(message, socket, head, (webSocket) => serveGateway(hub, webSocket, searchParams));
  });
  return server;
}

async function listen(server: Server, port: number): Promise<number> {
  if (server.listening) return port;
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once('error', reject);
  server.listen(port, '127.0.0.1', resolve);
  await promise;
  server.off('error', reject);
  return (server.address() as AddressInfo).port;
}

async function stop({ server, hub }: House): Promise<void> {
  if (!server.listening) return;
  const { promise, resolve } = Promise.withResolvers<void>();
  server.close(() => resolve());
  for (const { socket } of hub.connections) socket.terminate();
  server.closeAllConnections();
  await promise;
}

async function close(house: House): Promise<void> {
  if (!house.closing.signal.aborted) house.closing.abort(new Error('The stand-in Discord was closed'));
  await stop(house);
}
