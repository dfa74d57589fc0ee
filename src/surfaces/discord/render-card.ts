/** A card as a Discord message of Components V2: one container, coloured by tone. Pure. */
import {
  ComponentType,
  MessageFlags,
  type APIComponentInContainer,
  type APIContainerComponent,
  type APIMediaGalleryComponent,
  type APITextDisplayComponent,
} from 'discord.js';
import type { Card, Chart } from '../../domain/card.ts';
import { chartLines } from '../text-chart.ts';
import { fit, fitLines } from './fit.ts';
import { MAX_COMPONENTS, MAX_PICTURE_TEXT, MAX_TEXT } from './limits.ts';
import { markersOf } from './post-key.ts';
import { buttonsOf, inRows } from './render-actions.ts';
import { renderBody } from './render-body.ts';
import { menuRows } from './render-fields.ts';
import { say } from './render-section.ts';

/** The whole message, for a post as for an edit: the flag cannot be taken off again. */
export interface CardMessage {
  readonly flags: MessageFlags.IsComponentsV2;
  readonly components: [APIContainerComponent];
  /** Nobody is ever pinged, whatever a customer is called. */
  readonly allowed_mentions: { parse: [] };
}

const COLOURS: Record<Card['tone'], number> = {
  good: 0x2eb67d,
  warning: 0xe8a317,
  bad: 0xd93025,
  neutral: 0x5865f2,
};
const MAX_TITLE = 300;
const MAX_FOOTER = 600;

/** A chart that goes along as a file of this name, and needs no letters. */
export interface Picture {
  readonly chart: Chart;
  readonly fileName: string;
}

/** `key` goes along where only `find` sees it. */
export function renderCard(card: Card, key?: string, pictures: readonly Picture[] = []): CardMessage {
  const markers = key === undefined ? undefined : markersOf(key);
  const title = `### ${[card.icon, say(card.title, MAX_TITLE)].join(' ').trim()}`;
  const footer = fitLines(
    (card.footer ?? []).map((line) => `-# ${say(line)}`),
    MAX_FOOTER,
  );
  const buttons = buttonsOf(card);
  const rows = [...menuRows(card.fields ?? []), ...inRows(buttons)];
  const foot = [...(footer || rows.length > 0 ? [SEPARATOR] : []), ...rows, ...texts([footer])];
  const drawn = new Set<unknown>(pictures.map(({ chart }) => chart));
  const galleries = pictures.map(gallery);
  const taken = rows.reduce((sum, row) => sum + row.components.length, foot.length + galleries.length);
  const body = renderBody(
    card.sections.filter((section) => !drawn.has(section)),
    {
      characters: MAX_TEXT - title.length - footer.length,
      components: MAX_COMPONENTS - 2 - taken,
      taken: new Set(buttons.map((button) => button.custom_id)),
    },
  );
  const container: APIContainerComponent = {
    type: ComponentType.Container,
    accent_color: COLOURS[card.tone],
    ...(markers && { id: markers.container }),
    components: [{ ...text(title), ...(markers && { id: markers.title }) }, ...body, ...galleries, ...foot],
  };
  return { flags: MessageFlags.IsComponentsV2, components: [container], allowed_mentions: { parse: [] } };
}

const SEPARATOR: APIComponentInContainer = { type: ComponentType.Separator };

function gallery({ chart, fileName }: Picture): APIMediaGalleryComponent {
  const description = fit([`${chart.title}.`, ...chartLines(chart)].join(' '), MAX_PICTURE_TEXT);
  return {
    type: ComponentType.MediaGallery,
    items: [{ media: { url: `attachment://${fileName}` }, description }],
  };
}

function texts(contents: readonly string[]): APITextDisplayComponent[] {
  return contents.filter((content) => content.trim() !== '').map(text);
}

function text(content: string): APITextDisplayComponent {
  return { type: ComponentType.TextDisplay, content };
}
