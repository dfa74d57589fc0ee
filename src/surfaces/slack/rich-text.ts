/** Rich text: Slack shows it letter by letter, so nothing in it has to be escaped. */
import { type types } from '@slack/bolt';

type Line = types.RichTextElement[];

export function richText(elements: types.RichTextBlockElement[]): types.RichTextBlock {
  return { type: 'rich_text', elements };
}

export function paragraph(elements: Line): types.RichTextSection {
  return { type: 'rich_text_section', elements };
}

export function bullets(lines: readonly string[]): types.RichTextList {
  return { type: 'rich_text_list', style: 'bullet', elements: lines.map((line) => paragraph([word(line)])) };
}

export function monospace(text: string): types.RichTextPreformatted {
  return { type: 'rich_text_preformatted', elements: [word(text)] };
}

/** A title above what follows; nothing for null. */
export function titleOf(title: string | null): types.RichTextSection[] {
  return title === null ? [] : [paragraph([bold(title)])];
}

export function word(text: string): types.RichTextText {
  return { type: 'text', text };
}

export function bold(text: string): types.RichTextText {
  return { type: 'text', text, style: { bold: true } };
}

/** `Tomorrow 10:30 AM`, kept up by the client itself. */
export const OWN_TIME = '{date_short_pretty} {time}';

/** In the reader's own zone and language; `fallback` where a client cannot say it. */
export function ownTime(at: number, fallback: string): types.RichTextDate {
  return { type: 'date', timestamp: Math.floor(at / 1000), format: OWN_TIME, fallback };
}

export function link(url: string): types.RichTextLink {
  return { type: 'link', url, text: url };
}
