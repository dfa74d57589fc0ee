/** Posts one message wherever people are told, and says how that went. */
import { randomUUID } from 'node:crypto';
import type { Card } from '../../domain/card.ts';
import { bad, good, warning, type Check } from '../../domain/check.ts';
import { surfaceLabel } from '../../domain/wording.ts';
import { SurfaceError, type Surface } from '../../notify/surface.ts';
import { platformsOf, type PlatformSettings } from '../platforms.ts';

const CARD: Card = {
  icon: 'ℹ️',
  title: 'A test message',
  tone: 'neutral',
  sections: [{ kind: 'text', text: '"calsync doctor" has sent it. Nothing has to be done.' }],
};

export async function postTestMessages(settings: PlatformSettings, signal: AbortSignal): Promise<Check[]> {
  const platforms = platformsOf(settings);
  if (platforms.length === 0)
    return [warning('Neither Slack nor Discord nor e-mail is set up: no test message was sent.')];
  return Promise.all(platforms.map(async ({ channel }) => post(await channel(signal), signal)));
}

async function post(surface: Surface, signal: AbortSignal): Promise<Check> {
  const where = surfaceLabel(surface.name);
  try {
    const { missed } = await surface.post(CARD, randomUUID().slice(0, 18), signal);
    if (missed !== undefined) return warning(`Not everybody gets the test message on ${where}: ${missed}.`);
    return good(
      surface.edit
        ? `A test message stands in the channel on ${where}.`
        : 'A test message was sent by e-mail.',
    );
  } catch (error) {
    if (error instanceof SurfaceError) return bad(`No test message on ${where}: ${error.message}.`);
    throw error;
  }
}
