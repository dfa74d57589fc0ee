/** A Card as a window over the chat, or as the App Home. Pure. */
import { type types } from '@slack/bolt';
import type { Card } from '../../domain/card.ts';
import { VIEW_BLOCKS, VIEW_CHARACTERS } from './limits.ts';
import { plainText } from './render-actions.ts';
import { renderBlocks } from './render-card.ts';
import { chartInLetters, type DrawChart } from './render-chart.ts';

/** By which our windows are known when they are submitted. */
export const WINDOW = 'calsync_window';

const ROOM = { characters: VIEW_CHARACTERS, blocks: VIEW_BLOCKS };

/** What has fields needs a button at its foot as well; that one does nothing, as the card's buttons do. */
export function renderWindow(card: Card): types.ModalView {
  const { blocks, hasFields } = viewBlocks(card, chartInLetters);
  return {
    type: 'modal',
    callback_id: WINDOW,
    title: plainText('calsync'),
    close: plainText('Close'),
    ...(hasFields && { submit: plainText('Done') }),
    blocks,
  };
}

export function renderHome(card: Card, drawChart: DrawChart = chartInLetters): types.HomeView {
  return { type: 'home', blocks: viewBlocks(card, drawChart).blocks };
}

/** `drawChart` draws none as Slack does: views take none of these. */
function viewBlocks(
  card: Card,
  drawChart: DrawChart,
): { readonly blocks: types.KnownBlock[]; readonly hasFields: boolean } {
  const { blocks, hasFields } = renderBlocks(card, { ...ROOM, drawChart });
  return { blocks: blocks as types.KnownBlock[], hasFields };
}
