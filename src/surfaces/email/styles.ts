/** How an e-mail looks. */
import type { Card } from '../../domain/card.ts';

export const COLOURS: Record<Card['tone'], string> = {
  good: '#2eb67d',
  warning: '#e8a317',
  bad: '#d93025',
  neutral: '#5865f2',
};

const CELL = 'padding:6px 8px 6px 0;text-align:left;vertical-align:top;font-size:14px;line-height:20px';
const LINES = 'border-bottom:1px solid #e3e6ea';

export const STYLES = {
  body: 'margin:0;padding:0;background:#f2f4f7;color:#1d2733;font-family:-apple-system,Segoe UI,Roboto,Helvetica,Arial,sans-serif',
  around: 'padding:16px 8px',
  sheet: 'max-width:640px;background:#ffffff',
  inside: 'padding:20px',
  title: 'margin:0 0 16px;font-size:19px;line-height:26px;overflow-wrap:anywhere',
  heading: 'margin:16px 0 4px;font-size:15px;line-height:22px',
  text: 'margin:0 0 12px;font-size:15px;line-height:22px;overflow-wrap:anywhere',
  table: 'width:100%;margin:0 0 16px;border-collapse:collapse',
  label: `${CELL};${LINES};width:25%;min-width:80px;color:#5b6673;font-weight:normal`,
  value: `${CELL};${LINES};overflow-wrap:anywhere`,
  /** A number is not broken for want of room: its neighbours are. */
  cell: `${CELL};${LINES};overflow-wrap:break-word`,
  column: `${CELL};border-bottom:2px solid #c9d0d8;color:#5b6673;font-weight:bold`,
  list: 'margin:0 0 16px;padding:0 0 0 20px',
  line: 'margin:0 0 4px;font-size:14px;line-height:20px;overflow-wrap:anywhere',
  links: 'margin:4px 0 16px',
  link: 'display:inline-block;margin:0 8px 8px 0;padding:10px 16px;border-radius:6px;background:#1f5fbf;color:#ffffff;font-size:15px;font-weight:bold;text-decoration:none',
  closing: 'margin:0 0 16px;font-size:14px;line-height:20px',
  small: 'margin:0;font-size:12px;line-height:18px;color:#5b6673',
} as const;
