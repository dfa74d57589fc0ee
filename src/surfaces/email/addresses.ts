/** Addresses as EMAIL_FROM and EMAIL_TO write them. Pure. */

export interface MailAddress {
  readonly name: string;
  readonly address: string;
}

/** `Name <address>` or the address alone; the name may hold commas. */
export function mailAddress(text: string): MailAddress {
  const named = /^(.*)<([^<>]+)>$/su.exec(text.trim());
  const name = (named?.[1] ?? '').trim().replace(/^"(.*)"$/su, '$1');
  return { name, address: (named?.[2] ?? text).trim() };
}

/** The same key gives the same id, so that a mail that was sent twice is shown once. */
export function messageIdOf(key: string, from: MailAddress): string {
  return `<${key}@${from.address.split('@').at(-1)}>`;
}
