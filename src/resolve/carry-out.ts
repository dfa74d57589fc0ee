/** Carries out one Resolution, once: over any number of clickers, surfaces, replicas and kills. */
import type { Booking } from '../domain/booking.ts';
import { CalcomError } from '../domain/errors.ts';
import { factsHash, verdictHash } from '../domain/hashes.ts';
import { booksAnew } from '../domain/offers.ts';
import type { Finding } from '../domain/pair-state.ts';
import type { Pair } from '../domain/pair.ts';
import { pauseInWords, type Pause } from '../domain/pause.ts';
import { CHANGED, end } from './end.ts';
import { planAction, type CalcomCall, type Plan } from './plan-action.ts';
import type { Ending, Examined, ResolvePorts } from './ports.ts';
import { isSent, LOOK_YOURSELF, lookAtOnce, recover, traceOf } from './recover.ts';
import { refusalInWords } from './refusal-in-words.ts';
import type { ActiveResolution } from './resolution.ts';
import { sentCallOf } from './sent-call.ts';

/** Older requests are not begun: the person may have forgotten them. */
const BEGIN_WITHIN_MS = 15 * 60_000;
/** After a second write whose outcome nobody knows, a person has to look. */
const MAX_SENDS = 2;

export async function carryOut(
  resolution: ActiveResolution,
  ports: ResolvePorts,
  signal: AbortSignal,
): Promise<void> {
  const { log, clock } = ports;
  if (resolution.state === 'requested') {
    if (clock.now() - resolution.requestedAt > BEGIN_WITHIN_MS) {
      await end(resolution, ports, refusal('It was not begun within 15 minutes: press again.'));
      return;
    }
    const pause = writes(resolution) ? await ports.findPause() : undefined;
    if (pause) {
      await end(resolution, ports, refusal(notWhile(pause)));
      return;
    }
    if (!(await log.begin(resolution.id))) return;
  }
  const at = { ports, signal };
  const ending = await proceed(resolution, await examine(resolution, at), at);
  if (!ending || !(await end(resolution, ports, ending))) return;
  if (resolution.pairId !== null) await ports.verify(resolution.pairId, signal);
}

/** To look again and to accept it as it is change nothing on either side. */
function writes({ action }: ActiveResolution): boolean {
  return action !== 'retry' && action !== 'resolve';
}

function notWhile(pause: Pause): string {
  return `Nothing was done: ${pauseInWords(pause)}. Press again when it is over.`;
}

interface At {
  readonly ports: ResolvePorts;
  readonly signal: AbortSignal;
}

/** A Pair that was read and that still differs. */
interface Facts {
  readonly pair: Pair;
  readonly finding: Finding;
}

async function examine({ pairId }: ActiveResolution, { ports, signal }: At): Promise<Examined> {
  return pairId === null ? { kind: 'gone' } : ports.examine(pairId, signal);
}

/** Undefined: not over yet, or in another process's hands. */
async function proceed(resolution: ActiveResolution, facts: Examined, at: At): Promise<Ending | undefined> {
  if (isSent(resolution)) {
    const recovered = await recover(resolution, facts, at);
    if (recovered.kind === 'ended') return recovered.ending;
    return recovered.kind === 'lost' ? sendAgain(resolution, facts, at) : undefined;
  }
  if (facts.kind === 'gone') return refusal('Both sides are gone by now.');
  if (facts.kind === 'unreadable') return unread(resolution, facts.why);
  const { pair, finding } = facts;
  if (!finding) return agreed(resolution);
  if (!isAsShown(resolution, { pair, finding })) return refusal(CHANGED);
  return execute(resolution, { pair, finding }, at);
}

/** Nobody's click did that, save where it only asked to look. */
function agreed({ action }: ActiveResolution): Ending {
  const result = 'Both sides agree by now.';
  return action === 'retry' ? { state: 'done', result } : refusal(`Nothing was done: ${result}`);
}

/** To look again binds nobody to anything; nor does accepting what could not even be judged. */
function isAsShown({ action, factsHash: shown }: ActiveResolution, { pair, finding }: Facts): boolean {
  if (action === 'retry') return true;
  if (action === 'resolve' && finding.code === 'VERIFICATION_ERROR') return true;
  return factsHash(pair, finding) === shown;
}

/** To look again is what a retry is for, and what cannot be read can be accepted; all else needs to know what it acts on. */
function unread({ action }: ActiveResolution, why: string): Ending {
  if (action === 'retry') return { state: 'done', result: `One side could not be read: ${why}.` };
  if (action === 'resolve') return { state: 'done', result: null, accept: { verdictHash: null } };
  return refusal(`Nothing was done, since one side could not be read: ${why}. Try again later.`);
}

