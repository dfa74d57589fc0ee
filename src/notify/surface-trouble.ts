/** What telling remembers of a surface that only a person can mend. */
import type { Instant } from '../domain/appointment.ts';
import type { SurfaceName } from './surface.ts';

export interface SurfaceTroubles {
  /** Told on the other surfaces, once. */
  begin(surface: SurfaceName, why: string, now: Instant): Promise<void>;
  /** It works again; nothing happens when it was not in trouble. */
  end(surface: SurfaceName, now: Instant): Promise<void>;
}
