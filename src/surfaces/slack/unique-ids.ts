/** Gives a button that stands in several places another name in each: what it does is its value. */
import { type SlackBlock } from './render-chart.ts';

/** "action_id": at most 255 characters; ours are far shorter. */
export function withUniqueIds(blocks: readonly SlackBlock[]): SlackBlock[] {
  const seen = new Map<string, number>();
  const renamed = (key: string, value: unknown): unknown => {
    if (key !== 'action_id' || typeof value !== 'string') return value;
    const times = (seen.get(value) ?? 0) + 1;
    seen.set(value, times);
    return times === 1 ? value : `${value}~${times}`;
  };
  return JSON.parse(JSON.stringify(blocks, renamed)) as SlackBlock[];
}
