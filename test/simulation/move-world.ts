/** Something happens on either side, and Cal.com's webhooks speak of it: late, twice or not at all. */
import { webhookStore } from '../../src/store/webhook-store.ts';
import type { Webhook } from './moves/stage.ts';
import { pickMove } from './moves.ts';
import type { World } from './world.ts';

export async function moveWorld(world: World): Promise<void> {
  const { random, company, calcom, clock, names, witness } = world;
  const moved = pickMove({ random, company, calcom: calcom.world, now: clock.now() });
  if (!moved) return;
  names.move.add(moved.name);
  world.log.push(`${clock.now()} ${moved.name}`);
  for (const webhook of await moved.apply()) if (!random.once(4)) await deliver(world, webhook);
  witness.look();
}

async function deliver(world: World, { uid, trigger, requestReschedule }: Webhook): Promise<void> {
  const receivedAt = world.clock.now();
  if (requestReschedule) world.rescheduleRequests.set(uid, receivedAt);
  const digest = `${uid} ${trigger} ${receivedAt}`;
  const webhook = { digest, receivedAt, trigger, bookingUid: uid, requestReschedule };
  for (let copies = world.random.once(6) ? 2 : 1; copies > 0; copies--)
    await webhookStore(world.database.sql).record(webhook);
}
