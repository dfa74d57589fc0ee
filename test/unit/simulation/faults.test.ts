import { describe, expect, test } from 'vitest';
import { type CalcomSandbox, startCalcom } from '../../../src/sandbox/calcom/start-calcom.ts';
import { FAULT_NAMES, type FaultName, pickFault, WITHHOLDING } from '../../simulation/faults.ts';
import { createRandom } from '../../support/known-truth/random.ts';
import { HOUR, MORNING, salonClock } from '../../support/salon.ts';

const BOOKINGS = 10;
const TRUE_LIST = { status: 200, uids: uidsFrom(0, BOOKINGS), total: BOOKINGS };

/** What is seen of a list, or of whatever came in its place, where the fault strikes. */
const LISTS: Partial<Record<FaultName, unknown>> = {
  '429': { status: 429 },
  '500 before': { status: 500 },
  '500 after': { status: 500 },
  '503 page': 'no JSON',
  'cut before': 'cut',
  'cut after': 'cut',
  hang: 'no answer',
  'HTML with a 200': 'no JSON',
  '401': { status: 401 },
  'empty list that counts none': { status: 200, uids: [], total: 0 },
  '40 % of the list': { status: 200, uids: ['uid-0', 'uid-1', 'uid-5', 'uid-6'], total: 4 },
  'the first page again': { ...TRUE_LIST, total: BOOKINGS },
  'too high a total': { ...TRUE_LIST, total: BOOKINGS + 1 },
  'too low a total': { ...TRUE_LIST, total: BOOKINGS - 1 },
  'rows outside the asked span': { ...TRUE_LIST, strange: '2020-01-06T09:00:00.000Z' },
  'other body shape': { status: 200 },
  'foreign event types': { ...TRUE_LIST, strange: 999_999 },
  'another order': { ...TRUE_LIST, uids: TRUE_LIST.uids.toReversed() },
};

describe('a fault', () => {
  test.for(FAULT_NAMES)('strikes one to three of the next requests, then is over: %s', async (name) => {
    await using calcom = await openCalcom();
    const isOfLists = name !== 'a single Booking answers 500';
    const ask = () => (isOfLists ? list(calcom, 0) : single(calcom));
    const honest = await ask();
    pickFault({ random: createRandom(3), faults: calcom.faults }, [name]);

    const answers: unknown[] = [];
    for (let count = 0; count < 6; count++) answers.push(await ask());

    const struck = answers.filter((answer) => JSON.stringify(answer) !== JSON.stringify(honest));
    const expected = isOfLists ? LISTS[name] : { status: 500 };
    // The same question twice: that a page is repeated does not show.
    expect(name === 'the first page again' ? [0] : [1, 2, 3]).toContain(struck.length);
    for (const answer of struck) expect(answer).toEqual(expected);
    expect(answers.at(-1)).toEqual(honest);
  });

  test('that rewrites a list leaves single Bookings as they are', async () => {
    await using calcom = await openCalcom();
    const rewriting: FaultName[] = [
      ...WITHHOLDING,
      'too high a total',
      'too low a total',
      'rows outside the asked span',
      'other body shape',
      'foreign event types',
      'another order',
    ];
    const honest = await single(calcom);
    for (const name of rewriting) pickFault({ random: createRandom(1), faults: calcom.faults }, [name]);

    const answers = [await single(calcom), await single(calcom), await single(calcom)];

    expect(answers).toEqual([honest, honest, honest]);
  });

  test('that repeats a page answers the second question with the first answer', async () => {
    await using calcom = await openCalcom();
    pickFault({ random: createRandom(2), faults: calcom.faults }, ['the first page again']);

    const pages: unknown[] = [];
    for (const skip of [0, 1, 2, 3]) pages.push(await list(calcom, skip));

    expect(pages.some((page, at) => at > 0 && JSON.stringify(page) === JSON.stringify(pages[at - 1]))).toBe(
      true,
    );
  });

  test('can be taken away before it strikes', async () => {
    await using calcom = await openCalcom();
    const fault = pickFault({ random: createRandom(1), faults: calcom.faults }, ['500 before']);

    fault.remove();

    expect(await list(calcom, 0)).toEqual(TRUE_LIST);
  });

  test('is picked by seed, and each is picked in time', () => {
    expect(pick(1)).toEqual(pick(1));
    expect(pick(1)).not.toEqual(pick(2));
    expect([...new Set(pick(1))].toSorted()).toEqual(FAULT_NAMES.toSorted());
  });
});

function pick(seed: number): FaultName[] {
  const random = createRandom(seed);
  const faults = { add: () => ({ remove: () => undefined }), clear: () => undefined };
  return Array.from({ length: 300 }, () => pickFault({ random, faults }).name);
}

async function openCalcom(): Promise<CalcomSandbox> {
  const calcom = await startCalcom({ clock: salonClock(), requestsPerMinute: Infinity });
  calcom.world.addEventType({ id: 10 });
  for (const [hour, uid] of uidsFrom(0, BOOKINGS).entries())
    calcom.world.book({ uid, start: MORNING + hour * HOUR, eventTypeId: 10 });
  return calcom;
}

async function list(calcom: CalcomSandbox, skip: number): Promise<unknown> {
  return asked(calcom, `/bookings?sortStart=asc&take=250&skip=${skip}`);
}

async function single(calcom: CalcomSandbox): Promise<unknown> {
  return asked(calcom, '/bookings/uid-3');
}

async function asked(calcom: CalcomSandbox, path: string): Promise<unknown> {
  const headers = { Authorization: `Bearer ${calcom.apiKey}`, 'cal-api-version': '2024-08-13' };
  try {
    const answer = await fetch(`${calcom.url}${path}`, { headers, signal: AbortSignal.timeout(150) });
    return seen(answer.status, await answer.text());
  } catch (error) {
    return (error as Error).name === 'TimeoutError' ? 'no answer' : 'cut';
  }
}

interface Body {
  readonly data?: unknown;
  readonly pagination?: { readonly totalItems: number };
}

interface Listed {
  readonly uid: string;
  readonly start: string;
  readonly eventTypeId: number;
}

function seen(status: number, text: string): unknown {
  if (!text.startsWith('{')) return 'no JSON';
  const { data, pagination } = JSON.parse(text) as Body;
  if (!Array.isArray(data))
    return { status, ...((data as Partial<Listed> | undefined)?.uid && { one: data }) };
  const rows = data as Listed[];
  const [first] = rows;
  const strange =
    first?.eventTypeId === 10 ? first.start.startsWith('2020') && first.start : first?.eventTypeId;
  const uids = rows.map(({ uid }) => uid);
  return { status, uids, total: pagination?.totalItems, ...(strange && { strange }) };
}

function uidsFrom(from: number, to: number): string[] {
  return Array.from({ length: to - from }, (_, at) => `uid-${from + at}`);
}
