/** The limits of a button. */
import { checkNumber, checkText, checkUrl } from './check-value.ts';
import type { JsonObject } from './json.ts';

const MAX_LABEL = 80;
const LINK = 5;
const PREMIUM = 6;

export function checkButton(path: string, node: JsonObject): string[] {
  return [
    ...checkText(`${path}.label`, node['label'], { max: MAX_LABEL, mayBeEmpty: true }),
    ...(node['style'] === undefined ? [`${path}.style: This field is required`] : []),
    ...checkNumber(`${path}.style`, node['style'], { min: 1, max: PREMIUM }),
    ...checkFace(path, node),
    ...checkAim(path, node),
  ];
}

function checkFace(path: string, node: JsonObject): string[] {
  if (node['style'] === PREMIUM || node['label'] || node['emoji']) return [];
  return [`${path}: A button needs a label or an emoji`];
}

function checkAim(path: string, node: JsonObject): string[] {
  if (node['style'] === PREMIUM) return [];
  const named = node['custom_id'] !== undefined;
  if (node['style'] === LINK) {
    const url = checkUrl(`${path}.url`, node['url'], ['http', 'https', 'discord']);
    return named ? [...url, `${path}.custom_id: A custom id and url cannot both be specified`] : url;
  }
  if (node['url'] !== undefined) return [`${path}.url: Only a link button has a url`];
  return named ? [] : [`${path}.custom_id: This field is required`];
}
