/** One surface's telling loop, with everything that it asks of the outside. */
import type { App } from '../app.ts';
import { keepDelivering, type DeliverPorts } from '../notify/deliver.ts';
import { COMPOSE_STEPS, OUTBOX_STEPS, SURFACE_STEPS, TROUBLE_STEPS } from '../notify/deliver-steps.ts';
import type { Surface } from '../notify/surface.ts';
import type { SurfaceTroubles } from '../notify/surface-trouble.ts';
import type { TellPorts } from '../notify/tell.ts';
import { inSteps } from '../runtime/step.ts';
import { outboxStore } from '../store/outbox-store.ts';
import { troubleStore } from '../store/trouble-store.ts';
import { composeTelling } from './compose-telling.ts';
import { exclusivelyBy } from './exclusively.ts';

export async function keepTelling(
  app: App,
  surface: Surface,
  { stop, cut }: { stop: AbortSignal; cut: AbortSignal },
): Promise<void> {
  await keepDelivering(
    {
      ...deliverPorts(app, surface),
      exclusively: exclusivelyBy(app, `telling ${surface.name}`, cut),
      onError: (error) => app.log('error', 'telling failed', { surface: surface.name, error }),
    },
    stop,
  );
}

export function deliverPorts(app: App, surface: Surface): DeliverPorts {
  const { database, clock, config, log, step } = app;
  const { compose } = inSteps<Pick<TellPorts, 'compose'>>(
    { compose: (about, signal) => composeTelling(app, about, signal) },
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
