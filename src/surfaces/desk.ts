/** What people can ask of us on a chat: the surface passes it on, and shows the answer to them alone. */
import type { Card } from '../domain/card.ts';
import type { HomeSurface } from '../notify/homes.ts';
import type { Surface, SurfaceName } from '../notify/surface.ts';

/** Who asks. Whether they are an admin is looked up by the surface at every single press and command. */
export interface Person {
  readonly surface: SurfaceName;
  /** The platform's id. */
  readonly id: string;
  /** As others see them, for "done by". */
  readonly name: string;
  readonly admin: boolean;
}

/** What stood in the card's fields when a button was pressed. */
export interface Entered {
  readonly note: string | null;
  readonly choice: string | null;
}

export const NOTHING_ENTERED: Entered = { note: null, choice: null };

/** `address`: the answer was to go to somebody else than the platform. */
export type Elsewhere = 'workspace' | 'channel' | 'address';

/** None of these ever throws: what goes wrong is said on the card. */
export interface Desk {
  /** What follows `/calsync`, as it was typed. May take a while: acknowledge first. */
  command(text: string, person: Person): Promise<Card>;
  /** A button of a card, by its action's id. Answers within a second, and always with something to show in private. */
  press(actionId: string, person: Person, entered?: Entered): Promise<Card>;
  /** It comes from elsewhere, a workspace or server unless said: nothing is done, and it is noted. `asked`: the action's id, or what was typed. */
  turnAway(asked: string, person: Person, from?: Elsewhere): Promise<Card>;
}

/** A chat platform, connected or trying to be. */
export interface Chat<Told extends Surface = Surface> extends AsyncDisposable {
  readonly surface: Told;
  /** Where it shows how everything stands. */
  readonly home?: HomeSurface;
}
