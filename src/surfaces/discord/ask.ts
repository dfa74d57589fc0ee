/** The question before an action that a customer may notice: asked in private, with two buttons. */
import type { Card, CardAction } from '../../domain/card.ts';
import { COMMANDS, type CommandSpec } from '../../domain/grammar.ts';
import { parsePress } from '../../domain/press.ts';
import type { Desk, Person } from '../desk.ts';
import { NO, yesId } from './button-id.ts';

const LEAVE: CardAction = { id: NO, label: 'No, leave it', style: 'plain', confirm: null };

/**
 * Nothing is remembered between the card and the question: the desk is asked for the plan of today, by the command
 * that asks before it does anything. Yes then stands for the button that was pressed, with the facts that its card
 * showed, so the desk refuses it when they have changed.
 */
export async function ask(actionId: string, { desk, person }: { desk: Desk; person: Person }): Promise<Card> {
  const command = askingCommand(actionId);
  if (command === undefined) return plainQuestion(actionId);
  const plan = await desk.command(command, person);
  const offered = plan.actions?.find(({ id }) => isSameDeed(id, actionId));
  return offered ? question(plan, offered, actionId) : plan;
}

/** Whether there is a plan to show before it is done. */
export function asksFirst(actionId: string): boolean {
  return askingCommand(actionId) !== undefined;
}

/** As a person would type it; undefined for what no command asks about. */
function askingCommand(actionId: string): string | undefined {
  const press = parsePress(actionId);
  if (press?.kind !== 'act') return undefined;
  const [name = '', side] = press.action.split('_');
  const spec = (COMMANDS as readonly CommandSpec[]).find((known) => known.name === name);
  const asks = spec?.options.some((option) => option.name === 'yes');
  return asks ? [name, press.issueId, side].filter((word) => word !== undefined).join(' ') : undefined;
}

function isSameDeed(one: string, other: string): boolean {
  const [first, second] = [parsePress(one), parsePress(other)];
  return (
    first?.kind === 'act' &&
    second?.kind === 'act' &&
    first.action === second.action &&
    first.issueId === second.issueId
  );
}

function question(plan: Card, { label, style, confirm }: CardAction, actionId: string): Card {
  const text = confirm?.text;
  return {
    ...plan,
    sections: text === undefined ? plan.sections : [...plan.sections, { kind: 'text', text }],
    actions: [{ id: yesId(actionId), label: confirm?.yes ?? label, style, confirm: null }, LEAVE],
  };
}

function plainQuestion(actionId: string): Card {
  return {
    icon: '❓',
    title: 'Are you sure?',
    tone: 'warning',
    sections: [],
    actions: [{ id: yesId(actionId), label: 'Yes', style: 'primary', confirm: null }, LEAVE],
  };
}
