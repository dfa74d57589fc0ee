/** Ends a Resolution, whatever the company's database says to its part of it. */
import { RowChanged, RowRefused, type Ending, type ResolvePorts } from './ports.ts';
import type { ActiveResolution } from './resolution.ts';

export const CHANGED = 'What the card showed has changed meanwhile: nothing was done. Look at the new card.';

/** False when another process has ended it already. A row that cannot be written is left alone; what Cal.com has done stays, and is told. */
export async function end(
  resolution: ActiveResolution,
  { log, clock }: Pick<ResolvePorts, 'log' | 'clock'>,
  ending: Ending,
): Promise<boolean> {
  try {
    return await log.finish(resolution, ending, clock.now());
  } catch (error) {
    if (!(error instanceof RowChanged || error instanceof RowRefused)) throw error;
    const { rows: _, ...rest } = ending;
    const state = ending.calcom || error instanceof RowRefused ? 'failed' : 'refused';
    const result = ending.calcom ? `Done in Cal.com, but ${halfDone(error)}` : nothingDone(error);
    return log.finish(resolution, { ...rest, state, result }, clock.now());
  }
}

function halfDone(error: RowChanged | RowRefused): string {
  if (error instanceof RowChanged) return 'the appointment was changed at that moment and was left alone.';
  return `the database does not take the change to the appointment (${error.rule}): change it there.`;
}

function nothingDone(error: RowChanged | RowRefused): string {
  if (error instanceof RowChanged) return CHANGED;
  return `Nothing was done, since the database does not take it (${error.rule}): do it in your own software.`;
}
