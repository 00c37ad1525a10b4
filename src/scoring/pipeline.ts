import { createHash } from 'node:crypto';
import type { PipelineSpec, ScoredText } from '../domain/model.js';
import type { Batcher, Priority } from './batcher.js';
import { createBatcher } from './batcher.js';
import type { Engine } from './engine.js';
import { cutIntoPieces, without } from './explain.js';
import { detectLanguage } from './language.js';
import { normalise, NORMALISER_VERSION } from './normalise/index.js';

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

/** normalise → (views) → infer, behind one id. */
export function createPipeline(engine: Engine, batcher: Batcher = createBatcher({ engine })): Pipeline {
  const stage = engine.manifest.name;

  async function score(texts: readonly string[], priority: Priority, deadlineAt?: number) {
    const normalised = texts.map(normalise);
    // The folded view is scored only where it differs.
    const views = normalised.flatMap(({ original, folded }) =>
      folded === null ? [original.text] : [original.text, folded.text],
    );
    const logits = await batcher.score(views, priority, deadlineAt);
    if (logits === null) return null;
    let next = 0;
    return normalised.map(({ original, folded }) => ({
      raw: { original: logits[next++]!, folded: folded === null ? null : logits[next++]! },
      stage,
      language: detectLanguage(original.text),
    }));
  }

  return {
    spec: describePipeline(engine),
    get waiting() {
      return batcher.waiting;
    },
    score,
    async explain(texts, priority, deadlineAt) {
      const pieces = texts.map(cutIntoPieces);
      const variants = texts.flatMap((text, i) => pieces[i]!.map((piece) => without(text, piece)));
      // One batch: the whole texts first, then everything without a piece.
      const scored = await score([...texts, ...variants], priority, deadlineAt);
      if (scored === null) return null;
      let next = texts.length;
      return texts.map((_, i) => ({
        ...scored[i]!,
        pieces: pieces[i]!.map((piece) => ({ ...piece, raw: scored[next++]!.raw })),
      }));
    },
    close: () => engine.close(),
  };
}

function describePipeline({ manifest, sha256: modelSha256 }: Engine): PipelineSpec {
  const parts = {
    normaliser: NORMALISER_VERSION,
    model: { name: manifest.name, sha256: modelSha256 },
    stages: [manifest.name],
    labels: manifest.labels,
    calibration: manifest.calibration,
  };
  const sha256 = createHash('sha256').update(JSON.stringify(parts)).digest('hex');
  return { id: `${manifest.name}-${sha256.slice(0, 12)}`, sha256, ...parts };
}
