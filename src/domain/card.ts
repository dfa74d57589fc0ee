/** A message before any surface knows it: what it says, not how it looks. */

export type Tone = 'good' | 'warning' | 'bad' | 'neutral';

export interface Card {
  readonly icon: string;
  readonly title: string;
  readonly tone: Tone;
  readonly sections: readonly Section[];
}

export type Section =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'tiles'; readonly tiles: readonly Tile[] }
  | { readonly kind: 'facts'; readonly title: string | null; readonly facts: readonly Fact[] }
  | {
      readonly kind: 'table';
      readonly title: string | null;
      readonly columns: readonly string[];
      readonly rows: readonly (readonly string[])[];
    }
  | { readonly kind: 'list'; readonly title: string | null; readonly lines: readonly string[] };

/** One number that stands out. */
export interface Tile {
  readonly icon: string;
  readonly label: string;
  readonly value: string;
  readonly note: string | null;
}

export interface Fact {
  readonly label: string;
  readonly value: string;
}
