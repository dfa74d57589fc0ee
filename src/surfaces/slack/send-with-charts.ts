/** Sends a card with its charts: drawn by Slack, else as pictures of ours, else in letters. */
import { webApi } from '@slack/bolt';
import type { Card, Chart } from '../../domain/card.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Log } from '../../runtime/logger.ts';
import { type ChartPictures } from './chart-pictures.ts';
import { chartInLetters, nativeChart, pictureOf, type DrawChart } from './render-chart.ts';

export interface ChartPorts {
  readonly pictures: ChartPictures;
  readonly clock: Clock;
  readonly log: Log;
}

/** Renders the card with its charts drawn like this, and sends it. */
export type SendDrawn = (drawChart: DrawChart) => Promise<unknown>;

/** Slack looks an uploaded file over before it shows it; until then it refuses the message. A response_url works five times. */
const TRY_AFTER_MS = [0, 1_000, 2_000];

/** In a message, where Slack draws charts. Throws what `send` throws, save where the charts may be to blame. */
export async function sendWithCharts(card: Card, send: SendDrawn, ports: ChartPorts): Promise<void> {
  const charts = chartsOf(card);
  if (await isTaken(send(nativeChart), charts.length > 0)) return;
  ports.log('info', 'slack draws no charts here', { charts: charts.length });
  await sendWithPictures(card, send, ports);
}

/** In a view, which takes no charts but pictures. */
export async function sendWithPictures(card: Card, send: SendDrawn, ports: ChartPorts): Promise<void> {
  const charts = chartsOf(card);
  const pictures = charts.length > 0 ? await ports.pictures.findAll(charts) : undefined;
  if (pictures && (await isShown(drawnAs(pictures), send, ports.clock))) return;
  if (pictures) ports.pictures.forget(charts);
  await send(chartInLetters);
}

function chartsOf({ sections }: Card): Chart[] {
  return sections.filter((section) => section.kind === 'chart');
}

function drawnAs(pictures: ReadonlyMap<Chart, string>): DrawChart {
  return (chart, room) => {
    const fileId = pictures.get(chart);
    return fileId === undefined ? chartInLetters(chart, room) : [pictureOf(chart, fileId)];
  };
}

async function isShown(drawn: DrawChart, send: SendDrawn, clock: Clock): Promise<boolean> {
  for (const wait of TRY_AFTER_MS) {
    if (wait > 0) await clock.sleep(wait);
    if (await isTaken(send(drawn), true)) return true;
  }
  return false;
}

/** False when Slack does not take the shape of it, and that may be due to what is on it. */
async function isTaken(sending: Promise<unknown>, mayBeRefused: boolean): Promise<boolean> {
  try {
    await sending;
    return true;
  } catch (error) {
    if (mayBeRefused && isRefusal(error)) return false;
    throw error;
  }
}

/** Messages are refused by the first, views by the second. */
const REFUSALS = /^invalid_(blocks|arguments)/;

/** A response_url tells the status only; the Web API tells the reason. */
function isRefusal(error: unknown): boolean {
  if (error instanceof webApi.WebAPIPlatformError) return REFUSALS.test(error.data.error);
  const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 0;
  return status >= 400 && status < 429;
}
