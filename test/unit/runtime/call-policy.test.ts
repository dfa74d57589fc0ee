import { describe, expect, test, vi } from 'vitest';
import {
  type CallKind,
  type CallPolicy,
  type ErrorMeaning,
  createCallPolicy,
  isCircuitOpen,
} from '../../../src/runtime/call-policy.ts';
import { type Clock } from '../../../src/runtime/clock.ts';
import { createRequestBudget, inMemoryLedger } from '../../../src/runtime/request-budget.ts';
import { createHurriedClock, createManualClock, settled } from './manual-clock.ts';

const NEVER = new AbortController().signal;
const OUTAGE = new Error('outage');
const REFUSAL = new Error('refusal');
const THROTTLED = new Error('throttled');

describe('a call', () => {
  test.each([
    ['read', 3],
    ['listing', 4],
    ['write', 1],
  ] as const)('that is a %s is sent %i times through an outage', async (kind, times) => {
    const { run, sent } = aPolicy();

    await expect(run(() => Promise.reject(OUTAGE), { kind })).rejects.toBe(OUTAGE);

    expect(sent()).toBe(times);
  });

  test('waits half a second and then a second between its tries, give or take a quarter', async () => {
    const clock = createHurriedClock();
    const sleep = vi.spyOn(clock, 'sleep');
    const { run } = aPolicy({ clock });

    await expect(run(() => Promise.reject(OUTAGE))).rejects.toBe(OUTAGE);

    const [first, second] = sleep.mock.calls.map(([ms]) => ms);
    expect(first).toBeGreaterThanOrEqual(375);
    expect(first).toBeLessThanOrEqual(625);
    expect(second).toBeGreaterThanOrEqual(750);
    expect(second).toBeLessThanOrEqual(1250);
  });

  test('that is refused is not sent again', async () => {
    const { run, sent } = aPolicy();

    await expect(run(() => Promise.reject(REFUSAL))).rejects.toBe(REFUSAL);

    expect(sent()).toBe(1);
  });

  test('that is throttled waits for the end of the pause and is sent once more', async () => {
    const clock = createManualClock();
    const { run, sent } = aPolicy({ clock });
    const answers = [() => Promise.reject(THROTTLED), () => Promise.resolve('fine')];

    const answer = run(() => answers.shift()!());
    await clock.advance(59_000);
    expect(sent()).toBe(1);
    await clock.advance(1000);

    await expect(answer).resolves.toBe('fine');
  });

  test('that is throttled twice gives up', async () => {
    const { run, sent } = aPolicy();

    await expect(run(() => Promise.reject(THROTTLED))).rejects.toBe(THROTTLED);

    expect(sent()).toBe(2);
  });

  test('wakes from its back-off when the caller gives up', async () => {
    const clock = createManualClock();
    const { policy } = aPolicy({ clock });
    const giveUp = new AbortController();

    const answer = policy.run({
      kind: 'read',
      priority: 'sweep',
      signal: giveUp.signal,
      send: () => Promise.reject(OUTAGE),
    });
    await settled();
    await new Promise((resolve) => setTimeout(resolve, 5));
    giveUp.abort(new Error('shutting down'));

    await expect(answer).rejects.toThrow('shutting down');
    expect(clock.sleepers()).toBe(0);
  });

  test('has its signal ended by the time-out', async () => {
    const { policy } = aPolicy({ timeouts: { write: 10 } });

    const answer = policy.run({ kind: 'write', priority: 'person', signal: NEVER, send: untilEnded });

    await expect(answer).rejects.toThrow('ended');
  });
});

