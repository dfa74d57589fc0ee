/** Draws a chart as a PNG, with a font of our own: the same on every machine. */
import { fileURLToPath } from 'node:url';
import type { Chart } from '../domain/card.ts';
import { chartSvg } from './chart-svg.ts';

/** Twice as many pixels as the picture is wide, for sharp screens. */
const ZOOM = 2;

/** The drawing part is loaded when it is needed: a machine that has none can do everything else. */
export async function chartPng(chart: Chart): Promise<Buffer> {
  const { Resvg } = await import('@resvg/resvg-js');
  const font = {
    loadSystemFonts: false,
    fontFiles: fontFiles(),
    defaultFontFamily: 'DejaVu Sans',
  };
  return new Resvg(chartSvg(chart), { font, fitTo: { mode: 'zoom', value: ZOOM } }).render().asPng();
}

function fontFiles(): string[] {
  const regular = import.meta.resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf');
  const bold = import.meta.resolve('dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf');
  return [regular, bold].map((url) => fileURLToPath(url));
}
