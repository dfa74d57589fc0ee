/** Keeps a new message from being posted while it would only disturb: paused, snoozed, or twice within the hour already. */
import type { Clock } from '../runtime/clock.ts';
import type { DueNotice, Outbox } from './outbox.ts';
import { restrainCard } from './restraint.ts';
import type { Surface } from './surface.ts';

export interface HoldPorts {
  readonly outbox: Outbox;
  readonly surface: Pick<Surface, 'name' | 'edit'>;
  readonly clock: Clock;
}

/** Looked at before anything is composed, so that a thousand held cards ask Cal.com nothing. */
export async function isHeldBack(notice: DueNotice, { outbox, surface, clock }: HoldPorts): Promise<boolean> {
  const { about } = notice;
  const now = clock.now();
  const untold = about.kind === 'issue' ? await outbox.untold(about.id, surface.name, now) : undefined;
  // Editing the card that stands disturbs nobody.
  const isEdit = untold?.told === true && surface.edit !== null;
  const restraint = untold && !isEdit ? restrainCard(untold) : undefined;
  switch (restraint?.kind) {
    case 'hold':
      await outbox.held(notice, restraint.why);
      return true;
    case 'drop':
      await outbox.suppressed(notice, restraint.why, now);
      return true;
    case 'wait':
      await outbox.postpone(notice, restraint.until, restraint.why);
      return true;
    case undefined:
      return false;
  }
}
