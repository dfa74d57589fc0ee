/** Charts as pictures, where Slack does not draw them itself: each is drawn and uploaded once. */
import { type webApi } from '@slack/bolt';
import type { Chart } from '../../domain/card.ts';
import type { Log } from '../../runtime/logger.ts';
import { chartPng } from '../chart-png.ts';

export interface ChartPictures {
  /** The id of each one's file; undefined when they cannot be had: an app that was installed before it needed files:write has none. */
  findAll(charts: readonly Chart[]): Promise<ReadonlyMap<Chart, string> | undefined>;
  /** Slack does not show them any more: the next time they are uploaded anew. */
  forget(charts: readonly Chart[]): void;
}

const UPLOAD_WITHIN_MS = 10_000;
/** Today's trend in a few periods. */
const MOST_KEPT = 20;

export function chartPictures({ client, log }: { client: webApi.WebClient; log: Log }): ChartPictures {
  const kept = new Map<string, Promise<string>>();
  const find = (chart: Chart): Promise<string> => {
    const key = JSON.stringify(chart);
    const uploading = kept.get(key) ?? upload(client, chart);
    kept.delete(key);
    kept.set(key, uploading);
    uploading.catch(() => kept.delete(key));
    for (const oldest of kept.keys()) if (kept.size > MOST_KEPT) kept.delete(oldest);
    return uploading;
  };
  return {
    async findAll(charts) {
      try {
        return new Map(await Promise.all(charts.map(async (chart) => [chart, await find(chart)] as const)));
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        log('warn', 'chart not uploaded', { surface: 'slack', why });
        return undefined;
      }
    },
    forget(charts) {
      for (const chart of charts) kept.delete(JSON.stringify(chart));
    },
  };
}

/** "Working with files". Answers the file's id; without a channel it is seen only where a message of ours shows it. */
async function upload({ files }: webApi.WebClient, chart: Chart): Promise<string> {
  const png = await chartPng(chart);
  const { upload_url: url, file_id: id } = await files.getUploadURLExternal({
    filename: 'trend.png',
    length: png.length,
  });
  if (url === undefined || id === undefined) throw new Error('Slack named no address to upload to');
  const { ok, status } = await fetch(url, {
    method: 'POST',
    body: new Uint8Array(png),
    signal: AbortSignal.timeout(UPLOAD_WITHIN_MS),
  });
  if (!ok) throw new Error(`Slack took no upload: status ${status}`);
  await files.completeUploadExternal({ files: [{ id, title: chart.title }] });
  return id;
}
