/** Named steps: each call to the outside bears a name, so that a test can end the process right before or after it. */

/** Runs the work; what is done around it is the process's business. */
export type RunsStep = <T>(name: string, work: () => Promise<T>) => Promise<T>;

export const plainStep: RunsStep = (_name, work) => work();

type CallsOf<Port> = {
  [Key in keyof Port]: NonNullable<Port[Key]> extends (...given: never[]) => Promise<unknown> ? Key : never;
}[keyof Port];

/** A name for each call of a port: one that has none does not compile. */
export type StepNames<Port> = { readonly [Call in CallsOf<Port>]: string };

type AnyCall = (...given: unknown[]) => Promise<unknown>;

/** The same port; each of its calls is a step, where it has it. */
export function inSteps<Port extends object>(port: Port, names: StepNames<Port>, step: RunsStep): Port {
  const calls = Object.entries<string>(names).flatMap(([key, name]) => {
    const call = (port as Record<string, AnyCall | null>)[key];
    return call ? [[key, (...given: unknown[]) => step(name, () => call(...given))]] : [];
  });
  return { ...port, ...(Object.fromEntries(calls) as Partial<Port>) };
}
