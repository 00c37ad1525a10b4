import type { Span } from './decision.js';
import type { ChannelType, Message } from './message.js';
import type { ModelLabel, Signal, Target } from './signal.js';

/**
 * A monotone map from a model's raw output (a logit) to a calibrated probability.
 * - `sigmoid`: 1 / (1 + exp(-(a * logit + b))), a > 0 (Platt 1999).
 * - `piecewise`: linear between the knots (logit ascending, probability non-decreasing), constant
 *   outside them (isotonic regression, Zadrozny and Elkan 2002, thinned to knots).
 */
export type SignalCalibration =
  | { readonly method: 'sigmoid'; readonly a: number; readonly b: number }
  | {
      readonly method: 'piecewise';
      readonly knots: readonly (readonly [logit: number, probability: number])[];
    };

/** A version of its own: applied when scores are read, so that recalibrating needs no inference. */
export interface Calibration {
  readonly id: string;
  readonly signals: Readonly<Partial<Record<Signal, SignalCalibration>>>;
  /** Logit from which on a ground is likelier than not, among texts judged for it; what is not named: 0. */
  readonly even?: Readonly<Partial<Record<Target, number>>>;
}

/** Thresholds differ by where a message was said: in a channel, or to somebody alone. */
export const PLACES = ['channel', 'direct'] as const;
export type Place = (typeof PLACES)[number];

/** Of a message of unknown channel as of one in a channel: so the shipped policy takes it. */
export const placeOf = ({ channelType }: { readonly channelType?: ChannelType | undefined }): Place =>
  channelType === 'dm' || channelType === 'group_dm' ? 'direct' : 'channel';

/** What of a message is read to score it. */
export interface ScorableMessage extends Pick<Message, 'text' | 'channelType'> {
  /** True: by the last stage, whatever the first one says. */
  readonly exact?: boolean;
}

/** By place and signal; as cutoffs the raw output from which on something is meant, nothing by an absent signal. */
export type LogitsByPlace = Readonly<Record<Place, Readonly<Partial<Record<Signal, number>>>>>;

/**
 * When a small first stage leaves a text to the model behind it: where one of its logits reaches the cutoff of its
 * label. Fitted for one model, whose logits it imitates and whose calibration its scores share.
 */
export interface HandOver {
  readonly model: { readonly name: string; readonly sha256: string };
  /** How far below a threshold the first stage's logit may lie for a text that the model puts above it. */
  readonly margins: LogitsByPlace;
  /** The cutoffs in use: a margin below the lowest threshold that the shipped policy sets in the place. */
  readonly cutoffs: LogitsByPlace;
  /** Share of the texts above a threshold that may be missed, in [0, 1]. */
  readonly missedMax: number;
}

/** What a model is: `models/<name>/manifest.json` of a shipped one, checked before it is used. */
export interface ModelManifest {
  readonly schema: 1;
  readonly name: string;
  /** Which engine runs it. */
  readonly engine: 'blend' | 'linear' | 'onnx' | 'tfjs';
  readonly version: string;
  readonly created: string;
  readonly licence: string;
  /** Meaning of the output columns, in order. Signals that are absent here are unavailable. */
  readonly labels: readonly ModelLabel[];
  /** Every file the engine reads, by name relative to the manifest. */
  readonly files: Readonly<Record<string, { readonly sha256: string; readonly bytes: number }>>;
  /** Settings of the engine, validated by the engine itself. */
  readonly settings: Readonly<Record<string, unknown>>;
  readonly calibration: Calibration;
  /** Only of a first stage. */
  readonly handOver?: HandOver;
  /** Texts with the logits they must give (within `tolerance`) before a worker says it is ready. */
  readonly golden: {
    readonly tolerance: number;
    readonly texts: readonly { readonly text: string; readonly logits: readonly number[] }[];
  };
  /** Names of the training sources with licence and number of rows. */
  readonly data: readonly { readonly source: string; readonly licence: string; readonly rows: number }[];
  /** Figures of the evaluation that accepted the model. */
  readonly metrics: Readonly<Record<string, unknown>>;
}

/** Raw outputs (logits) of one text: one value per label of the pipeline and view. */
export interface RawScores {
  readonly original: Float32Array;
  /** `null` where the folded view equals the original one and was not scored. */
  readonly folded: Float32Array | null;
}

/** What a text was scored with: normaliser, model, stages, calibration, under one id and hash. */
export interface PipelineSpec {
  readonly id: string;
  readonly sha256: string;
  readonly normaliser: string;
  readonly model: { readonly name: string; readonly sha256: string };
  /** Stages in order; every score row carries the one that decided. */
  readonly stages: readonly string[];
  /** Where there are two stages: what the first one is, and when it leaves a text to the second. */
  readonly firstStage?: { readonly sha256: string } & Pick<HandOver, 'margins' | 'cutoffs'>;
  readonly labels: readonly ModelLabel[];
  readonly calibration: Calibration;
}

/** The language of a text as the detector sees it; `code` is ISO 639-1 or null where it cannot tell. */
export interface DetectedLanguage {
  readonly code: string | null;
  /** In [0, 1]. */
  readonly confidence: number;
}

/**
 * How much of a text is English, the language that models read.
 * - `all`: nothing speaks against it, or too little text to tell
 * - `unsure`: detection speaks against it, not enough to leave it unscored
 * - `part`: another language with English in it; the English windows were scored, each raw output
 *   being the largest over them
 * - `none`: another language; the raw outputs, of the whole text, mean nothing
 */
export const ENGLISH_PARTS = ['all', 'unsure', 'part', 'none'] as const;
export type EnglishPart = (typeof ENGLISH_PARTS)[number];

/** Raw outputs of a text from which one piece was removed. */
export interface ScoredPiece extends Span {
  readonly raw: RawScores;
}

/** What a worker sends back for one text. Holds no text. */
export interface ScoredText {
  readonly raw: RawScores;
  readonly stage: string;
  readonly language: DetectedLanguage;
  /** Absent: `all`. */
  readonly english?: EnglishPart;
  /** Only where an explanation was asked for. */
  readonly pieces?: readonly ScoredPiece[];
}
