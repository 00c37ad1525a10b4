import type { ModelManifest } from '../domain/model.js';

/**
 * The port every model runs behind. An engine turns texts into raw outputs (logits); it knows
 * nothing of views, calibration or policies.
 */
export interface Engine {
  readonly manifest: ModelManifest;
  /** sha256 over the manifest's files, as loaded and checked. */
  readonly sha256: string;
  /**
   * @param texts non-empty strings, at most the batcher's budget together
   * @returns per text one `Float32Array` of logits in the order of `manifest.labels`; the result for
   *   a text does not depend on what else is in the batch
   */
  score(texts: readonly string[]): Promise<Float32Array[]>;
  close(): Promise<void>;
}
