/** The names of everything that delivering asks of the outside. */
import type { StepNames } from '../runtime/step.ts';
import type { Outbox } from './outbox.ts';
import type { SurfaceTroubles } from './surface-trouble.ts';
import type { Surface } from './surface.ts';
import type { TellPorts } from './telling.ts';

export const OUTBOX_STEPS = {
  next: 'deliver: find what is due',
  card: 'deliver: find where the card stands',
  beginSend: 'deliver: note that a send begins',
  found: 'deliver: note where the lost message was found',
  delivered: 'deliver: note the delivery',
  untold: 'deliver: find whether it has to wait',
  reply: 'deliver: find where the reply stands',
  replied: 'deliver: note the reply',
  held: 'deliver: hold it until the pause is over',
  suppressed: 'deliver: note that nothing is to be said',
  postpone: 'deliver: put it off',
  failed: 'deliver: note that it failed for good',
  replaceCard: 'deliver: have the card go on in a new message',
} as const satisfies StepNames<Outbox>;

export const SURFACE_STEPS = {
  post: 'deliver: post',
  edit: 'deliver: edit',
  reply: 'deliver: reply in a thread',
  find: 'deliver: look for a lost message',
  link: 'deliver: ask for a link',
} as const satisfies StepNames<Surface>;

export const TROUBLE_STEPS = {
  begin: 'deliver: note that the surface is in trouble',
  end: 'deliver: note that the surface works again',
} as const satisfies StepNames<SurfaceTroubles>;

export const COMPOSE_STEPS = { compose: 'deliver: compose' } as const satisfies StepNames<
  Pick<TellPorts, 'compose'>
>;
