/** That calsync is paused, and what came up meanwhile. Pure. */
import { sayInstant, sayNumber } from '../domain/wording.ts';
import { texts, type Composer } from './bulletin-content.ts';

export const composePause: Composer<'paused'> = {
  goingOn({ facts: { by, reason, until } }, wording) {
    const end =
      until === null ? 'Someone ends it with "resume".' : `It ends by itself ${sayInstant(until, wording)}.`;
    return {
      icon: '⏸️',
      title: `Paused by ${by}`,
      tone: 'warning',
      sections: texts([
        reason,
        `New cards are held, and nothing is written to Cal.com or to the database. Checks go on, and so do the cards that stand. ${end}`,
      ]),
    };
  },
  /** What was held is told now, each by itself or in one summary. */
  over({ facts: { by, reason, ended } }, wording) {
    const issues = ended?.issues ?? 0;
    const gone = ended?.over ?? 0;
    const head = ended?.by == null ? 'The pause is over' : `Resumed by ${ended.by}`;
    const opened = issues === 1 ? '1 new issue' : `${sayNumber(issues, wording)} new issues`;
    const ofThem = gone > 0 ? `, ${sayNumber(gone, wording)} of them over by themselves` : '';
    return {
      icon: '▶️',
      title: `${head}: ${opened} while paused${ofThem}`,
      tone: 'good',
      sections: texts([`It was paused by ${by}: ${reason}`]),
    };
  },
};
