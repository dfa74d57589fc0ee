/** Rows that somebody edits. */
import type { Row } from '../company.ts';
import { HOUR, MINUTE } from '../slots.ts';
import { standingOfRow } from '../truth/standing.ts';
import { draw, isAhead, isLikeOthers, type Pair, pairsOf, simplePairs } from './candidates.ts';
import type { Planned, Stage } from './stage.ts';

export function editRowTime(stage: Stage): Planned | undefined {
  const { random } = stage;
  const row = draw(random, livePairs(stage, [...simplePairs(stage), ...seatedPairs(stage)]))?.row;
  if (!row) return undefined;
  const by = random.pick([61_000, 5 * MINUTE, HOUR]);
  const { startsAt, endsAt } = row;
  const change = random.pick<Partial<Row>>([
    { startsAt: startsAt + by, endsAt: endsAt + by },
    { startsAt: startsAt - by, endsAt: endsAt - by },
    { startsAt: startsAt - by },
    { endsAt: endsAt + by },
  ]);
  return editing(stage, row, change);
}

export function putRowTimeBack(stage: Stage): Planned | undefined {
  const pair = draw(
    stage.random,
    livePairs(stage, [...simplePairs(stage), ...seatedPairs(stage)]).filter(
      ({ row, booking }) => row.startsAt !== booking.start.getTime() || row.endsAt !== booking.end.getTime(),
    ),
  );
  if (!pair) return undefined;
  const { start, end } = pair.booking;
  return editing(stage, pair.row, { startsAt: start.getTime(), endsAt: end.getTime() });
}

/** Then the two look like each other, but nothing ties them. */
export function forgetUid(stage: Stage): Planned | undefined {
  const pair = draw(
    stage.random,
    livePairs(stage, simplePairs(stage)).filter(({ row, booking }) => !isLikeOthers(booking, row, stage)),
  );
  return pair && editing(stage, pair.row, { bookingUid: stage.random.pick([null, '']) });
}

function livePairs(stage: Stage, pairs: readonly Pair[]): Pair[] {
  return pairs.filter(({ row, booking }) => standingOfRow(row) === 'live' && isAhead(booking, stage));
}

function seatedPairs(stage: Stage): Pair[] {
  return pairsOf(stage).filter(({ seatUid }) => seatUid !== null);
}

function editing(stage: Stage, row: Row, change: Partial<Row>): Planned {
  const apply = async () => {
    await stage.company.put({ ...row, ...change });
    return [];
  };
  return { seen: 'by change', apply };
}
