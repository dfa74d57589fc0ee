/** Whether the demo went right: exactly what was planted was found, everything was put right, and everybody sees it. */
import type { RunReport } from '../../reconcile/run-report.ts';
import type { Planted } from '../../sandbox/salon/plant.ts';
import { issueStore } from '../../store/query-store.ts';
import type { Stage } from './open-stage.ts';
import type { Say } from './script.ts';
import { waitFor } from './act-on-stage.ts';
import { standingCards } from './watch-cards.ts';

/** Says each planted story, and whether it was found; false when one was missed or another was invented. */
export function judgeFindings({ salon }: Stage, { discrepancies }: RunReport, say: Say): boolean {
  const found = new Set(discrepancies.map(keyOf));
  const planted = new Set(salon.planted.map(keyOf));
  for (const one of salon.planted)
    say(`${found.has(keyOf(one)) ? '✅' : '❌'} ${one.code.padEnd(18)} ${one.story}`);
  const invented = [...found].filter((key) => !planted.has(key));
  for (const key of invented) say(`❌ found, but not planted: ${key}`);
  return invented.length === 0 && [...planted].every((key) => found.has(key));
}

function keyOf({
  code,
  appointmentId,
  bookingUid,
  fields,
}: Planted | RunReport['discrepancies'][number]): string {
  return [code, appointmentId ?? '–', bookingUid ?? '–', ...fields].join(' ');
}

/** All sides agree or were accepted, and every card on both platforms says so. */
export async function judgeEnd(stage: Stage, last: RunReport, say: Say): Promise<boolean> {
  const { result, discrepancies } = last;
  const accepted = discrepancies.filter((one) => one.accepted).length;
  const inSync = result.outcome === 'complete' && accepted === discrepancies.length;
  say(
    `${inSync ? '✅' : '❌'} the last full check: ${result.outcome}, ${result.counts.synced} in sync, ${accepted} accepted as they are`,
  );
  const open = await issueStore(stage.app.database.sql).listIssues({ state: 'open' });
  say(`${open.length === 0 ? '✅' : '❌'} ${open.length} issues left`);
  const told = await waitFor(stage, () => (isAllTold(stage) ? true : undefined)).catch(() => false);
  say(`${told ? '✅' : '❌'} every card on Slack and on Discord shows how it ended`);
  return inSync && open.length === 0 && told;
}

function isAllTold(stage: Stage): boolean {
  const cards = standingCards(stage);
  const each = (['Slack', 'Discord'] as const).map((surface) =>
    cards.filter((card) => card.surface === surface),
  );
  return each.every(
    (some) => some.length === stage.salon.planted.length && some.every(({ buttons }) => buttons.length === 0),
  );
}
