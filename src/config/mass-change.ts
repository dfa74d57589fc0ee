import { type Kind, type Reading } from './variable.ts';

export interface MassChange {
  /** So many Pairs … */
  readonly count: number;
  /** … and so many percent of the window. */
  readonly percent: number;
}

/** `20,10%`: how much may turn bad within an hour before calsync stops and asks. */
export const massChange: Kind<MassChange> = {
  expected: 'a number and a percentage up to 100 %, separated by a comma',
  read: readMassChange,
};

function readMassChange(text: string): Reading<MassChange> {
  const [, count, percent] = /^(\d{1,7})\s*,\s*(\d{1,3}(?:\.\d+)?)\s*%$/.exec(text) ?? [];
  if (count === undefined || Number(percent) > 100) return { wrong: '' };
  return { value: { count: Number(count), percent: Number(percent) } };
}
