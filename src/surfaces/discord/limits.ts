/** What Discord takes at most, each with the page of https://discord.com/developers/docs that says so. */

/** "Component Reference", Container and Using Message Components: with the nested ones. */
export const MAX_COMPONENTS = 40;
/** "Component Reference", Text Display: over all texts of a message. */
export const MAX_TEXT = 4_000;
/** "Component Reference", Action Row. */
export const MAX_BUTTONS_IN_ROW = 5;
/** "Component Reference", Legacy Message Component Behavior: five full rows. */
export const MAX_BUTTONS = 25;
/** "Component Reference", Button. */
export const MAX_BUTTON_LABEL = 80;
/** "Component Reference", Media Gallery Item: what is said to those who cannot see it; the smaller of two numbers given. */
export const MAX_PICTURE_TEXT = 256;
/** "Component Reference", Custom IDs. */
export const MAX_CUSTOM_ID = 100;
/** "Message Resource", Create Message. */
export const MAX_NONCE = 25;
/** "Message Resource", Get Channel Messages. */
export const MAX_HISTORY_PAGE = 100;
/** "Application Commands", Application Command Object. */
export const MAX_DESCRIPTION = 100;
/** "Component Reference", String Select and Select Option Structure. */
export const MAX_OPTIONS = 25;
export const MAX_OPTION_LABEL = 100;
export const MAX_PLACEHOLDER = 150;
/** "Receiving and Responding", Modal: how many fields, its title; "Component Reference", Label and Text Input. */
export const MAX_LABELS = 5;
export const MAX_FORM_TITLE = 45;
export const MAX_INPUT_LABEL = 45;
export const MAX_NOTE = 4_000;
