/** The little HTML that an e-mail needs. Pure. */

/** Already escaped. */
export type Html = string;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export function escapeHtml(text: string): Html {
  return text.replaceAll(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);
}

export function element(tag: string, style: string, inside: Html): Html {
  return `<${tag} style="${style}">${inside}</${tag}>`;
}
