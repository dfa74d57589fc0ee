/** The salon's calendar: times at which someone can sit in a chair. */

const MINUTE = 60_000;
const OPENS_AT = 9 * 60;
const CLOSES_AT = 17 * 60;
/** The longest service: one chair, one customer at a time. */
const STEP = 90;

/** Starts on workdays between two instants, epoch ms, soonest first; times of day are those of UTC. */
export function* officeHours(from: number, to: number): Generator<number> {
  const day = 24 * 60 * MINUTE;
  for (let midnight = Math.floor(from / day) * day; midnight < to; midnight += day) {
    if (isWeekend(midnight)) continue;
    for (let minute = OPENS_AT; minute <= CLOSES_AT; minute += STEP) {
      const start = midnight + minute * MINUTE;
      if (start >= from && start < to) yield start;
    }
  }
}

function isWeekend(midnight: number): boolean {
  const weekday = new Date(midnight).getUTCDay();
  return weekday === 0 || weekday === 6;
}

/** After closing time, when the chair is free: `n` days after the day of an instant. */
export function evening(instant: number, n: number): number {
  const day = 24 * 60 * MINUTE;
  return Math.floor(instant / day) * day + n * day + (18 * 60 + 30) * MINUTE;
}
