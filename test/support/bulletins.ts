/** What a salon's people are told about the whole, as it stands in the database. */
import { composeBulletin } from '../../src/notify/compose-bulletin.ts';
import { findBulletin } from '../../src/store/bulletin-store.ts';
import type { Salon } from './salon.ts';

export interface SaidBulletin {
  readonly kind: string;
  readonly state: 'open' | 'ended';
  readonly title: string;
  readonly text: string;
  readonly buttons: readonly string[];
}

/** The oldest first. */
export async function bulletinsOf({ sql, app }: Salon): Promise<SaidBulletin[]> {
  const all = await sql<{ id: number; kind: string; state: SaidBulletin['state'] }>(
    'select id, kind, state from calsync.bulletin order by id',
  );
  const said: SaidBulletin[] = [];
  for (const { id, kind, state } of all) {
    const told = await findBulletin(sql, id);
    if (!told) throw new Error(`bulletin ${id} is gone`);
    const { title, sections, actions = [] } = composeBulletin(told, app.config);
    said.push({
      kind,
      state,
      title,
      text: JSON.stringify(sections),
      buttons: actions.map(({ id: press }) => press),
    });
  }
  return said;
}

/** Notices by what they are about. */
export async function countNotices({ sql }: Salon): Promise<{ issues: number; bulletins: number }> {
  const [counted] = await sql<{ issues: number; bulletins: number }>(
    `select count(distinct issue_id)::float8 as issues, count(distinct bulletin_id)::float8 as bulletins
     from calsync.notification`,
  );
  return counted ?? { issues: 0, bulletins: 0 };
}
