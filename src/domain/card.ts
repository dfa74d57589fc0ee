/** A message before any surface knows it: what it says and what can be pressed, not how it looks. */
import type { Instant } from './appointment.ts';

export type Tone = 'good' | 'warning' | 'bad' | 'neutral';

export interface Card {
  readonly icon: string;
  readonly title: string;
  readonly tone: Tone;
  readonly sections: readonly Section[];
  /** What can be filled in before a button is pressed; it goes along with the press. */
  readonly fields?: readonly CardField[];
  /** Buttons, in their order; none while something is under way. */
  readonly actions?: readonly CardAction[];
  /** Small print: who, where, when. */
  readonly footer?: readonly string[];
}

export type Section =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'tiles'; readonly tiles: readonly Tile[] }
  | { readonly kind: 'facts'; readonly title: string | null; readonly facts: readonly Fact[] }
  | {
      readonly kind: 'comparison';
      readonly sides: readonly [string, string];
      readonly rows: readonly ComparisonRow[];
    }
  | {
      readonly kind: 'table';
      readonly title: string | null;
      readonly columns: readonly string[];
      readonly rows: readonly (readonly string[])[];
    }
  | { readonly kind: 'list'; readonly title: string | null; readonly lines: readonly string[] }
  | { readonly kind: 'items'; readonly title: string | null; readonly items: readonly CardItem[] }
  | Chart;

/** A line with buttons of its own. */
export interface CardItem {
  readonly text: string;
  /** When it was; surfaces that can count say how long ago. */
  readonly moment?: Instant;
  readonly actions: readonly CardAction[];
}

/** `note`: a text of the person's own; `choice`: one of these. */
export type CardField =
  /** `value`: what was typed before. */
  | { readonly kind: 'note'; readonly label: string; readonly value?: string }
  | { readonly kind: 'choice'; readonly label: string; readonly options: readonly CardOption[] };

export interface CardOption {
  readonly value: string;
  readonly label: string;
}

/** One value after the other, where a missing one is a gap and never nothing. */
export interface Chart {
  readonly kind: 'chart';
  readonly title: string;
  /** What is measured. */
  readonly measure: string;
  readonly unit: '%';
  readonly points: readonly ChartPoint[];
}

export interface ChartPoint {
  /** Unlike those of the others. */
  readonly label: string;
  /** In the chart's unit; null where there is none. */
  readonly value: number | null;
  /** The value as people write it, or why there is none. */
  readonly said: string;
  readonly icon: string;
  readonly tone: Tone;
}

/** One number that stands out. */
export interface Tile {
  readonly icon: string;
  readonly label: string;
  readonly value: string;
  readonly note: string | null;
  /** What can be done about it. */
  readonly action?: CardAction;
}

export interface Fact {
  readonly label: string;
  readonly value: string;
  /** When it is; surfaces that know the reader's own clock say it in that as well. */
  readonly moment?: Instant;
}

/** The same thing on both sides, where they differ. */
export interface ComparisonRow {
  readonly label: string;
  readonly values: readonly [string, string];
  /** When both are, where it is a time; said as a fact's is. */
  readonly moments?: readonly [Instant, Instant];
}

export interface CardAction {
  /** What a press reports back; at most 100 characters. The same one twice does the same thing. */
  readonly id: string;
  readonly label: string;
  readonly style: 'primary' | 'danger' | 'plain';
  /** Asked before it is done; null for what can do no harm. */
  readonly confirm: Confirmation | null;
}

export interface Confirmation {
  readonly title: string;
  readonly text: string;
  readonly yes: string;
}
