/** What is said about calsync as a whole: while it goes on, and how it ended. Pure. */
import type { MassChangeFacts, OpenIssues, Release } from '../domain/bulletin.ts';
import type { Card, CardAction, Section } from '../domain/card.ts';
import { finalStatus } from '../domain/pair-state.ts';
import type { ErrorCode } from '../domain/judge.ts';
import { pressId } from '../domain/press.ts';
import {
  sayInstant,
  sayMoment,
  sayNumber,
  statusIcon,
  statusLabel,
  surfaceLabel,
  type Wording,
} from '../domain/wording.ts';
import type { ToldBulletin } from './bulletin.ts';
import { composeDigest } from './compose-digest.ts';
import { countLines, urgentTable } from './issue-lines.ts';

type Content = Pick<Card, 'icon' | 'title' | 'tone' | 'sections' | 'actions'>;
/** It has a begin and an end. */
type Trouble = Exclude<ToldBulletin, { kind: 'digest' }>;

export function composeBulletin(bulletin: ToldBulletin, wording: Wording): Card {
  if (bulletin.kind === 'digest') return composeDigest(bulletin.facts, wording);
  const { openedAt, endedAt } = bulletin;
  const content = endedAt === null ? goingOn(bulletin, wording) : over(bulletin, wording);
  const since = `Since ${sayInstant(openedAt, wording)}`;
  const until = endedAt === null ? '' : `, until ${sayInstant(endedAt, wording)}`;
  return { ...content, footer: [`${since}${until}`] };
}

function goingOn(bulletin: Trouble, wording: Wording): Content {
  switch (bulletin.kind) {
    case 'circuit_open':
      return alarm('Cal.com is down', [
        'Cal.com has failed several times in a row · CIRCUIT_OPEN.',
        'Nothing is called missing and nothing is called solved meanwhile. calsync keeps looking, and says when Cal.com is back.',
      ]);
    case 'needs_person':
      return alarm('Cal.com cannot be asked', [
        bulletin.facts.why,
        'Waiting does not mend this. Until someone does, every schedule tries once.',
      ]);
    case 'not_complete':
      return alarm('The full check does not complete', [
        bulletin.facts.why,
        bulletin.facts.lastComplete === null
          ? 'There was no complete full check yet: what calsync shows may not be all.'
          : `The last complete full check began ${sayInstant(bulletin.facts.lastComplete, wording)}: what calsync shows may not be all.`,
      ]);
    case 'mass_change':
      return stopped(bulletin.facts, wording);
    case 'new_issues':
      return summaryOf(bulletin.facts.issues, bulletin.summary, wording);
    case 'webhooks_silent': {
      const { changed, since } = bulletin.facts;
      return warning('Cal.com’s webhook is silent', [
        `${sayNumber(changed, wording)} bookings changed since ${sayMoment(since, wording)} and no webhook came.`,
        'Look in Cal.com under Settings > Developer > Webhooks: whether it is active, its address is reachable from outside, and its secret is CALCOM_WEBHOOK_SECRET. Until it speaks again, changes are found on schedule.',
      ]);
    }
  }
}

function over(bulletin: Trouble, wording: Wording): Content {
  switch (bulletin.kind) {
    case 'circuit_open': {
      const verified = bulletin.facts.verified ?? 0;
      const what = verified === 1 ? '1 appointment' : `${sayNumber(verified, wording)} appointments`;
      return good(`Sync Restored: ${what} verified`, ['Cal.com answers again.']);
    }
    case 'needs_person':
      return good('Cal.com can be asked again', [`It was: ${bulletin.facts.why}`]);
    case 'not_complete':
      return good('The full check is complete again', [`It was: ${bulletin.facts.why}`]);
    case 'mass_change':
      return good('The stop is over', [`It was: ${bulletin.facts.reason}`]);
    case 'new_issues':
      return good(`${sayNumber(bulletin.facts.issues, wording)} issues, all of them over`, [
        'None of the issues that were counted here is open any more.',
      ]);
    case 'webhooks_silent':
      return good('Cal.com’s webhook speaks again', []);
  }
}

/** What it would have done, that nothing of it was done, and what happens next. */
function stopped(facts: MassChangeFacts, wording: Wording): Content {
  const { released } = facts;
  const bad = Object.entries(facts.turnedBad).map(([code, count]) => {
    const status = finalStatus(code as ErrorCode);
    return `${statusIcon(status)} ${sayNumber(count, wording)} would be called ${statusLabel(status)}`;
  });
  const closing = facts.closing > 0 ? [`${sayNumber(facts.closing, wording)} issues would be closed`] : [];
  const sections: Section[] = [
    { kind: 'text', text: facts.reason },
    { kind: 'list', title: 'What it would have done', lines: [...bad, ...closing] },
    { kind: 'text', text: released ? releasedBy(released, wording) : WAITING },
  ];
  return {
    icon: '🛑',
    title: 'Stopped: too much would change at once',
    tone: 'bad',
    sections,
    actions: released ? [] : buttons(facts, wording),
  };
}

const WAITING =
  'Nothing of it was done, and nobody is told about single appointments. The next checks look again by themselves; when the number is real, release it.';

function releasedBy({ by, surface, at }: Release, wording: Wording): string {
  return `⏳ Released by ${by} on ${surfaceLabel(surface)}, ${sayInstant(at, wording)}: everything is checked once more.`;
}

function buttons({ changes }: MassChangeFacts, wording: Wording): CardAction[] {
  const many = sayNumber(changes, wording);
  return [
    { id: pressId({ kind: 'look_again' }), label: 'Look again', style: 'primary', confirm: null },
    {
      id: pressId({ kind: 'release', changes }),
      label: 'Release',
      style: 'danger',
      confirm: {
        title: 'Release?',
        text: `Everything is checked once more, and at most ${many} changes are taken as they are. Nothing is written to Cal.com or to your appointments.`,
        yes: 'Release',
      },
    },
  ];
}

function summaryOf(total: number, summary: OpenIssues | null, wording: Wording): Content {
  const { counts = {}, soonest = [] } = summary ?? {};
  const lines = countLines(counts, wording);
  return {
    icon: '⚠️',
    title: `${sayNumber(total, wording)} new Cal.com Sync Issues`,
    tone: 'warning',
    sections: [
      { kind: 'list', title: 'Still open', lines: lines.length > 0 ? lines : ['none'] },
      urgentTable(soonest, wording),
      {
        kind: 'text',
        text: 'What starts within 24 hours has a card of its own. All of them: "/calsync issues"; one of them: "/calsync review 3".',
      },
    ],
  };
}

function alarm(title: string, lines: readonly string[]): Content {
  return { icon: '❌', title, tone: 'bad', sections: texts(lines) };
}

function warning(title: string, lines: readonly string[]): Content {
  return { icon: '⚠️', title, tone: 'warning', sections: texts(lines) };
}

function good(title: string, lines: readonly string[]): Content {
  return { icon: '✅', title, tone: 'good', sections: texts(lines) };
}

function texts(lines: readonly string[]): Section[] {
  return lines.map((text) => ({ kind: 'text', text }));
}
