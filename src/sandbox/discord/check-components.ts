/** The components of a message, in both systems that Discord has for them. */
import { checkComponent } from './check-component.ts';
import { checkNesting, checkUnique, LEGACY_NESTING, V2_NESTING } from './check-nesting.ts';
import { checkList, lengthOf } from './check-value.ts';
import { textOf } from './json.ts';
import { COMPONENT, type PlacedComponent, walkComponents } from './walk-components.ts';

const MAX_ROWS = 5;
const MAX_COMPONENTS = 40;
const MAX_TEXT = 4_000;

export function checkComponents(components: unknown, { v2 }: { v2: boolean }): string[] {
  const placed = walkComponents(components);
  return [
    ...checkList('components', components, { max: v2 ? MAX_COMPONENTS : MAX_ROWS }),
    ...checkNesting(components, v2 ? V2_NESTING : LEGACY_NESTING),
    ...placed.flatMap(checkComponent),
    ...checkUnique(placed),
    ...(v2 ? checkTotals(placed) : []),
  ];
}

function checkTotals(placed: readonly PlacedComponent[]): string[] {
  const characters = placed
    .filter(({ node }) => node['type'] === COMPONENT.text)
    .reduce((sum, { node }) => sum + lengthOf(textOf(node['content'])), 0);
  return [
    ...(placed.length > MAX_COMPONENTS
      ? [`components: The maximum number of components (${MAX_COMPONENTS}) is exceeded: ${placed.length}`]
      : []),
    ...(characters > MAX_TEXT
      ? [`components: The displayable text exceeds maximum size of ${MAX_TEXT}: ${characters}`]
      : []),
  ];
}
