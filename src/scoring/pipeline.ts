import { createHash } from 'node:crypto';
import {
  placeOf,
  type PipelineSpec,
  type Place,
  type RawScores,
  type ScorableMessage,
  type ScoredText,
} from '../domain/model.js';
import { createBatcher, type Batcher } from './batcher.js';
import type { Engine } from './engine.js';
import { cutIntoPieces, without } from './explain.js';
import { englishTexts, LANGUAGE_VERSION, readLanguage } from './language/index.js';
import { createScheduler, type Priority, type Scheduler } from './scheduler.js';
import { normalise, NORMALISER_VERSION, type Normalised } from './normalise/index.js';
import { isSignal } from '../domain/signal.js';

/** Everything between a text and its raw scores; live traffic and history use the same one. */
export interface Pipeline {
  readonly spec: PipelineSpec;
  /**
   * @returns one result a message, in order; `null` where the deadline passed before the engine was called
   */
  score(
    messages: readonly ScorableMessage[],
    priority: Priority,
    deadlineAt?: number,
  ): Promise<ScoredText[] | null>;
  /**
   * Scores texts and, for each, what remains without each of its pieces; else like `score`.
   */
  explain(
    messages: readonly ScorableMessage[],
    priority: Priority,
    deadlineAt?: number,
  ): Promise<ScoredText[] | null>;
  readonly waiting: number;
  close(): Promise<void>;
}

/** The texts that are scored for a message, by view; each raw output is the largest over a view's texts. */
interface Scorable {
  readonly original: readonly string[];
  readonly folded: readonly string[] | null;
  /** Whether the original counts only as far as the folded view bears it out. */
  readonly isGarbled: boolean;
}

export interface PipelineOptions {
  /** Of whatever the engines compute on; by default one of their own. */
  readonly scheduler?: Scheduler;
  /** A small model that settles what is clearly ordinary, so that the engine sees the rest only. */
  readonly firstStage?: Engine;
  /**
   * The same model once more, computed by the thread that asks: for a text that somebody waits for, which then neither
   * goes to another thread nor waits for a call that is under way there.
   */
  readonly firstStageHere?: Engine | undefined;
}

/** A first stage costs little: some 15 ms on one processor. */
const FIRST_STAGE_BULK_TOKENS_MAX = 2_048;

/**
 * normalise → (views) → infer, behind one id.
 * @throws Error where the first stage was made for another model
 */
export function createPipeline(engine: Engine, options: PipelineOptions = {}): Pipeline {
  const stage = engine.manifest.name;
  const { scheduler = createScheduler() } = options;
  const batcher = createBatcher({ engine, scheduler });
  const first = options.firstStage && createFirstStage(options.firstStage, engine, { ...options, scheduler });

  /** Everything travels to the engine together. */
  async function infer(
    scorables: readonly Scorable[],
    priority: Priority,
    deadlineAt?: number,
    inferrer: Batcher = batcher,
  ): Promise<RawScores[] | null> {
    const texts = scorables.flatMap(({ original, folded }) => [...original, ...(folded ?? [])]);
    const logits = await inferrer.score(texts, priority, deadlineAt);
    if (logits === null) return null;
    let next = 0;
    const take = (of: readonly string[]) => largest(logits.slice(next, (next += of.length)));
    return scorables.map(({ original: asWritten, folded: asMeant, isGarbled }) => {
      const original = take(asWritten);
      const folded = asMeant === null ? null : take(asMeant);
      return { original: folded !== null && isGarbled ? smaller(original, folded) : original, folded };
    });
  }

  /** Which stage decided each, and what it gave: the first one's where it is far below every cutoff. */
  async function inStages(
    scorables: readonly (Scorable & { readonly place: Place; readonly exact: boolean })[],
    priority: Priority,
    deadlineAt?: number,
  ): Promise<{ raw: RawScores; stage: string }[] | null> {
    if (first === undefined) {
      const raw = await infer(scorables, priority, deadlineAt);
      return raw && raw.map((scores) => ({ raw: scores, stage }));
    }
    const early = await infer(scorables, priority, deadlineAt, first.batcherFor(priority));
    if (early === null) return null;
    const handedOver = early.flatMap((raw, i) => {
      const { exact, place } = scorables[i]!;
      return exact || first.handsOver(raw, place) ? [i] : [];
    });
    const late = await infer(
      handedOver.map((i) => scorables[i]!),
      priority,
      deadlineAt,
    );
    if (late === null) return null;
    const results = early.map((raw) => ({ raw, stage: first.name }));
    handedOver.forEach((i, n) => (results[i] = { raw: late[n]!, stage }));
    return results;
  }

  return {
    spec: describePipeline(engine, options.firstStage),
    get waiting() {
      return batcher.waiting + (first?.waiting ?? 0);
    },
    async score(messages, priority, deadlineAt) {
      const read = messages.map((message) => ({
        ...readText(message.text),
        place: placeOf(message),
        exact: message.exact === true,
      }));
      const results = await inStages(read, priority, deadlineAt);
      return results && read.map(({ language, english }, i) => ({ ...results[i]!, language, english }));
    },
    async explain(messages, priority, deadlineAt) {
      const texts = messages.map(({ text }) => text);
      const read = texts.map(readText);
      const pieces = texts.map(cutIntoPieces);
      // What is English is told of the whole text: a piece less could tip it.
      const variants = texts.flatMap((text, i) =>
        pieces[i]!.map((piece) => scorable(without(text, piece), read[i]!.english === 'part')),
      );
      // One batch: the whole texts first, then everything without a piece.
      const raw = await infer([...read, ...variants], priority, deadlineAt);
      if (raw === null) return null;
      let next = texts.length;
      return read.map(({ language, english }, i) => ({
        raw: raw[i]!,
        stage,
        language,
        english,
        pieces: pieces[i]!.map((piece) => ({ ...piece, raw: raw[next++]! })),
      }));
    },
    async close() {
      await Promise.all(
        [engine, options.firstStage, options.firstStageHere].map(async (each) => each?.close()),
      );
    },
  };
}

