/** Everything Discord refuses in a modal. */
import { checkComponent } from './check-component.ts';
import { checkNesting, checkUnique, MODAL_NESTING } from './check-nesting.ts';
import { checkList, checkText } from './check-value.ts';
import { isObject } from './json.ts';
import { walkComponents } from './walk-components.ts';

const MAX_TITLE = 45;
const MAX_CUSTOM_ID = 100;
const MAX_LABELS = 5;

/** Each problem is `path: what is wrong`. */
export function checkModal(modal: unknown): string[] {
  if (!isObject(modal)) return ['modal: Only dictionaries may be used here'];
  const placed = walkComponents(modal['components']);
  return [
    ...checkText('title', modal['title'], { max: MAX_TITLE, required: true }),
    ...checkText('custom_id', modal['custom_id'], { max: MAX_CUSTOM_ID, required: true }),
    ...checkList('components', modal['components'], { min: 1, max: MAX_LABELS }),
    ...checkNesting(modal['components'], MODAL_NESTING),
    ...placed.flatMap(checkComponent),
    ...checkUnique(placed),
  ];
}
