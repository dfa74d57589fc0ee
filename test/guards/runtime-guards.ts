/** One schedule at a time, one budget of requests, no write twice. */
import type { Guard } from './guard.ts';

const SCHEDULE = 'src/runtime/schedule.ts';
const SCHEDULES = 'test/unit/runtime/schedule.test.ts';
const BUDGET = 'src/runtime/request-budget.ts';
const BUDGETS = 'test/unit/runtime/request-budget.test.ts';
const POLICY = 'src/runtime/call-policy.ts';
const POLICIES = 'test/unit/runtime/call-policy.test.ts';

export const runtimeGuards: readonly Guard[] = [
  {
    name: 'schedules never overlap',
    file: SCHEDULE,
    find: 'await job.run(signal).catch(',
    replace: 'void job.run(signal).catch(',
    test: SCHEDULES,
    title: 'wait for the one under way, and never overlap',
  },
  {
    name: 'what is due is done by one replica',
    file: SCHEDULE,
    find: 'await options.exclusively((held) => runDue(options, held, signal));',
    replace: 'await runDue(options, signal, signal);',
    test: SCHEDULES,
    title: 'leave to another replica what it does, and look again after a minute at the latest',
  },
  {
    name: 'a schedule that never ran or was missed is made up',
    file: SCHEDULE,
    find: 'const next = last === undefined ? -Infinity :',
    replace: 'const next = last === undefined ? Infinity :',
    test: SCHEDULES,
    title: 'that never ran are made up at the start, the larger one for the smaller',
  },
  {
    name: 'a full Run counts as the smaller ones of its hour',
    file: SCHEDULE,
    find: 'of [name, ...(job.includes ?? [])]',
    replace: 'of [name]',
    test: SCHEDULES,
    title: 'run when they are due, and what a larger one covers does not run beside it',
  },
  {
    name: 'a Run that was cut short counts as missed',
    file: SCHEDULE,
    find: 'if (signal.aborted) return;',
    replace: '',
    test: SCHEDULES,
    title: 'count a job that was cut short as missed',
  },
  {
    name: 'a lease is had by one process',
    file: 'src/store/lease-store.ts',
    find: 'where l.holder = excluded.holder or l.held_until <= ',
    replace: 'where true or l.held_until <= ',
    test: 'test/contract/store.test.ts',
    title: 'is had by one, also when all ask at once',
  },
  {
    name: 'who has lost the lease stops',
    file: 'src/runtime/lease.ts',
    find: 'if (!kept) return lost.abort(',
    replace: 'if (!kept) return void new Error(',
    test: 'test/unit/runtime/lease.test.ts',
    title: 'is told to stop when the lease went to another process, and leaves that one alone',
  },
  {
    name: 'no more than five requests leave at once',
    file: BUDGET,
    find: 'burst = 5,',
    replace: 'burst = 50,',
    test: BUDGETS,
    title: 'lets five leave at once after a rest and the next ones evenly',
  },
  {
    name: 'no more than two requests are under way',
    file: BUDGET,
    find: '&& this.#underWay < this.#inFlight',
    replace: '',
    test: BUDGETS,
    title: 'has at most two under way',
  },
  {
    name: 'a 429 pauses everybody',
    file: POLICY,
    find: 'await budget.pause(meaning.until);',
    replace: '',
    test: POLICIES,
    title: 'that is throttled waits for the end of the pause and is sent once more',
  },
  {
    name: 'a pause holds also for those whose turn was booked before it',
    file: BUDGET,
    find: 'if (this.#clock.now() < this.#pausedUntil) await this.#departure(left);',
    replace: '',
    test: BUDGETS,
    title: 'makes a request that waits already look again after a pause',
  },
  {
    name: 'people go before sweeps',
    file: 'src/runtime/waiting-line.ts',
    find: 'this.#waiting.person.shift() ?? this.#waiting.sweep.shift()',
    replace: 'this.#waiting.sweep.shift() ?? this.#waiting.person.shift()',
    test: BUDGETS,
    title: 'lets a person take the next departure, though sweeps came first',
  },
  {
    name: 'an answer, even a refusal, shows that Cal.com is alive',
    file: POLICY,
    find: "if (kind === 'answer' || kind === 'throttled') return { failure };",
    replace: '',
    test: POLICIES,
    title: 'stays closed when an answer, even a refusal, comes between',
  },
  {
    name: 'a write is never sent twice by itself',
    file: POLICY,
    find: 'listing: 3, write: 0',
    replace: 'listing: 3, write: 2',
    test: 'test/contract/calcom-faults.test.ts',
    title: 'leaves unknown, after one try, whether a write took effect',
  },
];
