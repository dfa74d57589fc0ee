/** Customers' data as plain text: it formats nothing, links nothing and mentions nobody. */

// Text that runs backwards could make a name say something else.
const INVISIBLE = /[^\P{Cc}\n]|[\u202a-\u202e\u2066-\u2069]/gu;

export function escapeMarkdown(text: string): string {
  return (
    text
      .replace(INVISIBLE, ' ')
      .replace(/[\\*`~|<]/g, String.raw`\$&`)
      // Between letters it formats nothing, and codes like DATA_MISMATCH stay as they are.
      .replace(/(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g, String.raw`\_`)
      .replace(/\]\(/g, String.raw`]\(`)
      .replace(/(\w):\/\//g, String.raw`$1\://`)
      .replace(/@(?=everyone|here)/gi, '@\u200b')
      .replace(/^(\s*)([#>+-])/gm, String.raw`$1\$2`)
      .replace(/^(\s*\d+)([.)])(?=\s)/gm, String.raw`$1\$2`)
  );
}

/** A cell of a code block, which only backticks could leave. */
export function escapeCode(text: string): string {
  return oneLine(text).replace(INVISIBLE, ' ').replaceAll('`', 'ˋ');
}

export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
