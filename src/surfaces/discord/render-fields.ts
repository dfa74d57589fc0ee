/** A card's fields: menus beside its buttons, and the form that takes a note. Pure. */
import {
  ComponentType,
  TextInputStyle,
  type APIActionRowComponent,
  type APILabelComponent,
  type APIModalInteractionResponseCallbackData,
  type APIStringSelectComponent,
} from 'discord.js';
import type { CardField, CardOption } from '../../domain/card.ts';
import type { Entered } from '../desk.ts';
import { escapeMarkdown } from './escape-markdown.ts';
import { fit } from './fit.ts';
import {
  MAX_CUSTOM_ID,
  MAX_FORM_TITLE,
  MAX_INPUT_LABEL,
  MAX_LABELS,
  MAX_NOTE,
  MAX_OPTION_LABEL,
  MAX_OPTIONS,
  MAX_PLACEHOLDER,
} from './limits.ts';

export type MenuRow = APIActionRowComponent<APIStringSelectComponent>;

const NOTE = 'note';
const MENU = /^choice:\d$/;
/** What will be done, told before it is. */
const MAX_FORM_TEXT = 2_000;
/** Beside the note, in a form. */
const MOST_MENUS = MAX_LABELS - 2;
/** At least as long as the ids of buttons are without what was chosen. */
const ROOM_FOR_THE_BUTTON = 80;

/** Menus of the card's choice; a long one goes on in the next. */
export function menuRows(fields: readonly CardField[]): MenuRow[] {
  return menus(fields).map((menu) => ({ type: ComponentType.ActionRow, components: [menu] }));
}

export function isMenu(customId: string): boolean {
  return MENU.test(customId);
}

export interface Form {
  readonly customId: string;
  readonly title: string;
  /** What will be done. */
  readonly text: string;
  readonly fields: readonly CardField[];
}

/** Discord takes a text in a form only. */
export function renderForm({ customId, title, text, fields }: Form): APIModalInteractionResponseCallbackData {
  const note = fields.find(({ kind }) => kind === 'note');
  const chosen = menus(fields);
  const content = fit(text.trim(), MAX_FORM_TEXT, escapeMarkdown);
  return {
    custom_id: customId,
    title: fit(title, MAX_FORM_TITLE),
    components: [
      ...(content ? [{ type: ComponentType.TextDisplay, content } as const] : []),
      ...chosen.map((menu) => label(menu.placeholder ?? '', { ...menu, required: chosen.length === 1 })),
      ...(note ? [label(note.label, NOTE_INPUT)] : []),
    ],
  };
}

/** What stands in a form that was sent, by the ids of its fields. */
export function readForm(
  values: ReadonlyMap<string, { readonly value?: string; readonly values?: readonly string[] }>,
): Entered {
  const choices = [...values].flatMap(([id, { values: chosen = [] }]) => (isMenu(id) ? chosen : []));
  return { note: values.get(NOTE)?.value?.trim() || null, choice: choices[0] ?? null };
}

const NOTE_INPUT = {
  type: ComponentType.TextInput,
  custom_id: NOTE,
  style: TextInputStyle.Paragraph,
  required: false,
  max_length: MAX_NOTE,
} as const;

function label(text: string, component: APILabelComponent['component']): APILabelComponent {
  return { type: ComponentType.Label, label: fit(text, MAX_INPUT_LABEL), component };
}

function menus(fields: readonly CardField[]): APIStringSelectComponent[] {
  const field = fields.find((one) => one.kind === 'choice');
  const options = usable(field?.kind === 'choice' ? field.options : []);
  const starts = options.flatMap((_, at) => (at % MAX_OPTIONS === 0 ? [at] : []));
  return starts.slice(0, MOST_MENUS).map((start, at) => ({
    type: ComponentType.StringSelect,
    custom_id: `choice:${at}`,
    placeholder: fit(at === 0 ? (field?.label ?? '') : `${field?.label}, part ${at + 1}`, MAX_PLACEHOLDER),
    options: options.slice(start, start + MAX_OPTIONS).map((option) => ({
      value: option.value,
      label: fit(option.label.trim() || option.value, MAX_OPTION_LABEL),
    })),
  }));
}

/** One option that Discord does not take would cost the whole card. */
function usable(options: readonly CardOption[]): CardOption[] {
  const unique = [...new Map(options.map((option) => [option.value, option])).values()];
  const longest = MAX_CUSTOM_ID - ROOM_FOR_THE_BUTTON;
  return unique.filter(({ value }) => value.trim() !== '' && encodeURIComponent(value).length <= longest);
}
