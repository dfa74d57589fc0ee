/** What an environment variable is, and how its text becomes a value or a line that says what is wrong. */
import { shown } from './shown.ts';

export type Env = Readonly<Record<string, string | undefined>>;

/** `wrong` is a remark such as "it never runs"; empty when there is nothing to add to what was expected. */
export type Reading<T> = { value: T } | { wrong: string };

/** One kind of value, such as a duration. */
export interface Kind<T> {
  /** Completes the sentence "expected …". */
  readonly expected: string;
  /** True when no message may show what was given. */
  readonly secret?: boolean;
  read(text: string, env: Env): Reading<T>;
}

export interface Variable<T> {
  readonly name: string;
  readonly kind: Kind<T>;
  readonly example: string;
  readonly whenUnset: 'the example' | 'nothing';
  readonly whenEmpty: 'as unset' | 'nothing';
}

export type ValuesOf<V> = { [K in keyof V]: V[K] extends Variable<infer T> ? T : never };

/** A variable that counts as its example when it is not set. */
export function standard<T>(name: string, example: string, kind: Kind<T>): Variable<T> {
  return { name, kind, example, whenUnset: 'the example', whenEmpty: 'as unset' };
}

/** The same, but an empty text switches it off. */
export function standardOrOff<T>(name: string, example: string, kind: Kind<T>): Variable<T | undefined> {
  return { name, kind, example, whenUnset: 'the example', whenEmpty: 'nothing' };
}

/** A variable that may be left out; the example is for the reader only. */
export function optional<T>(name: string, example: string, kind: Kind<T>): Variable<T | undefined> {
  return { name, kind, example, whenUnset: 'nothing', whenEmpty: 'as unset' };
}

/** Reads all variables; `values` is whole only when `problems` is empty. */
export function readVariables<V extends Record<string, Variable<unknown>>>(
  variables: V,
  env: Env,
): { values: ValuesOf<V>; problems: string[] } {
  const values: Record<string, unknown> = {};
  const problems: string[] = [];
  for (const [key, variable] of Object.entries(variables)) {
    const reading = readVariable(variable, env);
    if ('wrong' in reading) problems.push(wrongLine(variable, env, reading.wrong));
    else values[key] = reading.value;
  }
  return { values: values as ValuesOf<V>, problems };
}

export function isSet(variable: Variable<unknown>, env: Env): boolean {
  return Boolean(textOf(variable, env));
}

/** "expected a port, for example 8080" */
export function expectation({ kind, example }: Variable<unknown>): string {
  return `expected ${kind.expected}, for example ${example}`;
}

function readVariable(variable: Variable<unknown>, env: Env): Reading<unknown> {
  const text = textOf(variable, env);
  if (text) return variable.kind.read(text, env);
  if (text === '' && variable.whenEmpty === 'nothing') return { value: undefined };
  if (variable.whenUnset === 'nothing') return { value: undefined };
  return variable.kind.read(variable.example, env);
}

/** What was given, without the blanks and quotes around it: `docker run --env-file` hands quotes through. */
function textOf({ name }: Variable<unknown>, env: Env): string | undefined {
  return env[name]
    ?.trim()
    .replace(/^(["'])(.*)\1$/s, '$2')
    .trim();
}

function wrongLine(variable: Variable<unknown>, env: Env, remark: string): string {
  const given = shown(textOf(variable, env) ?? '', variable.kind.secret);
  return `${variable.name} is ${given}${remark && ` (${remark})`}: ${expectation(variable)}`;
}
