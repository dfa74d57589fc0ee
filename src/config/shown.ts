const SHOWN_CHARACTERS = 80;

/** Tokens and passwords that were put into the wrong variable. */
const LOOKS_SECRET = [
  /xox[a-z]-|xapp-|\bcal_/, // Slack, Cal.com
  /[\w-]{20,}\.[\w-]{5,}\.[\w-]{20,}/, // Discord, JSON web tokens
  /:\/\/[^/\s]*@/, // user:password@host
  /(?=[a-z]*\d)(?=\d*[a-z])[a-z\d]{24,}/i,
];

/** What was given, quoted on one line; a secret only by its length. */
export function shown(text: string, secret = false): string {
  if (secret || LOOKS_SECRET.some((pattern) => pattern.test(text)))
    return `(secret, ${text.length} characters)`;
  return JSON.stringify(text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text);
}
