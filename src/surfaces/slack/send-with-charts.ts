/** Sends a card with its charts: drawn by Slack, else as pictures of ours, else in letters. */
import { webApi } from '@slack/bolt';
import type { Card, Chart } from '../../domain/card.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Log } from '../../runtime/logger.ts';
import { chartPng } from '../chart-png.ts';
import { renderCard, type SlackMessage } from './render-card.ts';
import { chartInLetters, pictureOf } from './render-chart.ts';

export interface ChartPorts {
  readonly client: webApi.WebClient;
  readonly clock: Clock;
  readonly log: Log;
}

/** Slack looks an uploaded file over before it shows it; until then it refuses the message. A response_url works five times. */
const TRY_AFTER_MS = [0, 1_000, 2_000];
const UPLOAD_WITHIN_MS = 10_000;

/** Throws what `send` throws, save where the charts may be to blame. */
export async function sendWithCharts(
  card: Card,
  send: (message: SlackMessage) => Promise<unknown>,
  ports: ChartPorts,
): Promise<void> {
  const charts = card.sections.filter((section) => section.kind === 'chart');
  if (await isTaken(send(renderCard(card)), charts.length > 0)) return;
  ports.log('info', 'slack draws no charts here', { charts: charts.length });
  const pictures = await uploadAll(charts, ports);
  if (pictures && (await sendPictures(card, pictures, { send, clock: ports.clock }))) return;
  await send(renderCard(card, chartInLetters));
}

async function sendPictures(
  card: Card,
  pictures: ReadonlyMap<Chart, string>,
  { send, clock }: { send: (message: SlackMessage) => Promise<unknown>; clock: Clock },
): Promise<boolean> {
  const message = renderCard(card, (chart, room) => {
    const fileId = pictures.get(chart);
    return fileId === undefined ? chartInLetters(chart, room) : [pictureOf(chart, fileId)];
  });
  for (const wait of TRY_AFTER_MS) {
    if (wait > 0) await clock.sleep(wait);
    if (await isTaken(send(message), true)) return true;
  }
  return false;
}

/** False when Slack does not take the shape of the message, and that may be due to what is on it. */
async function isTaken(sending: Promise<unknown>, mayBeRefused: boolean): Promise<boolean> {
  try {
    await sending;
    return true;
  } catch (error) {
    if (mayBeRefused && isRefusal(error)) return false;
    throw error;
  }
}

/** A response_url tells the status only; the Web API tells the reason. */
function isRefusal(error: unknown): boolean {
  if (error instanceof webApi.WebAPIPlatformError) return error.data.error.startsWith('invalid_blocks');
  const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 0;
  return status >= 400 && status < 429;
}

/** Undefined when they cannot be drawn or uploaded: an app that was installed before it needed files:write cannot. */
async function uploadAll(
  charts: readonly Chart[],
  { client, log }: ChartPorts,
): Promise<ReadonlyMap<Chart, string> | undefined> {
  try {
    const uploaded = await Promise.all(
      charts.map(async (chart) => [chart, await upload(client, chart)] as const),
    );
    return new Map(uploaded);
  } catch (error) {
    log('warn', 'chart not uploaded', {
      surface: 'slack',
      why: error instanceof Error ? error.message : String(error),
    });
    return undefined;
  }
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
