/** That too much would have changed at once: what, and that nothing of it was done. Pure. */
import type { MassChangeFacts, Release } from '../domain/bulletin.ts';
import type { CardAction, Section } from '../domain/card.ts';
import type { ErrorCode } from '../domain/judge.ts';
import { finalStatus } from '../domain/pair-state.ts';
import { pressId } from '../domain/press.ts';
import {
  sayInstant,
  sayNumber,
  statusIcon,
  statusLabel,
  surfaceLabel,
  type Wording,
} from '../domain/wording.ts';
import { good, type Composer, type Content } from './bulletin-content.ts';

export const composeStop: Composer<'mass_change'> = {
  goingOn: ({ facts }, wording) => stopped(facts, wording),
  over: ({ facts }) => good('The stop is over', [`It was: ${facts.reason}`]),
};

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
