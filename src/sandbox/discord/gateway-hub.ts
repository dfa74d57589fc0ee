/** All gateway sessions and connections of the bot. */
import type { Connection, Session } from './session.ts';
import { tell } from './session.ts';
import type { Dispatch, World } from './world.ts';

export interface GatewayHub {
  world: World;
  heartbeatMs: number;
  connections: Set<Connection>;
  /** By id, oldest first. */
  sessions: Map<string, Session>;
  identifies: number;
  resumes: number;
}

const RESUMABLE_MS = 5 * 60_000;
const TIMESTAMP_SHIFT = 22n;

export function broadcast(hub: GatewayHub, event: Dispatch): void {
  for (const session of livingSessions(hub)) {
    const wanted = event.intent === undefined || (session.intents & event.intent) !== 0;
    if (wanted && serves(hub, session)) tell(session, event);
  }
}

/** One session hears of a click: the newest that is connected, else the newest that may come back. */
export function deliver(hub: GatewayHub, event: Dispatch): boolean {
  const serving = livingSessions(hub).filter((session) => serves(hub, session));
  const chosen = serving.findLast(({ connection }) => connection !== undefined) ?? serving.at(-1);
  if (chosen) tell(chosen, event);
  return chosen !== undefined;
}

/** Forgets those that nobody came back for. */
export function livingSessions({ sessions, world }: GatewayHub): Session[] {
  for (const [id, { connection, lostAt }] of sessions) {
    if (!connection && world.clock.now() - lostAt > RESUMABLE_MS) sessions.delete(id);
  }
  return [...sessions.values()];
}

/** https://discord.com/developers/docs/events/gateway#sharding */
function serves({ world }: GatewayHub, { shard: [id, count] }: Session): boolean {
  return Number((BigInt(world.guildId) >> TIMESTAMP_SHIFT) % BigInt(count)) === id;
}
