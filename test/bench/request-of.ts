/** What this process was started to do: its one argument, JSON. */
export function requestOf(): unknown {
  const [text] = process.argv.slice(2);
  if (text === undefined) throw new Error('Cannot start without a request: `npm run bench` starts this file');
  return JSON.parse(text) as unknown;
}
