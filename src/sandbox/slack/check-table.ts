/** Checks a table or a data_table: its size, that no cell is empty, its caption and its header row. */
import { asList, asRecord, asText, type Json } from './json.ts';
import { checkCount, checkLength, complain, type Spot, within } from './problems.ts';
import { countCharacters } from './count-characters.ts';

// "Table block" and "Data table block".
const ROWS = 100;
const COLUMNS = 20;
const CHARACTERS = 10_000;
const CAPTION = 255;
const CELLS = ['raw_text', 'raw_number', 'rich_text'];

export function checkTable(table: Json, spot: Spot): void {
  const rows = asList(table['rows']);
  checkCount(rows, within(spot, 'rows'), { most: ROWS });
  checkCount(asList(table['column_settings']), within(spot, 'column_settings'), { least: 0, most: COLUMNS });
  for (const [index, row] of rows.entries()) checkRow(asList(row), within(spot, `rows/${index}`));
  if (new Set(rows.map((row) => asList(row).length)).size > 1)
    complain(within(spot, 'rows'), 'rows must have the same number of cells');
  if (countCharacters(rows) > CHARACTERS)
    complain(spot, `no more than ${CHARACTERS} characters allowed in a table`);
}

export function checkDataTable(table: Json, spot: Spot): void {
  checkTable(table, spot);
  if (table['caption'] === undefined) complain(within(spot, 'caption'), 'missing required field');
  checkLength(table['caption'], within(spot, 'caption'), CAPTION);
  const header = asList(asList(table['rows'])[0]);
  for (const [index, cell] of header.entries()) {
    if (asRecord(cell)['type'] !== 'raw_text')
      complain(within(spot, `rows/0/${index}`), 'the first row is the header and takes raw_text only');
  }
}

function checkRow(row: readonly unknown[], spot: Spot): void {
  checkCount(row, spot, { most: COLUMNS });
  for (const [index, cell] of row.entries()) checkCell(asRecord(cell), within(spot, index));
}

function checkCell(cell: Json, spot: Spot): void {
  const type = asText(cell['type']);
  if (!CELLS.includes(type)) return complain(within(spot, 'type'), `must be ${CELLS.join(' or ')}`);
  if (countCharacters(cell) === 0) complain(spot, 'a cell must not be empty');
}
