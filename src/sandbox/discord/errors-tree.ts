/** Discord's errors mirror the form: each problem hangs where its field stands. */
import { isObject, type JsonObject } from './json.ts';

const CODES: readonly (readonly [RegExp, string])[] = [
  [/^This field is required/, 'BASE_TYPE_REQUIRED'],
  [/between .* in length/, 'BASE_TYPE_BAD_LENGTH'],
  [/or fewer in length/, 'BASE_TYPE_MAX_LENGTH'],
  [/must be one of/, 'BASE_TYPE_CHOICES'],
  [/custom id cannot be duplicated/, 'COMPONENT_CUSTOM_ID_DUPLICATED'],
  [/exceeds maximum size/, 'MAX_EMBED_SIZE_EXCEEDED'],
  [/MESSAGE_CANNOT_USE_LEGACY_FIELDS/, 'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2'],
  [/^Unknown message/, 'REPLIES_UNKNOWN_MESSAGE'],
];

export function errorsTree(problems: readonly string[]): JsonObject {
  const tree: JsonObject = {};
  for (const problem of problems) hang(tree, problem);
  return tree;
}

function hang(tree: JsonObject, problem: string): void {
  const colon = problem.indexOf(': ');
  const message = problem.slice(colon + 2);
  const node = problem
    .slice(0, colon)
    .split(/[.[\]]+/)
    .filter(Boolean)
    .reduce(branch, tree);
  const errors = Array.isArray(node['_errors']) ? (node['_errors'] as unknown[]) : [];
  node['_errors'] = [...errors, { code: codeOf(message), message }];
}

function branch(node: JsonObject, key: string): JsonObject {
  const child = node[key];
  if (isObject(child)) return child;
  const grown: JsonObject = {};
  node[key] = grown;
  return grown;
}

function codeOf(message: string): string {
  return CODES.find(([pattern]) => pattern.test(message))?.[1] ?? 'BASE_TYPE_INVALID';
}
