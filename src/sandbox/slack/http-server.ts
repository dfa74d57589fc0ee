/** The HTTP side on this machine's own address: it can go down and come back on the same port. */
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { SocketHub } from './socket-hub.ts';

export interface HttpServer {
  readonly port: number;
  open(): Promise<void>;
  /** Everything is refused from here on; what was open breaks off. */
  close(): Promise<void>;
}

// Longer than clients keep an idle connection, so that the server is never the one that hangs up.
const KEEP_ALIVE_MS = 60_000;

export async function openHttpServer(
  listener: RequestListener,
  hub: SocketHub,
  wanted: number,
): Promise<HttpServer> {
  const server = createServer(listener);
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  server.on('upgrade', (request, socket, head) => hub.upgrade(request, socket, head));
  await listen(server, wanted);
  const { port } = server.address() as AddressInfo;
  return {
    port,
    open: () => (server.listening ? Promise.resolve() : listen(server, port)),
    close: () => close(server, hub),
  };
}

async function listen(server: Server, port: number): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once('error', reject);
  server.listen(port, '127.0.0.1', resolve);
  await promise;
  server.off('error', reject);
}

async function close(server: Server, hub: SocketHub): Promise<void> {
  if (!server.listening) return;
  const { promise, resolve } = Promise.withResolvers<void>();
  server.close(() => resolve());
  hub.disconnect('abrupt');
  server.closeAllConnections();
  await promise;
}
