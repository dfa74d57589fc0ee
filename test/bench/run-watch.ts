/** Tells from the daemon's own log whether a full Run is under way. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '../../src/runtime/logger.ts';

export interface RunWatch {
  readonly log: Log;
  /** The number of the Run under way; undefined between two. */
  underWay(): number | undefined;
  /** Waits for one. */
  begun(): Promise<number>;
  /** How the others ended. */
  readonly outcomes: readonly string[];
}

const LOOK_EVERY_MS = 2;

export function runWatch(): RunWatch {
  const outcomes: string[] = [];
  let begun = 0;
  let running = false;
  const underWay = () => (running ? begun : undefined);
  return { log, underWay, outcomes, begun: waitForOne };

  function log(...[, message, fields = {}]: Parameters<Log>): void {
    if (message === 'verification began') {
      begun += 1;
      running = true;
    } else if (message === 'verification ended' && fields['kind'] === 'full') {
      running = false;
      outcomes.push(String(fields['outcome']));
    }
  }

  async function waitForOne(): Promise<number> {
    for (let run = underWay(); ; run = underWay()) {
      if (run !== undefined) return run;
      await sleep(LOOK_EVERY_MS);
    }
  }
}
