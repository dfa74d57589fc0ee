/** What a Run could prove, one line for each guard. */
import { sayNumber, type Wording } from '../domain/wording.ts';
import type { RecordedRun } from './sources.ts';

export interface GuardLimits {
  readonly massChange: { readonly count: number; readonly percent: number };
}

export function certificateLines(run: RecordedRun, { massChange }: GuardLimits, wording: Wording): string[] {
  const say = (value: number) => sayNumber(value, wording);
  const { certificate, outcome, problem } = run;
  if (!certificate) return ['⏳ Not finished: it proves nothing yet.'];
  const { pages, lookedUp, absent, unlisted, unread, moving, turnedBad, turnedBadBefore, sidesBefore } =
    certificate;
  const whole = outcome !== 'incomplete';
  const read = `${say(run.appointmentsRead)} appointments, ${say(run.bookingsRead)} bookings`;
  const left = [
    ...(unread > 0 ? [`${say(unread)} could not be read`] : []),
    ...(moving > 0 ? [`${say(moving)} changed while they were read and are left to the next check`] : []),
  ];
  const before = sidesBefore
    ? `both sides before: ${say(sidesBefore.appointments)} and ${say(sidesBefore.bookings)}`
    : 'nothing to compare the size of both sides with';
  return [
    `${whole && unread === 0 ? '✅' : '❌'} Complete: ${[outcome === 'incomplete' ? problem : null, unread === 0 && whole ? `every page and item was read: ${read}` : null, ...left].filter(Boolean).join('; ')}`,
    `${unread === 0 ? '✅' : '⚠️'} Absence: ${say(lookedUp)} bookings were looked up by their own uid, ${say(absent)} of them do not exist`,
    `${whole ? '✅' : '❌'} Answers: ${say(pages)} pages were checked against their questions, ${say(unlisted)} bookings were left out of them`,
    `${outcome === 'refused' ? `🛑 Mass change: ${problem}` : '✅ Mass change:'} ${say(turnedBad)} turned bad, ${say(turnedBadBefore)} within the hour before ` +
      `(stops above ${say(massChange.count)} and ${massChange.percent} %); ${before}`,
    `✅ Cost: ${say(run.apiRequests)} requests`,
  ];
}
