import type { ModelLabel, Signal } from '../domain/signal.js';
import type { AlarmFigures } from './alarms.js';
import type { CorpusFigures } from './corpus.js';
import type { Evasion } from './evasion.js';
import type { IdentityFigures } from './identity.js';
import type { LanguageFigures } from './language.js';
import type { SignalFigures } from './per-signal.js';
import type { PublishedTask } from './published.js';
import type { Reliability } from './reference-stream.js';
import type { Column } from './sets.js';
import type { WorstErrors } from './worst-errors.js';

/** Everything a run measured: `report.json`. Numbers have four decimals. */
export interface Report {
  readonly schema: 1;
  readonly policy: { readonly name: string; readonly sha256: string };
  readonly seed: string;
  readonly resamples: number;
  /** Rows by set. */
  readonly sets: Readonly<Record<string, number>>;
  readonly systems: Readonly<Record<string, SystemReport>>;
}

export interface SystemReport {
  readonly identity: Readonly<Record<string, string>>;
  readonly labels: readonly ModelLabel[];
  /** Share of the messages whose folded view had to be scored too; null where the system folds nothing. */
  readonly foldedShare: { readonly all: number; readonly ordinaryChat: number | null } | null;
  readonly signals: Readonly<Partial<Record<Column, Readonly<Record<string, SignalFigures>>>>>;
  readonly reliability: Readonly<Partial<Record<Signal, Reliability>>>;
  /** By set. */
  readonly published: Readonly<Partial<Record<string, PublishedTask>>>;
  readonly identityTerms: IdentityFigures;
  readonly evasion: Evasion | null;
  readonly alarms: Readonly<Record<string, AlarmFigures>>;
  readonly corpus: CorpusFigures | null;
  readonly language: LanguageFigures;
  readonly worst: Readonly<Partial<Record<Signal, WorstErrors>>>;
  readonly floor: readonly FloorFigure[];
  readonly goals: readonly Goal[];
}

export interface FloorFigure {
  readonly source: string;
  readonly column: Column;
  readonly floor: number;
  /** AUC with 40 % less error than the floor. */
  readonly lessError: number;
  /** AUC asked for by name. */
  readonly named: number | null;
  readonly auc: number;
  /** Share of the floor's error that is gone; negative where there is more. */
  readonly errorReduction: number;
  readonly reached: boolean;
}

/** A figure that a shipped model is meant to reach; `null` where the run does not give it. */
export interface Goal {
  readonly goal: string;
  readonly value: number | null;
  readonly min?: number;
  readonly max?: number;
  readonly reached: boolean | null;
}

/** ROC curves by system, column and set: (false positive rate, recall), for the plots only. */
export type Curves = Record<string, Partial<Record<Column, Record<string, [number, number][]>>>>;