/** Only on the facts that were clicked: what has changed meanwhile is a person's decision again. */
async function sendAgain(resolution: ActiveResolution, facts: Examined, at: At): Promise<Ending | undefined> {
  const { sends } = resolution;
  if (facts.kind !== 'read' || !facts.finding || sends >= MAX_SENDS)
    return { state: 'failed', result: LOOK_YOURSELF };
  const { pair, finding } = facts;
  if (!isAsShown(resolution, { pair, finding })) return { state: 'failed', result: SENT_AND_CHANGED };
  return execute(resolution, { pair, finding }, at);
}

const SENT_AND_CHANGED =
  'It was sent to Cal.com, nothing of it can be found, and by now the two sides differ in another way: look at the new card.';

function sentBefore(pause: Pause): string {
  return `It was sent to Cal.com, nothing of it can be found, and it is not sent again while ${pauseInWords(pause)}. Look into Cal.com, then press again.`;
}

async function execute(resolution: ActiveResolution, facts: Facts, at: At): Promise<Ending | undefined> {
  const plan = await planFor(resolution, facts, at);
  if ('state' in plan) return plan;
  // It may have begun while both sides were being read.
  const pause = writes(resolution) ? await at.ports.findPause() : undefined;
  if (pause)
    return isSent(resolution) ? { state: 'failed', result: sentBefore(pause) } : refusal(notWhile(pause));
  switch (plan.kind) {
    case 'verify':
      return { state: 'done', result: null };
    case 'accept':
      return { state: 'done', result: null, accept: { verdictHash: verdictHash(facts.pair, facts.finding) } };
    case 'rows':
      return { state: 'done', result: null, rows: plan.writes };
    case 'calcom':
      return call(resolution, { plan, pair: facts.pair }, at);
  }
}

async function planFor(
  { action, eventTypeId }: ActiveResolution,
  { pair, finding }: Facts,
  { ports, signal }: At,
): Promise<Plan | Ending> {
  try {
    const types = booksAnew(action, pair) ? await ports.calcom.eventTypes(signal) : [];
    const eventTypes = new Map(types.map((type) => [type.id, type]));
    const { company, clock } = ports;
    const facts = { pair, finding, company, now: clock.now(), eventTypes, eventTypeId };
    const planned = planAction(action, facts);
    return planned.kind === 'planned' ? planned.plan : { state: 'refused', result: planned.why };
  } catch (error) {
    if (!(error instanceof CalcomError)) throw error;
    return refusal(`Nothing was done, since Cal.com could not be asked: ${error.message}`);
  }
}

/** What is sent is recorded first: whatever happens then, it will be looked for before anything is sent again. */
async function call(
  resolution: ActiveResolution,
  { plan, pair }: { plan: Plan & { kind: 'calcom' }; pair: Pair },
  { ports, signal }: At,
): Promise<Ending | undefined> {
  const sent = sentCallOf(plan.call);
  const sentAt = ports.clock.now();
  if (!(await ports.log.sending(resolution, { sent, at: sentAt }))) return undefined;
  try {
    return succeeded(plan, await send(plan.call, resolution, { ports, signal }));
  } catch (error) {
    if (!(error instanceof CalcomError)) throw error;
    if (!error.outcomeUnknown && error.reason !== 'slot_taken')
      return { state: 'failed', result: refusalInWords(error) };
    const left = { ...resolution, state: 'running' as const, sent, sentAt, sends: resolution.sends + 1 };
    if (error.outcomeUnknown) return lookAtOnce(left, pair.appointment, { ports, signal });
    // The slot may be taken by our own first try.
    const mine =
      resolution.sends > 0
        ? await recover(left, { kind: 'read', pair, finding: undefined }, { ports, signal })
        : undefined;
    return mine?.kind === 'ended' && mine.ending.calcom
      ? mine.ending
      : { state: 'failed', result: refusalInWords(error) };
  }
}

async function send(
  calling: CalcomCall,
  { marker, action, by }: ActiveResolution,
  { ports, signal }: At,
): Promise<Booking> {
  const reason = `${action === 'cancel' ? 'Cancelled' : 'Changed'} by ${by.name} with calsync`;
  if (calling.kind === 'create') return ports.calcom.createBooking({ ...calling.booking, marker }, signal);
  const { uid } = calling.booking;
  const target = calling.seatUid === null ? { uid } : { uid, seatUid: calling.seatUid };
  return calling.kind === 'cancel'
    ? ports.calcom.cancelBooking({ ...target, reason }, signal)
    : ports.calcom.rescheduleBooking({ ...target, startsAt: calling.startsAt, reason }, signal);
}

function succeeded({ call: calling, thenRows }: Plan & { kind: 'calcom' }, answer: Booking): Ending {
  const before = calling.kind === 'create' ? null : traceOf(calling.booking);
  const calcom = { bookingUid: answer.uid, before, after: traceOf(answer) };
  return { state: 'done', result: null, rows: thenRows(answer), calcom };
}

function refusal(result: string): Ending {
  return { state: 'refused', result };
}
