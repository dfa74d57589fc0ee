/** A card as a Discord message of Components V2: one container, coloured by tone. Pure. */
import {
  ButtonStyle,
  ComponentType,
  MessageFlags,
  type APIActionRowComponent,
  type APIButtonComponentWithCustomId,
  type APIComponentInContainer,
  type APIContainerComponent,
  type APIMediaGalleryComponent,
  type APITextDisplayComponent,
} from 'discord.js';
import type { Card, CardAction, Chart } from '../../domain/card.ts';
import { chartLines } from '../text-chart.ts';
import { buttonId } from './button-id.ts';
import { fit, fitLines } from './fit.ts';
import {
  MAX_BUTTON_LABEL,
  MAX_BUTTONS,
  MAX_BUTTONS_IN_ROW,
  MAX_COMPONENTS,
  MAX_CUSTOM_ID,
  MAX_PICTURE_TEXT,
  MAX_TEXT,
} from './limits.ts';
import { markersOf } from './post-key.ts';
import { renderSection, say } from './render-section.ts';

/** The whole message, for a post as for an edit: the flag cannot be taken off again. */
export interface CardMessage {
  readonly flags: MessageFlags.IsComponentsV2;
  readonly components: [APIContainerComponent];
  /** Nobody is ever pinged, whatever a customer is called. */
  readonly allowed_mentions: { parse: [] };
}

type ButtonRow = APIActionRowComponent<APIButtonComponentWithCustomId>;

const COLOURS: Record<Card['tone'], number> = {
  good: 0x2eb67d,
  warning: 0xe8a317,
  bad: 0xd93025,
  neutral: 0x5865f2,
};
const STYLES = {
  primary: ButtonStyle.Primary,
  danger: ButtonStyle.Danger,
  plain: ButtonStyle.Secondary,
} as const satisfies Record<CardAction['style'], ButtonStyle>;
const MAX_TITLE = 300;
const MAX_FOOTER = 600;
/** Between sections that have to share a text. */
const GAP = '\n\n';

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
  const rows = buttonRows(card.actions ?? []);
  const foot = [...(footer || rows.length > 0 ? [SEPARATOR] : []), ...rows, ...texts([footer])];
  const drawn = new Set<unknown>(pictures.map(({ chart }) => chart));
  const written = { ...card, sections: card.sections.filter((section) => !drawn.has(section)) };
  const body = sectionTexts(written, MAX_TEXT - title.length - footer.length);
  const galleries = pictures.map(gallery);
  const taken = rows.reduce((sum, row) => sum + row.components.length, foot.length + galleries.length);
  const container: APIContainerComponent = {
    type: ComponentType.Container,
    accent_color: COLOURS[card.tone],
    ...(markers && { id: markers.container }),
    components: [
      { ...text(title), ...(markers && { id: markers.title }) },
      ...texts(gathered(body, MAX_COMPONENTS - 2 - taken)),
      ...galleries,
      ...foot,
    ],
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

/** The first sections have the first claim on the room. */
function sectionTexts({ sections }: Card, room: number): string[] {
  let left = room;
  return sections.flatMap((section) => {
    const written = renderSection(section, left - GAP.length);
    left -= written.length + GAP.length;
    return written.trim() === '' ? [] : [written];
  });
}

/** Not more texts than there is room for: the last ones share one. */
function gathered(bodies: readonly string[], room: number): string[] {
  if (bodies.length <= room) return [...bodies];
  return [...bodies.slice(0, room - 1), bodies.slice(room - 1).join(GAP)];
}

function texts(contents: readonly string[]): APITextDisplayComponent[] {
  return contents.filter((content) => content.trim() !== '').map(text);
}

function text(content: string): APITextDisplayComponent {
  return { type: ComponentType.TextDisplay, content };
}

function buttonRows(actions: readonly CardAction[]): ButtonRow[] {
  const buttons = pressable(actions).map(button);
  const starts = buttons.flatMap((_, at) => (at % MAX_BUTTONS_IN_ROW === 0 ? [at] : []));
  return starts.map((at) => ({
    type: ComponentType.ActionRow,
    components: buttons.slice(at, at + MAX_BUTTONS_IN_ROW),
  }));
}

/** One button that Discord does not take would cost the whole card. */
function pressable(actions: readonly CardAction[]): CardAction[] {
  const ids = actions.map(buttonId);
  return actions
    .filter((action, at) => {
      const id = buttonId(action);
      return (
        id.trim() !== '' && id.length <= MAX_CUSTOM_ID && ids.indexOf(id) === at && action.label.trim() !== ''
      );
    })
    .slice(0, MAX_BUTTONS);
}

function button(action: CardAction): APIButtonComponentWithCustomId {
  return {
    type: ComponentType.Button,
    style: STYLES[action.style],
    label: fit(action.label.trim(), MAX_BUTTON_LABEL),
    custom_id: buttonId(action),
  };
}
