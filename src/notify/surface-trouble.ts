/** What telling remembers of a surface that only a person can mend. */
import type { Instant } from '../domain/appointment.ts';
import type { SurfaceDown } from '../domain/bulletin.ts';
import type { SurfaceName } from './surface.ts';

export interface SurfaceTroubles {
  /** Told once, wherever people can be told. */
  begin(trouble: SurfaceDown & { readonly surface: SurfaceName }, now: Instant): Promise<void>;
  /** It works again; nothing happens when it was not in trouble. */
  end(surface: SurfaceName, now: Instant): Promise<void>;
}
