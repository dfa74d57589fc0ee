/** Says aloud that a stand-in did not take what it was sent: a test that looks elsewhere would not notice. */
import { channel } from 'node:diagnostics_channel';

export interface RefusedPayload {
  readonly platform: 'Slack' | 'Discord';
  readonly problems: readonly string[];
}

/** Of refusals by the platforms' own rules alone; a fault that was arranged is none. */
export const REFUSED_PAYLOADS = channel('calsync:refused-payloads');

export function sayRefused(platform: RefusedPayload['platform'], problems: readonly string[]): void {
  REFUSED_PAYLOADS.publish({ platform, problems } satisfies RefusedPayload);
}
