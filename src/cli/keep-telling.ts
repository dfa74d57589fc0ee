/** One surface's telling loop, with everything that it asks of the outside. */
import type { App } from '../app.ts';
import { keepDelivering, type DeliverPorts } from '../notify/deliver.ts';
import { COMPOSE_STEPS, OUTBOX_STEPS, SURFACE_STEPS, TROUBLE_STEPS } from '../notify/deliver-steps.ts';
import { isEditable, type Surface } from '../notify/surface.ts';
import type { SurfaceTroubles } from '../notify/surface-trouble.ts';
import type { Telling, TellPorts } from '../notify/telling.ts';
import type { About } from '../notify/outbox.ts';
import { inSteps } from '../runtime/step.ts';
import { outboxStore } from '../store/outbox-store.ts';
import { troubleStore } from '../store/trouble-store.ts';
import { composeTelling } from './compose-telling.ts';
import { exclusivelyBy } from './exclusively.ts';
import { linkToCards } from './link-to-cards.ts';

export async function keepTelling(
  app: App,
  surface: Surface,
  { stop, cut, surfaces = [] }: { stop: AbortSignal; cut: AbortSignal; surfaces?: readonly Surface[] },
): Promise<void> {
  await keepDelivering(
    {
      ...deliverPorts(app, surface, surfaces),
      exclusively: exclusivelyBy(app, `telling ${surface.name}`, cut),
      onError: (error) => app.log('error', 'telling failed', { surface: surface.name, error }),
    },
    stop,
  );
}

/** `surfaces`: all that people are told on. */
export function deliverPorts(app: App, surface: Surface, surfaces: readonly Surface[] = []): DeliverPorts {
  const { database, clock, config, log, step } = app;
  const { compose } = inSteps<Pick<TellPorts, 'compose'>>(
    { compose: (about, signal) => composeFor(app, about, { surface, surfaces, signal }) },
    COMPOSE_STEPS,
    step,
  );
  return {
    outbox: inSteps(outboxStore(database), OUTBOX_STEPS, step),
    surface: inSteps(surface, SURFACE_STEPS, step),
    troubles: inSteps<SurfaceTroubles>(troubleStore(database, app.surfaces), TROUBLE_STEPS, step),
    clock,
    compose,
    wording: config,
    log,
  };
}

async function composeFor(
  app: App,
  about: About,
  { surface, surfaces, signal }: { surface: Surface; surfaces: readonly Surface[]; signal: AbortSignal },
): Promise<Telling | undefined> {
  const telling = await composeTelling(app, about, signal);
  if (!telling || isEditable(surface)) return telling;
  const card = await linkToCards(
    app,
    { about, card: telling.card },
    { chats: surfaces.filter(isEditable), signal },
  );
  return { ...telling, card };
}
