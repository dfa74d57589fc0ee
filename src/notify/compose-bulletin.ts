/** What is said about calsync as a whole: while it goes on, and how it ended. Pure. */
import type { SurfaceDown, TroubleKind } from '../domain/bulletin.ts';
import type { Card } from '../domain/card.ts';
import { sayInstant, sayMoment, sayNumber, surfaceLabel, type Wording } from '../domain/wording.ts';
import type { ToldBulletin } from './bulletin.ts';
import { alarm, good, warning, type Composer } from './bulletin-content.ts';
import { composeDigest } from './compose-digest.ts';
import { composePause } from './compose-pause.ts';
import { composeStop } from './compose-stop.ts';
import { composeSummary } from './compose-summary.ts';

export function composeBulletin(bulletin: ToldBulletin, wording: Wording): Card {
  if (bulletin.kind === 'digest') return composeDigest(bulletin.facts, wording);
  const { openedAt, endedAt, kind } = bulletin;
  const composer = COMPOSERS[kind] as Composer<TroubleKind>;
  const content = endedAt === null ? composer.goingOn(bulletin, wording) : composer.over(bulletin, wording);
  const since = `Since ${sayInstant(openedAt, wording)}`;
  const until = endedAt === null ? '' : `, until ${sayInstant(endedAt, wording)}`;
  return { ...content, footer: [`${since}${until}`] };
}

const COMPOSERS: { readonly [Kind in TroubleKind]: Composer<Kind> } = {
  circuit_open: {
    goingOn: () =>
      alarm('Cal.com is down', [
        'Cal.com has failed several times in a row · CIRCUIT_OPEN.',
        'Nothing is called missing and nothing is called solved meanwhile. calsync keeps looking, and says when Cal.com is back.',
      ]),
    over({ facts }, wording) {
      const verified = facts.verified ?? 0;
      const what = verified === 1 ? '1 appointment' : `${sayNumber(verified, wording)} appointments`;
      return good(`Sync Restored: ${what} verified`, ['Cal.com answers again.']);
    },
  },
  needs_person: {
    goingOn: ({ facts }) =>
      alarm('Cal.com cannot be asked', [
        facts.why,
        'Waiting does not mend this. Until someone does, every schedule tries once.',
      ]),
    over: ({ facts }) => good('Cal.com can be asked again', [`It was: ${facts.why}`]),
  },
  not_complete: {
    goingOn: ({ facts: { why, lastComplete } }, wording) =>
      alarm('The full check does not complete', [
        why,
        lastComplete === null
          ? 'There was no complete full check yet: what calsync shows may not be all.'
          : `The last complete full check began ${sayInstant(lastComplete, wording)}: what calsync shows may not be all.`,
      ]),
    over: ({ facts }) => good('The full check is complete again', [`It was: ${facts.why}`]),
  },
  webhooks_silent: {
    goingOn: ({ facts: { changed, since } }, wording) =>
      warning('Cal.com’s webhook is silent', [
        `${sayNumber(changed, wording)} bookings changed since ${sayMoment(since, wording)} and no webhook came.`,
        'Look in Cal.com under Settings > Developer > Webhooks: whether it is active, its address is reachable from outside, and its secret is CALCOM_WEBHOOK_SECRET. Until it speaks again, changes are found on schedule.',
      ]),
    over: () => good('Cal.com’s webhook speaks again', []),
  },
  surface_down: {
    goingOn: ({ facts: { down } }) =>
      alarm(downInWords(down), [
        ...down.map(sayWhy),
        ...(down.some(({ reaches }) => reaches === 'nobody') ? [WAITING] : []),
        ...(down.some(({ reaches }) => reaches === 'some') ? [OTHERS_TOLD] : []),
      ]),
    over: ({ facts: { down } }) => good(upInWords(down), [`It was: ${down.map(sayWhy).join(' ')}`]),
  },
  new_issues: {
    goingOn: composeSummary,
    over: ({ facts }, wording) =>
      good(`${sayNumber(facts.issues, wording)} issues, all of them over`, [
        'None of the issues that were counted here is open any more.',
      ]),
  },
  mass_change: composeStop,
  paused: composePause,
};

const WAITING =
  'What is to be told there waits, and comes in its newest state once someone has mended it. calsync tries again every minute.';
const OTHERS_TOLD =
  'Everybody else is told. Have the mailbox mended or EMAIL_TO corrected: each e-mail tries again, and none is sent anew.';

function downInWords(down: readonly SurfaceDown[]): string {
  const mute = down.filter(({ reaches }) => reaches === 'nobody');
  if (mute.length > 0) return `${namesOf(mute)} cannot be told anything`;
  return `Not everybody can be told by ${namesOf(down)}`;
}

function upInWords(down: readonly SurfaceDown[]): string {
  const wasMute = down.some(({ reaches }) => reaches === 'nobody');
  return wasMute ? `${namesOf(down)} can be told again` : `Everybody can be told by ${namesOf(down)} again`;
}

function namesOf(down: readonly SurfaceDown[]): string {
  return down.map(({ surface }) => surfaceLabel(surface)).join(' and ');
}

function sayWhy({ surface, why }: SurfaceDown): string {
  return `${surfaceLabel(surface)}: ${why.replace(/\.$/, '')}.`;
}