describe('the circuit', () => {
  test('opens after six outages in a row, and asks nothing more', async () => {
    const { policy, run, sent } = aPolicy({ clock: createManualClock() });

    await outages(run, 6);
    const refused = await run(() => Promise.resolve('fine')).catch((error: unknown) => error);

    expect(isCircuitOpen(refused)).toBe(true);
    expect(policy.breaker.state()).toBe('open');
    expect(sent()).toBe(6);
  });

  test('stays closed when an answer, even a refusal, comes between', async () => {
    const { policy, run } = aPolicy({ clock: createManualClock() });

    await outages(run, 5);
    await run(() => Promise.reject(REFUSAL)).catch(() => {});
    await outages(run, 5);

    expect(policy.breaker.state()).toBe('closed');
  });

  test('lets a probe through after half a minute and closes on its answer', async () => {
    const clock = createManualClock();
    const { policy, run } = aPolicy({ clock });
    const seen: string[] = [];
    policy.breaker.onStateChange((state) => seen.push(state));

    await outages(run, 6);
    await clock.advance(29_999);
    expect(policy.breaker.state()).toBe('open');
    await clock.advance(1);
    expect(policy.breaker.state()).toBe('half-open');
    await run(() => Promise.resolve('fine'));

    expect(policy.breaker.state()).toBe('closed');
    expect(seen).toEqual(['open', 'half-open', 'closed']);
  });

  test('opens again when the probe fails, and when its caller gives up', async () => {
    const clock = createManualClock();
    const { policy, run } = aPolicy({ clock });
    const giveUp = new AbortController();

    await outages(run, 6);
    await clock.advance(30_000);
    const probe = policy.run({ kind: 'read', priority: 'sweep', signal: giveUp.signal, send: untilEnded });
    await settled();
    giveUp.abort(new Error('enough'));
    await expect(probe).rejects.toThrow('enough');
    await settled();

    expect(policy.breaker.state()).toBe('open');
  });

  test('does not keep a caller that gives up while another probes', async () => {
    const clock = createManualClock();
    const { policy, run } = aPolicy({ clock });
    const giveUp = new AbortController();

    await outages(run, 6);
    await clock.advance(30_000);
    void run(() => new Promise<string>(() => {}));
    const second = policy.run({
      kind: 'read',
      priority: 'sweep',
      signal: giveUp.signal,
      send: () => Promise.resolve('fine'),
    });
    await settled();
    giveUp.abort(new Error('enough'));

    await expect(second).rejects.toThrow('enough');
  });

  test('is still open after a restart, and opens for a probe when its time has come', async () => {
    const clock = createManualClock(1_000_000);
    const before = aPolicy({ clock });
    await outages(before.run, 6);
    await clock.advance(10_000);

    const after = aPolicy({ clock, saved: JSON.parse(JSON.stringify(before.policy.breaker)) as unknown });

    expect(after.policy.breaker.state()).toBe('open');
    await clock.advance(20_000);
    await expect(after.run(() => Promise.resolve('fine'))).resolves.toBe('fine');
    expect(after.policy.breaker.state()).toBe('closed');
  });

  test('counts on after a restart', async () => {
    const clock = createManualClock();
    const before = aPolicy({ clock });
    await outages(before.run, 4);

    const after = aPolicy({ clock, saved: JSON.parse(JSON.stringify(before.policy.breaker)) as unknown });
    await outages(after.run, 2);

    expect(after.policy.breaker.state()).toBe('open');
  });

  test.each([
    [null],
    ['open'],
    [{}],
    [{ outages: -1 }],
    [{ outages: 6, openedAt: 'noon' }],
    [{ ownState: { value: 1 } }],
  ])('takes the junk %j for nothing', async (saved) => {
    const { policy, run } = aPolicy({ saved });

    await expect(run(() => Promise.resolve('fine'))).resolves.toBe('fine');

    expect(policy.breaker.state()).toBe('closed');
  });
});

type Run = (send: () => Promise<string>, options?: { kind?: CallKind }) => Promise<string>;

interface Setting {
  clock?: Clock;
  saved?: unknown;
  timeouts?: Partial<Record<CallKind, number>>;
}

function aPolicy({ clock = createHurriedClock(), ...rest }: Setting = {}): {
  policy: CallPolicy;
  run: Run;
  sent: () => number;
} {
  const budget = createRequestBudget({
    ledger: inMemoryLedger(),
    clock,
    requestsPerMinute: 60_000,
    burst: 100,
  });
  const policy = createCallPolicy({ budget, clock, meaningOf: (error) => meaningOf(error, clock), ...rest });
  let sent = 0;
  const run: Run = (send, { kind = 'read' } = {}) =>
    policy.run({
      kind,
      priority: 'sweep',
      signal: NEVER,
      send: () => {
        sent += 1;
        return send();
      },
    });
  return { policy, run, sent: () => sent };
}

function meaningOf(error: unknown, clock: Clock): ErrorMeaning {
  if (error === OUTAGE) return { kind: 'outage' };
  if (error === THROTTLED) return { kind: 'throttled', until: clock.now() + 60_000 };
  return { kind: error === REFUSAL ? 'answer' : 'other' };
}

async function outages(run: Run, count: number): Promise<void> {
  for (let n = 0; n < count; n += 1)
    await run(() => Promise.reject(OUTAGE), { kind: 'write' }).catch(() => {});
}

function untilEnded(signal: AbortSignal): Promise<string> {
  const { promise, reject } = Promise.withResolvers<string>();
  signal.addEventListener('abort', () => reject(new Error('ended')));
  return promise;
}
