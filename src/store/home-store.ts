/** Who looks at a home of their own, what it shows, and whether it may have to show something else. */
import type { HomeBook, StandingHome } from '../notify/homes.ts';
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

export function homeStore(sql: Sql): HomeBook {
  return {
    async opened(surface, { userId, empty }, at) {
      await sql(
        `insert into calsync.home as h (surface, user_id, opened_at) values (?, ?, ${INSTANT})
         on conflict (surface, user_id) do update set opened_at = excluded.opened_at,
           shown_hash = case when ? then null else h.shown_hash end`,
        [surface, userId, at, empty],
      );
    },
    async marker(surface) {
      const [row] = await sql<{ marker: string }>(`select concat_ws(' ', ${NEWEST.join(', ')}) as marker`, [
        surface,
      ]);
      return row?.marker ?? '';
    },
    openedSince: (surface, since) =>
      sql<StandingHome>(
        `select user_id as "userId", shown_hash as "shownHash" from calsync.home
         where surface = ? and opened_at >= ${INSTANT} order by opened_at desc, user_id`,
        [surface, since],
      ),
    async published(surface, { userId, shownHash }, at) {
      await sql(
        `update calsync.home set shown_hash = ?, published_at = ${INSTANT} where surface = ? and user_id = ?`,
        [shownHash, at, surface, userId],
      );
    },
    async forget(surface, userId) {
      await sql(`delete from calsync.home where surface = ? and user_id = ?`, [surface, userId]);
    },
  };
}
