/** Where the message stands that shows an Issue or a bulletin on a surface. */
import { randomUUID } from 'node:crypto';
import type { Instant } from '../domain/appointment.ts';
import type { About, EarlierMessage, Shown, StandingCard } from '../notify/outbox.ts';
import type { MessageRef } from '../notify/surface.ts';
import { epochMs, INSTANT, TEXTS, type Sql } from './sql.ts';

/** The column by which a card or a notice names what it is about; a reply has no card. */
const KEYS: Record<About['kind'], string> = { issue: 'issue_id', bulletin: 'bulletin_id', reply: 'reply_id' };

interface CardRow {
  readonly postKey: string;
  readonly channelId: string | null;
  readonly messageId: string | null;
  readonly shownHash: string | null;
  /** A JSON column comes as text from one of the two databases. */
  readonly earlier: EarlierMessage | string | null;
}

/** A key of its own for every card, made before it is posted. */
export async function standing(sql: Sql, { kind, id }: About, surface: string): Promise<StandingCard> {
  await sql(
    `insert into calsync.card (${KEYS[kind]}, surface, post_key) values (?, ?, ?) on conflict do nothing`,
    [id, surface, newPostKey()],
  );
  const [card] = await sql<CardRow>(
    `select post_key as "postKey", channel_id as "channelId", message_id as "messageId", shown_hash as "shownHash", earlier
     from calsync.card where ${KEYS[kind]} = ? and surface = ?`,
    [id, surface],
  );
  const { postKey = '', channelId = null, messageId = null, shownHash = null, earlier = null } = card ?? {};
  const at = channelId !== null && messageId !== null ? { channelId, messageId } : null;
  const before = typeof earlier === 'string' ? (JSON.parse(earlier) as EarlierMessage) : earlier;
  return { postKey, at, shownHash, earlier: before };
}

export async function found(
  sql: Sql,
  { kind, id }: About,
  { surface, at, now }: { surface: string; at: MessageRef; now: Instant },
): Promise<void> {
  await sql(
    `update calsync.card set channel_id = ?, message_id = ?, shown_hash = null,
       posted_at = case when message_id is null then ${INSTANT} else posted_at end
     where ${KEYS[kind]} = ? and surface = ?`,
    [at.channelId, at.messageId, now, id, surface],
  );
}

export async function show(
  sql: Sql,
  { kind, id }: About,
  { surface, at, shownHash, earlier, now }: Shown & { readonly now: Instant },
): Promise<void> {
  await sql(
    `update calsync.card set channel_id = ?, message_id = ?, shown_hash = ?, earlier = ?::jsonb,
       posted_at = case when message_id is null then ${INSTANT} else posted_at end, edited_at = ${INSTANT} where ${KEYS[kind]} = ? and surface = ?`,
    [at.channelId, at.messageId, shownHash, earlier && JSON.stringify(earlier), now, now, id, surface],
  );
}

/** On all surfaces, where a message stands. */
export async function findMessages(
  sql: Sql,
  { kind, id }: Pick<About, 'kind' | 'id'>,
): Promise<{ readonly surface: string; readonly at: MessageRef }[]> {
  const cards = await sql<MessageRef & { surface: string }>(
    `select surface, channel_id as "channelId", message_id as "messageId" from calsync.card
     where ${KEYS[kind]} = ? and message_id is not null order by surface desc`,
    [id],
  );
  return cards.map(({ surface, channelId, messageId }) => ({ surface, at: { channelId, messageId } }));
}

/** On how many of these its first send has not ended yet, well or badly. */
export async function countUntold(sql: Sql, issueId: number, surfaces: readonly string[]): Promise<number> {
  const [waiting] = await sql<{ count: number }>(
    `select count(distinct surface)::float8 as count from calsync.notification
     where issue_id = ? and state = 'due' and detail is null and surface in (${TEXTS})`,
    [issueId, JSON.stringify(surfaces)],
  );
  return waiting?.count ?? 0;
}

/** A deleted message leaves the one before it to be continued; that something was posted then stays known. */
export async function replaceCard(
  sql: Sql,
  { kind, id }: About,
  { surface, old }: { surface: string; old: 'deleted' | 'still_there' },
): Promise<void> {
  const earlier =
    old === 'deleted'
      ? `earlier || '{"seen": null}'::jsonb`
      : `jsonb_build_object('at', jsonb_build_object('channelId', channel_id, 'messageId', message_id),
           'postedAt', ${epochMs('posted_at')}, 'seen', null)`;
  await sql(
    `update calsync.card set earlier = ${earlier}, channel_id = null, message_id = null, post_key = ?
     where ${KEYS[kind]} = ? and surface = ? and message_id is not null`,
    [newPostKey(), id, surface],
  );
}

function newPostKey(): string {
  return randomUUID().slice(0, 18);
}
