import {
  createCalcomClient,
  type CalcomClient,
  type CalcomClientOptions,
} from '../../src/calcom/calcom-client.ts';
import { type RequestEvent } from '../../src/calcom/transport.ts';
import { type Clock } from '../../src/runtime/clock.ts';
import { createRequestBudget, inMemoryLedger } from '../../src/runtime/request-budget.ts';
import {
  startCalcom,
  type CalcomSandbox,
  type CalcomSandboxOptions,
} from '../../src/sandbox/calcom/start-calcom.ts';
import { createHurriedClock } from '../unit/runtime/manual-clock.ts';

/** A stand-in Cal.com with one event type, and a client of it, both on a clock that never makes anyone wait. */
export interface CalcomTestWorld extends AsyncDisposable {
  calcom: CalcomSandbox;
  client: CalcomClient;
  clock: Clock;
  eventTypeId: number;
  events: RequestEvent[];
  /** The uid of a new Booking of Mia Novak, half an hour long. */
  book(start: number): string;
  /** Another client of the same Cal.com. */
  connect(options?: Partial<CalcomClientOptions>): CalcomClient;
}

export async function aCalcomWorld(
  options: Partial<CalcomClientOptions> = {},
  sandbox: CalcomSandboxOptions = {},
): Promise<CalcomTestWorld> {
  const clock = options.clock ?? createHurriedClock(Date.UTC(2026, 11, 1));
  const calcom = await startCalcom({ clock, ...sandbox });
  const { id } = calcom.world.addEventType({ slug: 'check-up', title: 'Check-up' });
  const events: RequestEvent[] = [];
  const budget = createRequestBudget({ ledger: inMemoryLedger(), clock, requestsPerMinute: 90 });
  const disposables = new AsyncDisposableStack();
  disposables.use(calcom);
  const defaults = {
    url: `${calcom.url}/`,
    apiKey: calcom.apiKey,
    budget,
    clock,
    log: (event: RequestEvent) => events.push(event),
  };
  const connect = (more: Partial<CalcomClientOptions> = {}): CalcomClient =>
    disposables.use(createCalcomClient({ ...defaults, ...options, ...more }));
  return {
    calcom,
    client: connect(),
    clock,
    eventTypeId: id,
    events,
    book: (start) => calcom.world.book({ eventTypeId: id, start }).uid,
    connect,
    [Symbol.asyncDispose]: () => disposables.disposeAsync(),
  };
}
