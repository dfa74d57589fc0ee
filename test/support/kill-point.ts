/** Where a process is killed. */
import type { StepName } from '../../src/cli/steps.ts';

export interface KillPoint {
  readonly step: StepName;
  readonly when: 'before' | 'after';
}
