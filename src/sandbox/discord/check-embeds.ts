/** The limits of embeds: https://discord.com/developers/docs/resources/message#embed-object-embed-limits */
import { checkList, checkNumber, checkText, checkUrl, lengthOf } from './check-value.ts';
import { isObject, type JsonObject, objectsIn, textOf } from './json.ts';

const MAX_EMBEDS = 10;
const MAX_FIELDS = 25;
const MAX_TOTAL = 6_000;
const MAX_COLOR = 0xffffff;
const MAX = { title: 256, description: 4_096, name: 256, value: 1_024, footer: 2_048, author: 256 };
const LINKS = ['http', 'https'];
const SHOWN = ['title', 'description', 'fields', 'footer', 'author', 'image', 'thumbnail', 'url'];

export function checkEmbeds(embeds: unknown): string[] {
  const list = objectsIn(embeds);
  const total = list.reduce((sum, embed) => sum + sizeOf(embed), 0);
  return [
    ...checkList('embeds', embeds, { max: MAX_EMBEDS }),
    ...list.flatMap((embed, index) => checkEmbed(`embeds[${index}]`, embed)),
    ...(total > MAX_TOTAL ? [`embeds: Embed size exceeds maximum size of ${MAX_TOTAL}`] : []),
  ];
}

function checkEmbed(path: string, embed: JsonObject): string[] {
  const shown = SHOWN.some((key) => embed[key] !== undefined && embed[key] !== null && embed[key] !== '');
  return [
    ...(shown ? [] : [`${path}: This field is required`]),
    ...checkText(`${path}.title`, embed['title'], { max: MAX.title, mayBeEmpty: true }),
    ...checkText(`${path}.description`, embed['description'], { max: MAX.description, mayBeEmpty: true }),
    ...checkNumber(`${path}.color`, embed['color'], { min: 0, max: MAX_COLOR }),
    ...checkFields(path, embed['fields']),
    ...checkPart(`${path}.footer`, embed['footer'], { key: 'text', max: MAX.footer }),
    ...checkPart(`${path}.author`, embed['author'], { key: 'name', max: MAX.author }),
    ...(textOf(embed['url']) === '' ? [] : checkUrl(`${path}.url`, embed['url'], LINKS)),
    ...checkTimestamp(`${path}.timestamp`, embed['timestamp']),
  ];
}

function checkFields(path: string, fields: unknown): string[] {
  return [
    ...checkList(`${path}.fields`, fields, { max: MAX_FIELDS }),
    ...objectsIn(fields).flatMap((field, index) => [
      ...checkText(`${path}.fields[${index}].name`, field['name'], { max: MAX.name, required: true }),
      ...checkText(`${path}.fields[${index}].value`, field['value'], { max: MAX.value, required: true }),
    ]),
  ];
}

function checkPart(path: string, part: unknown, { key, max }: { key: string; max: number }): string[] {
  if (!isObject(part)) return [];
  return checkText(`${path}.${key}`, part[key], { max, required: true });
}

function checkTimestamp(path: string, value: unknown): string[] {
  if (value === undefined || value === null) return [];
  const isTime = typeof value === 'string' && !Number.isNaN(Date.parse(value));
  return isTime ? [] : [`${path}: Could not parse ${JSON.stringify(value)}. Should be ISO8601.`];
}

function sizeOf(embed: JsonObject): number {
  const parts = [
    embed['title'],
    embed['description'],
    isObject(embed['footer']) ? embed['footer']['text'] : '',
    isObject(embed['author']) ? embed['author']['name'] : '',
    ...objectsIn(embed['fields']).flatMap((field) => [field['name'], field['value']]),
  ];
  return parts.reduce<number>((sum, part) => sum + lengthOf(textOf(part)), 0);
}
