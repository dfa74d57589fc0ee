/** The demo without a terminal: two admins, one on Slack and one on Discord, put everything right. */
import { issueStore } from '../../store/query-store.ts';
import type { RecordedIssue } from '../../query/sources.ts';
import type { Planted } from '../../sandbox/salon/plant.ts';
import { pressButton, typeCommand, waitFor, type Chat } from './act-on-stage.ts';
import type { Stage } from './open-stage.ts';
import { standingCards, wholeCards } from './watch-cards.ts';

export type Say = (line: string) => void;

/** A message a second is what Slack takes. */
const TOLD_WITHIN_MS = 60_000;

/** What is done about each planted story, in this order. */
const REMEDIES: readonly { story: RegExp; chat: Chat; do: 'press' | 'type'; what: string }[] = [
  { story: /deleted in Cal.com/, chat: 'Slack', do: 'press', what: 'Create in Cal.com' },
  { story: /moved the booking/, chat: 'Discord', do: 'press', what: 'Use Cal.com' },
  { story: /cancelled on Cal.com/, chat: 'Slack', do: 'type', what: 'use ISSUE calcom --yes' },
  { story: /cancelled in the salon/, chat: 'Discord', do: 'press', what: 'Use Database' },
  { story: /made longer/, chat: 'Slack', do: 'type', what: 'resolve ISSUE --note "agreed by phone"' },
  { story: /status that nobody knows/, chat: 'Discord', do: 'press', what: 'Retry Verification' },
  { story: /never called/, chat: 'Discord', do: 'press', what: 'Cancel Appointment' },
  { story: /nobody stored the uid/, chat: 'Slack', do: 'press', what: 'Link' },
  { story: /on the website/, chat: 'Discord', do: 'press', what: 'Create in Database' },
  { story: /third seat/, chat: 'Slack', do: 'press', what: 'Create in Database' },
];

export async function playScript(stage: Stage, say: Say): Promise<void> {
  const { planted } = stage.salon;
  say(
    '\nEvery disagreement is looked at twice more before anybody is told (here after a second, else after 1 and 5 minutes).\n',
  );
  await waitFor(
    stage,
    () => (standingCards(stage).length === 2 * planted.length ? true : undefined),
    TOLD_WITHIN_MS,
  );
  const [first] = await openIssues(stage);
  say('\nOne of them in full, as it stands on each:\n');
  for (const line of wholeCards(stage, first?.id)) say(line);
  await type(stage, 'status', { chat: 'Slack', say });
  if (first) await type(stage, `review ${first.id}`, { chat: 'Discord', say });
  for (const { story, chat, do: how, what } of REMEDIES) {
    const one = planted.find((candidate) => story.test(candidate.story));
    if (!one) continue;
    const issue = await issueAbout(stage, one);
    say(`\n${one.story}: issue #${issue.id}`);
    if (/nobody knows/.test(one.story)) mendStatus(stage, one, say);
    if (how === 'type') await type(stage, what.replace('ISSUE', String(issue.id)), { chat, say });
    else await press(stage, { issueId: issue.id, label: what }, { chat, say });
    await waitFor(stage, () => (isOver(stage, issue.id) ? true : undefined), TOLD_WITHIN_MS);
  }
}

/** Both cards say how it ended. */
function isOver(stage: Stage, issueId: number): boolean {
  const cards = standingCards(stage).filter(({ lines }) => lines[0]?.includes(`#${issueId}:`));
  return (
    cards.length === 2 &&
    cards.every(({ lines, buttons }) => buttons.length === 0 && /Solved|Accepted/.test(lines[0] ?? ''))
  );
}

async function openIssues({ app }: Stage): Promise<RecordedIssue[]> {
  return issueStore(app.database.sql).listIssues({ state: 'open' });
}

async function issueAbout(stage: Stage, { appointmentId, bookingUid }: Planted): Promise<RecordedIssue> {
  return waitFor(stage, async () =>
    (await openIssues(stage)).find((issue) =>
      appointmentId === null
        ? issue.appointmentId === null && issue.bookingUid === bookingUid
        : issue.appointmentId === appointmentId,
    ),
  );
}

/** Not everything is mended with a button. */
function mendStatus({ calcom }: Stage, { bookingUid }: Planted, say: Say): void {
  calcom.world.update(bookingUid ?? '', { status: 'accepted' });
  say('Someone puts the booking right in Cal.com itself.');
}

interface Doing {
  readonly chat: Chat;
  readonly say: Say;
}

async function type(stage: Stage, words: string, { chat, say }: Doing): Promise<void> {
  say(`\n${WHO[chat]} on ${chat} types: /calsync ${words}`);
  for (const line of await typeCommand(stage, chat, words)) say(`    ${line}`);
}

async function press(
  stage: Stage,
  button: { issueId: number; label: string },
  { chat, say }: Doing,
): Promise<void> {
  say(`${WHO[chat]} on ${chat} presses: [${button.label}]`);
  for (const line of await pressButton(stage, chat, button)) say(`    ${line}`);
}

const WHO: Record<Chat, string> = { Slack: 'Ada', Discord: 'Dora' };
