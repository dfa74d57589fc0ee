/** How much Slack takes, each limit with the page of its documentation (docs.slack.dev). */

/** "Blocks": of a message. */
export const MESSAGE_BLOCKS = 50;
/** All texts of a message's blocks together stay below what is answered with msg_blocks_too_long, about 12,000. */
export const MESSAGE_CHARACTERS = 11_500;
/** "chat.update" takes 4,000 bytes of text, counted after escaping; a character has at most three. */
export const FALLBACK_TEXT = 1_300;
/** "Header block". */
export const HEADER_TEXT = 150;
/** "Section block": its text, how many fields, the text of each. */
export const SECTION_TEXT = 3_000;
export const SECTION_FIELDS = 10;
export const FIELD_TEXT = 2_000;
/** "Actions block". */
export const ACTIONS_ELEMENTS = 25;
/** "Button element". */
export const BUTTON_TEXT = 75;
/** "Confirmation dialog object". */
export const CONFIRM_TITLE = 100;
export const CONFIRM_TEXT = 300;
export const CONFIRM_BUTTON = 30;
/** "Context block"; the text of each is ours, as small print is short. */
export const CONTEXT_ELEMENTS = 10;
export const CONTEXT_TEXT = 300;
/** "Data visualization block": its title, how many categories, the label of each and of its series, the name of an axis. */
export const CHART_TITLE = 50;
export const CHART_CATEGORIES = 20;
export const CHART_LABEL = 20;
export const CHART_AXIS = 50;
/** How many of them a message takes. */
export const MESSAGE_CHARTS = 2;
/** "Image block": what is said to those who cannot see it. */
export const IMAGE_TEXT = 2_000;
/** "Modals" and "Home tabs": of a view. */
export const VIEW_BLOCKS = 100;
/** A view may be larger than a message; beyond this nobody reads on. */
export const VIEW_CHARACTERS = 30_000;
/** "Input block": its label; "Plain-text input element". */
export const INPUT_LABEL = 150;
export const NOTE_TEXT = 3_000;
/** "Select menu element" and "Option object". */
export const SELECT_OPTIONS = 100;
export const OPTION_TEXT = 75;
export const OPTION_VALUE = 75;
