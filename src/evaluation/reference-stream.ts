import type { Signal } from '../domain/signal.js';
import type { Column } from './sets.js';
import { expectedCalibrationError, reliabilityBins, type ReliabilityBin } from './reliability.js';

/**
 * The stream that calibrated scores refer to (models/training/common/calibration.py): mostly ordinary
 * messages, few of which carry a signal. Collections are half full of violations, so that on them a score
 * of 0.8 can be right only by chance.
 */
const PRIOR: Readonly<Partial<Record<Signal, number>>> = {
  threat: 0.01,
  sexual_advance: 0.01,
  severe_toxicity: 0.01,
  sexually_explicit: 0.01,
  scam: 0.01,
};
const PRIOR_DEFAULT = 0.05;
/** Share of ordinary chat among what carries no signal; the rest are negatives that people annotated. */
const CHAT_SHARE = 0.95;
const CHAT: ReadonlySet<string> = new Set([
  'banking77',
  'clinc150',
  'multidogo',
  'irc-ubuntu',
  'stanford-politeness',
  'goemotions',
  'sad-stress',
]);
/** Signals whose absence may be assumed in sets of plain requests and technical help. */
const ASSUMED_ZERO: ReadonlySet<string> = new Set(['banking77', 'clinc150', 'multidogo', 'irc-ubuntu']);

/** A text that is not toxic holds none of these: the zero follows from a label that is there. */
const ENTAILED: ReadonlySet<Signal> = new Set([
  'severe_toxicity',
  'insult',
  'identity_attack',
  'threat',
  'sexual_advance',
]);

/** Whether a text carries the signal; undefined where nothing that is known says so. */
export function presence(
  signal: Signal,
  source: string,
  labels: Readonly<Partial<Record<Column, number>>>,
): boolean | undefined {
  const label = labels[signal];
  if (label !== undefined) return label >= 0.5;
  const entailed = ENTAILED.has(signal) && labels.toxicity !== undefined && labels.toxicity < 0.5;
  return entailed || ASSUMED_ZERO.has(source) ? false : undefined;
}

export interface StreamRow {
  readonly source: string;
  /** As `presence` says. */
  readonly positive: boolean | undefined;
  /** Calibrated, in [0, 1]. */
  readonly score: number;
}

export interface Reliability {
  readonly rows: number;
  readonly positives: number;
  readonly ece: number;
  readonly bins: readonly ReliabilityBin[];
}

/**
 * Reliability of a signal on the reference stream. Inside each part of the stream a set counts by the
 * square root of its size, so that no large collection speaks for all.
 * @returns null with fewer than 5 positives or without negatives
 */
export function streamReliability(signal: Signal, all: readonly StreamRow[]): Reliability | null {
  const rows = all.flatMap((row) => {
    const { positive } = row;
    return positive === undefined || Number.isNaN(row.score) ? [] : [{ ...row, positive }];
  });
  const positives = rows.filter(({ positive }) => positive).length;
  if (positives < 5 || positives === rows.length) return null;
  const prior = PRIOR[signal] ?? PRIOR_DEFAULT;
  const positive = spread(rows, (row) => row.positive);
  const ordinary = spread(rows, (row) => !row.positive && CHAT.has(row.source));
  const annotated = spread(rows, (row) => !row.positive && !CHAT.has(row.source));
  const share = !ordinary.some(Boolean) ? 0 : annotated.some(Boolean) ? CHAT_SHARE : 1;
  const bins = reliabilityBins(
    rows.map(({ score }) => score),
    positive.map((mass) => mass * prior),
    ordinary.map((mass, i) => (1 - prior) * (share * mass + (1 - share) * annotated[i]!)),
  );
  return { rows: rows.length, positives, ece: expectedCalibrationError(bins), bins };
}

/** Mass 1 over the rows that `belongs` takes, each set counting by the square root of its rows. */
function spread<T extends StreamRow>(rows: readonly T[], belongs: (row: T) => boolean): number[] {
  const sizes = new Map<string, number>();
  for (const row of rows) if (belongs(row)) sizes.set(row.source, (sizes.get(row.source) ?? 0) + 1);
  const total = [...sizes.values()].reduce((sum, size) => sum + Math.sqrt(size), 0);
  return rows.map((row) => (belongs(row) ? 1 / Math.sqrt(sizes.get(row.source)!) / total : 0));
}
