/** While calsync is paused nothing is written to either side; looking again and accepting go on. */
import type { Action } from '../domain/offers.ts';

export interface WritePause {
  readonly reason: string;
  readonly byName: string;
}

export function writesToASide(action: Action): boolean {
  return action !== 'retry' && action !== 'resolve';
}

export function pauseInWords({ reason, byName }: WritePause): string {
  return `calsync was paused by ${byName} (${reason}), and nothing is written to either side meanwhile: "resume" ends it, then press again.`;
}
