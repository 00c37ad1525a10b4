import { createHash } from 'node:crypto';
import type { PipelineSpec, RawScores, ScoredText } from '../domain/model.js';
import type { Batcher, Priority } from './batcher.js';
import { createBatcher } from './batcher.js';
import type { Engine } from './engine.js';
import { cutIntoPieces, without } from './explain.js';
import { englishTexts, LANGUAGE_VERSION, readLanguage } from './language/index.js';
import { normalise, NORMALISER_VERSION, type Normalised } from './normalise/index.js';

/** Everything between a text and its raw scores; live traffic and history use the same one. */
export interface Pipeline {
  readonly spec: PipelineSpec;
  /**
   * @returns one result a text, in order; `null` where the deadline passed before the engine was called
   */
  score(texts: readonly string[], priority: Priority, deadlineAt?: number): Promise<ScoredText[] | null>;
  /**
   * Scores texts and, for each, what remains without each of its pieces; else like `score`.
   */
  explain(texts: readonly string[], priority: Priority, deadlineAt?: number): Promise<ScoredText[] | null>;
  readonly waiting: number;
  close(): Promise<void>;
}

/** The texts that are scored for a message, by view; each raw output is the largest over a view's texts. */
interface Scorable {
  readonly original: readonly string[];
  readonly folded: readonly string[] | null;
}

/** normalise → (views) → infer, behind one id. */
export function createPipeline(engine: Engine, batcher: Batcher = createBatcher({ engine })): Pipeline {
  const stage = engine.manifest.name;

  /** Everything travels to the engine together. */
  async function infer(
    scorables: readonly Scorable[],
    priority: Priority,
    deadlineAt?: number,
  ): Promise<RawScores[] | null> {
    const texts = scorables.flatMap(({ original, folded }) => [...original, ...(folded ?? [])]);
    const logits = await batcher.score(texts, priority, deadlineAt);
    if (logits === null) return null;
    let next = 0;
    const take = (of: readonly string[]) => largest(logits.slice(next, (next += of.length)));
    return scorables.map(({ original, folded }) => ({
      original: take(original),
      folded: folded === null ? null : take(folded),
    }));
  }

  return {
    spec: describePipeline(engine),
    get waiting() {
      return batcher.waiting;
    },
    async score(texts, priority, deadlineAt) {
      const read = texts.map(readText);
      const raw = await infer(read, priority, deadlineAt);
      return raw && read.map(({ language, english }, i) => ({ raw: raw[i]!, stage, language, english }));
    },
    async explain(texts, priority, deadlineAt) {
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
    close: () => engine.close(),
  };
}

function readText(text: string) {
  const normalised = normalise(text);
  const read = readLanguage(normalised);
  return { ...read, ...scorable(text, read.english === 'part', normalised) };
}

/** The English windows of a text's views, or its views where there are none or they are not asked for. */
function scorable(text: string, windows: boolean, normalised: Normalised = normalise(text)): Scorable {
  const { original, folded } = normalised;
  // The folded view is scored only where it differs.
  const whole = { original: [original.text], folded: folded === null ? null : [folded.text] };
  return windows ? (englishTexts(text, normalised) ?? whole) : whole;
}

/** Element by element; there is at least one. */
function largest([first, ...others]: readonly Float32Array[]): Float32Array {
  return others.reduce((max, logits) => max.map((value, i) => Math.max(value, logits[i]!)), first!);
}

function describePipeline({ manifest, sha256: modelSha256 }: Engine): PipelineSpec {
  const parts = {
    normaliser: `${NORMALISER_VERSION}.${LANGUAGE_VERSION}`,
    model: { name: manifest.name, sha256: modelSha256 },
    stages: [manifest.name],
    labels: manifest.labels,
    calibration: manifest.calibration,
  };
  const sha256 = createHash('sha256').update(JSON.stringify(parts)).digest('hex');
  return { id: `${manifest.name}-${sha256.slice(0, 12)}`, sha256, ...parts };
}
