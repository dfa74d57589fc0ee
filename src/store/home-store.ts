/** Who looks at a home of their own, what it shows, and whether it may have to show something else. */
import type { Instant } from '../domain/appointment.ts';
import type { HomeBook, StandingHome } from '../notify/homes.ts';
import type { SurfaceName } from '../notify/surface.ts';
import { INSTANT, type Sql } from './sql.ts';

/** The newest of whatever a home shows: each is the end of an index, or one of a few rows. */
const NEWEST = [
  `(select max(id) from calsync.pair_history)`,
  `(select id || outcome from calsync.run where kind <> 'single' order by started_at desc, id desc limit 1)`,
  `(select max(changed_at) from calsync.bulletin where state = 'open')`,
  `(select count(*) from calsync.bulletin where state = 'open')`,
  `(select count(*) from calsync.issue where state = 'open')`,
  `(select count(*) from calsync.issue where state = 'accepted')`,
  `(select id || state from calsync.notification order by created_at desc, id desc limit 1)`,
  `(select id from calsync.pause where ended_at is null)`,
  `(select max(opened_at) from calsync.home where surface = ?)`,
];

interface HomeRow {
  readonly userId: string;
  readonly shownHash: string | null;
  readonly channelId: string | null;
  readonly messageId: string | null;
  readonly trouble: string | null;
  readonly unwanted: boolean;
}

export interface HomeStore extends HomeBook {
  find(surface: SurfaceName, userId: string): Promise<StandingHome | undefined>;
  /** It is to be taken down. */
  unwanted(surface: SurfaceName, userId: string, at: Instant): Promise<void>;
}

const HOMES = `select user_id as "userId", shown_hash as "shownHash", channel_id as "channelId",
  message_id as "messageId", trouble, unwanted from calsync.home`;

export function homeStore(sql: Sql): HomeStore {
  return { ...visits(sql), ...outcomes(sql) };
}

/** What people do with homes, and what is known of them. */
function visits(sql: Sql): Pick<HomeStore, 'opened' | 'marker' | 'openedSince' | 'find' | 'unwanted'> {
  return {
    async opened(surface, { userId, empty }, at) {
      await sql(
        `insert into calsync.home as h (surface, user_id, opened_at) values (?, ?, ${INSTANT})
         on conflict (surface, user_id) do update set opened_at = excluded.opened_at, unwanted = false,
           shown_hash = case when ? then null else h.shown_hash end,
           trouble = case when ? then null else h.trouble end`,
        [surface, userId, at, empty, empty],
      );
    },
    async marker(surface) {
      const [row] = await sql<{ marker: string }>(`select concat_ws(' ', ${NEWEST.join(', ')}) as marker`, [
        surface,
      ]);
      return row?.marker ?? '';
    },
    async openedSince(surface, since) {
      const rows = await sql<HomeRow>(
        `${HOMES} where surface = ? and opened_at >= ${INSTANT} order by opened_at desc, user_id`,
        [surface, since],
      );
      return rows.map(homeOf);
    },
    async find(surface, userId) {
      const [row] = await sql<HomeRow>(`${HOMES} where surface = ? and user_id = ?`, [surface, userId]);
      return row && homeOf(row);
    },
    async unwanted(surface, userId, at) {
      await sql(
        `update calsync.home set unwanted = true, opened_at = ${INSTANT} where surface = ? and user_id = ?`,
        [at, surface, userId],
      );
    },
  };
}

/** What became of showing them. */
function outcomes(sql: Sql): Pick<HomeStore, 'published' | 'failed' | 'forget'> {
  return {
    async published(surface, { userId, shownHash, at: message, trouble }, at) {
      await sql(
        `update calsync.home set shown_hash = ?, channel_id = ?, message_id = ?, trouble = ?,
           published_at = ${INSTANT} where surface = ? and user_id = ?`,
        [shownHash, message?.channelId ?? null, message?.messageId ?? null, trouble, at, surface, userId],
      );
    },
    async failed(surface, userId, why) {
      await sql(`update calsync.home set trouble = ?, shown_hash = null where surface = ? and user_id = ?`, [
        why,
        surface,
        userId,
      ]);
    },
    async forget(surface, userId) {
      await sql(`delete from calsync.home where surface = ? and user_id = ?`, [surface, userId]);
    },
  };
}

function homeOf({ channelId, messageId, ...home }: HomeRow): StandingHome {
  return { ...home, at: channelId !== null && messageId !== null ? { channelId, messageId } : null };
}
