/** Names come from customers: control and direction characters could rewrite what stands beside them. */
export function cleanText(text: string): string {
  return text.replaceAll(/[\p{Cc}\u2028-\u202E\u2066-\u2069]+/gu, ' ').trim();
}
