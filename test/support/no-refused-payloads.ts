/** Every test fails in which a stand-in would not take what calsync sent, unless its file is about just that. */
import { afterAll, afterEach, expect } from 'vitest';
import { REFUSED_PAYLOADS, type RefusedPayload } from '../../src/sandbox/refused-payloads.ts';

const refused: string[] = [];
let sentOnPurpose = false;

REFUSED_PAYLOADS.subscribe((message) => {
  const { platform, problems } = message as RefusedPayload;
  refused.push(`${platform}: ${problems.join('; ')}`);
});

afterEach(() => {
  const seen = refused.splice(0);
  if (!sentOnPurpose) expect(seen, 'payloads that a platform would refuse').toEqual([]);
});

/** The next file may be run by the same process. */
afterAll(() => {
  sentOnPurpose = false;
});

/** For the whole file: it sends what no platform takes, to see it refused. */
export function refusedOnPurpose(): void {
  sentOnPurpose = true;
}
