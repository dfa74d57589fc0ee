/** Checks an image, as a block and as an element: one source, and a text for those who cannot see it. */
import { checkText } from './check-text.ts';
import { asRecord, type Json } from './json.ts';
import { checkLength, complain, type Spot, within } from './problems.ts';

// "Image block": alt_text and title 2,000 characters, image_url 3,000.
const ALT_MOST = 2_000;
const URL_MOST = 3_000;

export function checkImage(image: Json, spot: Spot): void {
  if (image['alt_text'] === undefined) complain(within(spot, 'alt_text'), 'missing required field');
  checkLength(image['alt_text'], within(spot, 'alt_text'), ALT_MOST);
  checkText(image['title'], within(spot, 'title'), { most: ALT_MOST, plain: true, required: false });
  if ((image['image_url'] === undefined) === (image['slack_file'] === undefined))
    return complain(spot, 'must have either image_url or slack_file');
  checkLength(image['image_url'], within(spot, 'image_url'), URL_MOST);
  if (image['slack_file'] !== undefined) checkFile(asRecord(image['slack_file']), within(spot, 'slack_file'));
}

function checkFile(file: Json, spot: Spot): void {
  if ((file['id'] === undefined) === (file['url'] === undefined))
    complain(spot, 'must have either id or url');
}
