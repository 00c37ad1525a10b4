import { placeOf, type Place, type LogitsByPlace } from '../domain/model.js';
import type { EarlyMessages } from '../domain/run.js';
import type { Signal } from '../domain/signal.js';
import { encodeScore, isEarly, type ScoreTable } from './score-table.js';
import { chunksOf, type RowFilter } from './table-rows.js';

/**
 * Counts what an earlier stage decided, and what of it is within reach. Scores are compared as the table keeps them,
 * with four decimals. Yields as `simulate` does.
 */
export function* countEarly(
  table: ScoreTable,
  filter: RowFilter,
  cutoffs: LogitsByPlace,
  calibrate: (signal: Signal, logit: number) => number,
): Generator<void, EarlyMessages> {
  const inPlace = (place: Place) =>
    Object.entries(cutoffs[place]).map(([signal, from]) => ({
      column: table.signals.indexOf(signal as Signal),
      from: encodeScore(calibrate(signal as Signal, from)),
    }));
  const reaches = { channel: inPlace('channel'), direct: inPlace('direct') };
  const placeOfContext = table.contexts.map(placeOf);
  const placeOfRow = table.contextOf.map((context) => placeOfContext[context]!);
  let decided = 0;
  let withinReach = 0;
  for (const { block, rows, circumstances, length } of chunksOf(table, filter)) {
    for (let i = 0; i < length; i++) {
      const row = rows[i]!;
      if (!isEarly(block.current[row]!)) continue;
      decided += 1;
      const place = placeOfRow[circumstances[i]!]!;
      if (reaches[place].some(({ column, from }) => block.scores[column]![row]! >= from)) withinReach += 1;
    }
    yield;
  }
  return { decided, withinReach };
}
