/** One login of discord.js, and how to be rid of it for good. */
import { Client, GatewayIntentBits, SimpleShardingStrategy, type WebSocketShard } from 'discord.js';
import { systemClock } from '../../runtime/clock.ts';
import { answeringAgain } from './answer-again.ts';
import { restOptions } from './rest.ts';

export interface GatewayClient {
  readonly client: Client;
  /** Ends within `withinMs`; nothing of it speaks to Discord afterwards. */
  readonly retire: (withinMs: number) => Promise<void>;
}

type Manager = ConstructorParameters<typeof SimpleShardingStrategy>[0];

export function createGatewayClient(apiUrl: string | undefined): GatewayClient {
  const rest = restOptions(apiUrl);
  let held: { manager: Manager; strategy: TracedStrategy } | undefined;
  const client = new Client({
    // Clicks and commands come without any intent; this one brings the server's roles.
    intents: [GatewayIntentBits.Guilds],
    allowedMentions: { parse: [] },
    rest: { ...rest, makeRequest: answeringAgain(rest.makeRequest) },
    ws: {
      buildStrategy(manager) {
        const strategy = new TracedStrategy(manager);
        held = { manager, strategy };
        return strategy;
      },
    },
  });
  return { client, retire };

  async function retire(withinMs: number): Promise<void> {
    if (held) stopReconnecting(held.manager);
    await atMost(withinMs, client.destroy());
    held?.strategy.cut();
    client.removeAllListeners();
    client.on('error', ignore);
  }
}

/** A shard that waits for its next try does not hear destroy(): it is kept from ever opening another connection. */
function stopReconnecting(manager: Manager): void {
  Object.assign(manager.options, { retrieveSessionInfo: () => new Promise(ignore) });
}

/** Remembers its shards, which discord.js itself forgets as soon as it is told to stop. */
class TracedStrategy extends SimpleShardingStrategy {
  readonly #shards = new Set<WebSocketShard>();

  override async spawn(shardIds: number[]): Promise<void> {
    await super.spawn(shardIds);
    const spawned = Reflect.get(this, 'shards') as ReadonlyMap<number, WebSocketShard>;
    for (const shard of spawned.values()) this.#shards.add(shard);
  }

  /** destroy() leaves a connection alone that is still being opened, and its failing would end the process. */
  cut(): void {
    for (const shard of this.#shards) {
      const socket = Reflect.get(shard, 'connection') as Socket | null;
      socket?.on('error', ignore);
      socket?.terminate();
    }
  }
}

interface Socket {
  on(event: 'error', listener: () => void): unknown;
  terminate(): void;
}

function ignore(): void {
  // Nobody listens any more.
}

async function atMost(ms: number, work: Promise<unknown>): Promise<void> {
  const limit = new AbortController();
  const finished = work.catch(ignore).then(() => limit.abort());
  await Promise.race([finished, systemClock.sleep(ms, limit.signal).catch(ignore)]);
}
