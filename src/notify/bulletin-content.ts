/** What every bulletin is made of, and the three tones in which most of them speak. Pure. */
import type { TroubleKind } from '../domain/bulletin.ts';
import type { Card, Section } from '../domain/card.ts';
import type { Wording } from '../domain/wording.ts';
import type { ToldBulletin } from './bulletin.ts';

export type Content = Pick<Card, 'icon' | 'title' | 'tone' | 'sections' | 'actions'>;

/** One kind of bulletin: what it says while it goes on, and how it ended. */
export interface Composer<Kind extends TroubleKind> {
  goingOn(told: ToldBulletin & { readonly kind: Kind }, wording: Wording): Content;
  over(told: ToldBulletin & { readonly kind: Kind }, wording: Wording): Content;
}

export function alarm(title: string, lines: readonly string[]): Content {
  return { icon: '❌', title, tone: 'bad', sections: texts(lines) };
}

export function warning(title: string, lines: readonly string[]): Content {
  return { icon: '⚠️', title, tone: 'warning', sections: texts(lines) };
}

export function good(title: string, lines: readonly string[]): Content {
  return { icon: '✅', title, tone: 'good', sections: texts(lines) };
}

export function texts(lines: readonly string[]): Section[] {
  return lines.map((text) => ({ kind: 'text', text }));
}
