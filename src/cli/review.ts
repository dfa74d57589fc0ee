/** `calsync review TARGET`: the manual review of one Issue or appointment. */
import type { App } from '../app.ts';
import { CalcomError, UserError } from '../domain/errors.ts';
import type { Target } from '../domain/target.ts';
import { composeReview, readReview, type LiveBooking, type Review } from '../query/review.ts';
import { appointmentStore } from '../store/appointment-store.ts';
import { evidenceStore } from '../store/evidence-store.ts';
import { issueStore, statusStore } from '../store/query-store.ts';
import { answer, openAppFor, type CommandContext, type ExitCode } from './command-context.ts';
import { readTarget } from './read-target.ts';

export async function review(context: CommandContext): Promise<ExitCode> {
  const target = readTarget(context.command.words[0]);
  await using app = await openAppFor(context);
  const found = await readReviewOf(app, target, context.signal);
  // Nothing can be pressed here: what can be done stands in the text.
  answer(context, found, { ...composeReview(found, app.config), actions: [] });
  return 0;
}

export async function readReviewOf(app: App, target: Target, signal: AbortSignal): Promise<Review> {
  const { sql } = app.database;
  const ports = {
    issues: issueStore(sql),
    readAppointment: async (id: string) => (await appointmentStore(sql).read({ ids: [id] }))[0],
    readBooking: (uid: string) => readBooking(app, uid, signal),
    lastComplete: () => statusStore(sql).lastComplete(),
    findEstablished: (pairId: number) => evidenceStore(sql).findEstablished(pairId),
  };
  return readReview(target, ports, app.clock.now());
}

/** The review is shown also when Cal.com cannot be asked. */
async function readBooking(app: App, uid: string, signal: AbortSignal): Promise<LiveBooking> {
  try {
    const found = await app.calcom().withPriority('person').findByUid(uid, signal);
    if (found.kind === 'one') return { kind: 'read', booking: found.booking };
    return found.kind === 'absent'
      ? { kind: 'absent' }
      : { kind: 'not_read', why: 'the uid stands for a whole series' };
  } catch (error) {
    if (error instanceof CalcomError || error instanceof UserError)
      return { kind: 'not_read', why: error.message };
    throw error;
  }
}