/** @throws Error where it was made for another model */
function createFirstStage(
  firstStage: Engine,
  engine: Engine,
  { scheduler, firstStageHere }: PipelineOptions & { readonly scheduler: Scheduler },
) {
  const { name, labels, handOver } = firstStage.manifest;
  if (handOver?.model.sha256 !== engine.sha256)
    throw new Error(`models/${name} is no first stage for this ${engine.manifest.name}`);
  if (labels.join() !== engine.manifest.labels.join())
    throw new Error(`models/${name} gives other labels than ${engine.manifest.name}`);
  const cutoffsIn = (place: Place) =>
    labels.map((label) => (isSignal(label) ? (handOver.cutoffs[place][label] ?? -Infinity) : Infinity));
  const cutoffs = { channel: cutoffsIn('channel'), direct: cutoffsIn('direct') };
  const reaches = (logits: Float32Array, place: Place) =>
    cutoffs[place].some((cutoff, i) => logits[i]! >= cutoff);
  const apart = createBatcher({ engine: firstStage, scheduler, bulkTokensMax: FIRST_STAGE_BULK_TOKENS_MAX });
  const here = firstStageHere && createBatcher({ engine: firstStageHere });
  return {
    name,
    batcherFor: (priority: Priority): Batcher => (priority === 'single' && here) || apart,
    get waiting() {
      return apart.waiting + (here?.waiting ?? 0);
    },
    handsOver: ({ original, folded }: RawScores, place: Place) =>
      reaches(original, place) || (folded !== null && reaches(folded, place)),
  };
}

function readText(text: string) {
  const normalised = normalise(text);
  const read = readLanguage(normalised);
  return { ...read, ...scorable(text, read.english === 'part', normalised) };
}

/** The English windows of a text's views, or its views where there are none or they are not asked for. */
function scorable(text: string, windows: boolean, normalised: Normalised = normalise(text)): Scorable {
  const { original, folded, isGarbled } = normalised;
  // The folded view is scored only where it differs.
  const whole = { original: [original.text], folded: folded === null ? null : [folded.text] };
  return { ...(windows ? (englishTexts(text, normalised) ?? whole) : whole), isGarbled };
}

/** Element by element; there is at least one. */
function largest([first, ...others]: readonly Float32Array[]): Float32Array {
  return others.reduce((max, logits) => max.map((value, i) => Math.max(value, logits[i]!)), first!);
}

/** Element by element. */
function smaller(one: Float32Array, other: Float32Array): Float32Array {
  return one.map((value, i) => Math.min(value, other[i]!));
}

function describePipeline({ manifest, sha256: modelSha256 }: Engine, firstStage?: Engine): PipelineSpec {
  const parts = {
    normaliser: `${NORMALISER_VERSION}.${LANGUAGE_VERSION}`,
    model: { name: manifest.name, sha256: modelSha256 },
    stages: [...(firstStage ? [firstStage.manifest.name] : []), manifest.name],
    // Left out where there is none, so that pipelines of one stage keep their ids.
    ...(firstStage && {
      firstStage: {
        sha256: firstStage.sha256,
        margins: firstStage.manifest.handOver!.margins,
        cutoffs: firstStage.manifest.handOver!.cutoffs,
      },
    }),
    labels: manifest.labels,
    calibration: manifest.calibration,
  };
  const sha256 = createHash('sha256').update(JSON.stringify(parts)).digest('hex');
  return { id: `${manifest.name}-${sha256.slice(0, 12)}`, sha256, ...parts };
}
