import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Observation, Step } from '../../../src/domain/ladder.ts';
import { isSameFinding } from '../../../src/domain/pair-state.ts';
import { MINUTE } from '../../support/builders.ts';
import { aClimber, AGREES, CANCELLED, differs, MISSING, MOVED, TROUBLE } from '../../support/climber.ts';

const disagreement = fc
  .tuple(fc.constantFrom(MOVED, CANCELLED, MISSING), fc.constantFrom('as first seen', 'moved again'))
  .map(([finding, values]) => differs(finding, values));
const disturbance = fc.oneof(disagreement, disagreement, fc.constant(TROUBLE));
const observation = fc.oneof(disturbance, disturbance, fc.constant(AGREES));

/** One attempt after some time; now and then a person accepts what is open. */
const moment = fc.record({
  seen: observation,
  wait: fc.constantFrom(0, 1, MINUTE, 5 * MINUTE, 60 * MINUTE, 8 * 24 * 60 * MINUTE),
  accepts: fc.boolean(),
});
type Moment = { seen: Observation; wait: number; accepts: boolean };
const story = fc.array(moment, { maxLength: 40 });

/** A Pair to which all this has happened. */
function told(moments: readonly Moment[]) {
  const pair = aClimber();
  for (const { seen, wait, accepts } of moments) {
    if (accepts && pair.standing.issue?.state === 'open') pair.accept();
    pair.now += wait;
    pair.see(seen);
  }
  return pair;
}

describe('whatever happened to a Pair before', () => {
  test('agreement ends it: silently, by closing what is open, or by letting go of what was accepted', () => {
    fc.assert(
      fc.property(story, (moments) => {
        const pair = told(moments);
        const before = pair.standing.issue?.state;

        const step = pair.see(AGREES);

        const expected = { open: 'close', accepted: 'lapse', resolved: undefined, none: undefined };
        expect(step?.issue?.kind).toBe(expected[before ?? 'none']);
        expect(pair.standing).toMatchObject({ status: 'synced', ladder: null });
        expect(pair.standing.issue?.state ?? 'resolved').toBe('resolved');
      }),
    );
  });

  test('the same observation a second time changes nothing while no time passes', () => {
    fc.assert(
      fc.property(story, observation, (moments, seen) => {
        const pair = told(moments);
        pair.see(seen);

        expect(pair.see(seen)).toBeNull();
      }),
    );
  });

  test('ten attempts that never agree end in an Issue', () => {
    fc.assert(
      fc.property(story, fc.array(disturbance, { minLength: 10, maxLength: 10 }), (moments, seen) => {
        const pair = told(moments);
        pair.see(AGREES);

        const steps = seen.map((one) => pair.seeWhenDue(one));

        expect(steps.some((step) => step?.issue?.kind === 'open' || step?.issue?.kind === 'reopen')).toBe(
          true,
        );
      }),
    );
  });

  test('trouble opens and closes nothing, and changes no status, while an Issue is open', () => {
    fc.assert(
      fc.property(story, (moments) => {
        const pair = told(moments);
        pair.conclude(differs(MOVED));
        fc.pre(pair.standing.issue?.state === 'open');
        const before = pair.standing;

        for (let attempt = 0; attempt < 15; attempt++) {
          pair.now += 5 * MINUTE;
          expect(pair.see(TROUBLE)?.issue ?? null).toBeNull();
          expect(pair.standing).toMatchObject({ status: before.status, issue: before.issue });
        }
      }),
    );
  });

  test('an accepted difference is never told again while its values stay', () => {
    fc.assert(
      fc.property(
        story,
        fc.array(fc.constantFrom(differs(MOVED), TROUBLE), { maxLength: 15 }),
        (moments, seen) => {
          const pair = told([...moments, { seen: AGREES, wait: 0, accepts: false }]);
          pair.conclude(differs(MOVED));
          pair.accept();

          for (const one of seen) {
            pair.now += 5 * MINUTE;
            expect(pair.see(one)).toBeNull();
          }
        },
      ),
    );
  });
});

describe('a step', () => {
  test('never asks for an attempt in the past, nor asks and concludes at once', () => {
    fc.assert(
      fc.property(story, (moments) => {
        const pair = told(moments);
        const step: Step | null = pair.see(moments[0]?.seen ?? AGREES);

        expect(step?.ladder?.nextAttemptAt ?? Infinity).toBeGreaterThan(pair.now);
        expect(step?.issue && step.ladder).toBeFalsy();
      }),
    );
  });

  test('opens only what was seen three times in a row, unless it keeps changing', () => {
    fc.assert(
      fc.property(story, (moments) => {
        const pair = aClimber();
        const attempts: Observation[] = [];
        for (const { seen, wait } of moments) {
          pair.now += wait;
          const step = pair.see(seen);
          if (seen.kind === 'agrees') attempts.length = 0;
          else if (step?.attempt != null) attempts.push(seen);
          const opened = step?.issue?.kind === 'open' || step?.issue?.kind === 'reopen' ? step.issue : null;
          if (!opened || opened.keepsChanging || opened.finding.code === 'VERIFICATION_ERROR') continue;
          const verdicts = attempts.filter((one) => one.kind === 'differs').slice(-3);
          expect(verdicts).toHaveLength(3);
          expect(verdicts.every((one) => isSameFinding(one.finding, opened.finding))).toBe(true);
        }
      }),
    );
  });
});
