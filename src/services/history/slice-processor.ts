import { UnavailableError } from '../../domain/errors.js';
import type { SliceResult } from '../../store/run-results.js';
import type { StoredRun } from '../../store/run-rows.js';
import type { RunSliceStore, Slice } from '../../store/run-slices.js';
import type { RunWorkStore } from '../../store/run-work.js';
import type { Judges } from '../judges.js';
import { OVERDUE_S } from './feeder.js';
import { ModelError, type RunPipelines } from './pipelines.js';
import { ReplayError, replaySlice, type ReplayDependencies } from './replay-slice.js';
import { createScoreMemory } from './score-memory.js';
import { scoreSlice } from './score-slice.js';

/** So often a slice is tried as a whole; one that kills its worker counts like one that throws. */
const ATTEMPTS_MAX = 5;
/** So often a single message of a slice that failed. */
const ATTEMPTS_ALONE_MAX = 2;
const BACKOFF_FIRST_S = 0.25;

export interface SliceProcessorDependencies extends ReplayDependencies {
  readonly slices: RunSliceStore;
  readonly work: RunWorkStore;
  readonly runPipelines: RunPipelines;
  readonly judges: Judges;
  readonly onError: (error: Error) => void;
}

export type SliceProcessor = ReturnType<typeof createSliceProcessor>;

/**
 * Does slices of runs. What comes of one is stored in one transaction with the row that says it is to be done:
 * done twice, by a worker that was taken for dead for one, it counts once.
 */
export function createSliceProcessor(dependencies: SliceProcessorDependencies) {
  const { slices, work, runPipelines, judges, onError } = dependencies;
  const memory = createScoreMemory();

  async function compute(run: StoredRun, slice: Slice): Promise<SliceResult | undefined> {
    if (run.kind === 'replay') return replaySlice(dependencies, run, slice);
    return runPipelines.use(run.params, async (pipeline) => {
      // During an upgrade workers have different models: those of another one leave it to the others.
      if (run.kind === 'rescore' && run.pipelineId !== null && run.pipelineId !== pipeline.spec.id) {
        if (run.params['reach'] !== undefined)
          throw new ModelError('No worker has that pipeline any more: rescore with exact instead.');
        return undefined;
      }
      const texts = await work.texts(run, slice, pipeline.spec.id);
      return scoreSlice(run, texts, { pipeline, judges, memory });
    });
  }

  /** What has failed too often: first apart, message by message, then no more. */
  async function resign(run: StoredRun, slice: Slice): Promise<void> {
    if (run.kind === 'replay') await slices.fail(run, 'Some of its messages could not be decided again.');
    else if (slice.fromId === slice.toId) await slices.giveUp(run, slice);
    else await slices.split(run, slice);
  }

  return async (slice: Slice): Promise<void> => {
    const begun = await slices.begin(slice);
    if (begun === undefined) return;
    const { run, attempts } = begun;
    const attemptsMax = slice.fromId === slice.toId ? ATTEMPTS_ALONE_MAX : ATTEMPTS_MAX;
    if (attempts > attemptsMax) return resign(run, slice);
    try {
      const result = await compute(run, slice);
      if (result === undefined) await slices.putBack(slice);
      else await work.save(run, slice, result);
    } catch (error) {
      if (error instanceof ModelError || error instanceof ReplayError) {
        if (error.cause instanceof Error) onError(error.cause);
        await slices.fail(run, error.message);
        return;
      }
      // The database is gone: what is there when it is back says how to go on.
      if (error instanceof UnavailableError) throw error;
      await slices.hasten(slice, OVERDUE_S - BACKOFF_FIRST_S * 2 ** (attempts - 1));
      throw error;
    }
  };
}
