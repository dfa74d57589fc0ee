/** The limits of selects, radio groups and checkbox groups. */
import { checkList, checkNumber, checkText, duplicatesOf } from './check-value.ts';
import { type JsonObject, objectsIn } from './json.ts';

interface OptionRule {
  min: number;
  max: number;
}

const MAX_TEXT = 100;
const MAX_PLACEHOLDER = 150;
const MAX_CHOSEN = 25;

/** A select of any kind; only one of texts brings its own options. */
export function checkSelect(path: string, node: JsonObject, options?: OptionRule): string[] {
  return [
    ...checkText(`${path}.placeholder`, node['placeholder'], { max: MAX_PLACEHOLDER, mayBeEmpty: true }),
    ...checkNumber(`${path}.min_values`, node['min_values'], { min: 0, max: MAX_CHOSEN }),
    ...checkNumber(`${path}.max_values`, node['max_values'], { min: 1, max: MAX_CHOSEN }),
    ...(options ? checkOptions(path, node, options) : []),
  ];
}

export function checkOptions(path: string, node: JsonObject, rule: OptionRule): string[] {
  const options = objectsIn(node['options']);
  const twice = duplicatesOf(options.map(({ value }) => value));
  return [
    ...checkList(`${path}.options`, node['options'], rule),
    ...options.flatMap((option, index) => checkOption(`${path}.options[${index}]`, option, twice)),
    ...checkDefaults(path, node, options),
  ];
}

function checkOption(path: string, option: JsonObject, twice: Set<unknown>): string[] {
  return [
    ...checkText(`${path}.label`, option['label'], { max: MAX_TEXT, required: true }),
    ...checkText(`${path}.value`, option['value'], { max: MAX_TEXT, required: true }),
    ...checkText(`${path}.description`, option['description'], { max: MAX_TEXT, mayBeEmpty: true }),
    ...(twice.has(option['value']) ? [`${path}.value: The specified option value is already used`] : []),
  ];
}

function checkDefaults(path: string, node: JsonObject, options: JsonObject[]): string[] {
  const most = typeof node['max_values'] === 'number' ? node['max_values'] : 1;
  const chosen = options.filter((option) => option['default'] === true).length;
  return [
    ...(most > options.length ? [`${path}.max_values: Value should be ${options.length} or less.`] : []),
    ...(chosen > most ? [`${path}.options: More options are chosen by default than max_values`] : []),
  ];
}
