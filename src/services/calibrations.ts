import { ConflictError, NotFoundError } from '../domain/errors.js';
import type { ApiKey } from '../domain/keys.js';
import type { Calibration, PipelineSpec } from '../domain/model.js';
import { SIGNALS, type Signal } from '../domain/signal.js';
import {
  missingFor,
  recalibrate,
  type LabelledLogit,
  type Recalibration,
} from '../labelling/recalibration.js';
import { compileCalibration } from '../scoring/calibrate.js';
import type {
  ActiveRecalibrations,
  CalibrationState,
  CalibrationStore,
  RecalibrationRecord,
} from '../store/calibrations.js';
import type { LabellingSampleStore } from '../store/labelling-samples.js';
import type { PipelineStore } from '../store/pipelines.js';
import type { PolicyStore } from '../store/policies.js';
import type { StoredScoreStore } from '../store/stored-scores.js';
import type { Judges } from './judges.js';
import { loadLabels, targetsOf, weighLabels } from './labelled-scores.js';
import { readScoreQuery } from './score-query.js';
import type { ScoreSnapshots } from './score-snapshot.js';

/** How far undo can go back. */
const EARLIER_MAX = 100;

/** A proposed, active or retired map of one signal. */
export interface ShownRecalibration extends Pick<Recalibration, 'labels' | 'before' | 'after' | 'map'> {
  readonly id: number;
  readonly signal: Signal;
  readonly pipeline: string;
  readonly createdAt: string;
  readonly author: string;
  readonly note: string;
  readonly status: 'proposed' | 'active' | 'retired';
}

export interface Calibrations {
  readonly revision: number;
  /** Null where nothing has been scored yet. */
  readonly pipeline: string | null;
  /** By signal the id of its map; null where it has the one that the model came with. */
  readonly active: Readonly<Record<string, number | null>>;
  readonly versions: readonly ShownRecalibration[];
}

export interface CalibrationDependencies {
  readonly calibrations: CalibrationStore;
  readonly pipelines: PipelineStore;
  readonly policies: Pick<PolicyStore, 'inForce'>;
  readonly samples: LabellingSampleStore;
  readonly scores: Pick<StoredScoreStore, 'logits'>;
  readonly snapshots: ScoreSnapshots;
  readonly judges: Judges;
}

export type CalibrationService = ReturnType<typeof createCalibrationService>;

/**
 * Maps from raw outputs to probabilities, fitted to a community's own labels: proposed, shown, and put in
 * force by a person.
 */
export function createCalibrationService(dependencies: CalibrationDependencies) {
  const { calibrations, pipelines, policies, samples, scores, snapshots, judges } = dependencies;

  async function specOf(pipelineId: string): Promise<PipelineSpec> {
    const spec = await pipelines.get(pipelineId);
    if (spec === undefined) throw new NotFoundError('There is no such pipeline.');
    return spec;
  }

  async function list(caller: ApiKey, pipeline?: string): Promise<Calibrations> {
    const id = pipeline ?? (await snapshots.latestPipeline(caller.communityId));
    if (id === undefined) return { revision: 1, pipeline: null, active: {}, versions: [] };
    const { labels } = await specOf(id);
    const state = await calibrations.state(caller.communityId, id);
    const versions = await calibrations.list(caller.communityId, id);
    return {
      revision: state.revision,
      pipeline: id,
      active: Object.fromEntries(
        SIGNALS.filter((signal) => labels.includes(signal)).map((signal) => [
          signal,
          state.active[signal] ?? null,
        ]),
      ),
      versions: versions.map((record) => show(record, state)),
    };
  }

  /** Labelled messages whose inclusion probability is known, with their raw outputs. */
  async function labelledLogits(
    { communityId }: ApiKey,
    signal: Signal,
    spec: PipelineSpec,
  ): Promise<LabelledLogit[]> {
    const query = await readScoreQuery(policies, communityId, { signal }, (field) => `/${field}`);
    const labels = await loadLabels(samples, communityId, targetsOf(query.of, query.policy));
    // eslint-disable-next-line require-yield
    const weighed = await snapshots.use(communityId, spec.id, function* (table) {
      return weighLabels(table, query, labels, null);
    });
    const labelled = weighed?.basis.labelled ?? [];
    const logits = await scores.logits(
      communityId,
      spec.id,
      spec.labels.indexOf(signal),
      labelled.map(({ id }) => id),
    );
    return labelled.flatMap(({ id, violates, weight }) => {
      const logit = logits.get(id);
      return logit === undefined ? [] : [{ id, logit, violates, weight }];
    });
  }

  /** The shipped calibration with the maps of some recalibrations in the place of its own. */
  async function compose(
    communityId: string,
    spec: PipelineSpec,
    active: ActiveRecalibrations,
  ): Promise<Calibration> {
    const signals = { ...spec.calibration.signals };
    const names: string[] = [];
    for (const signal of SIGNALS) {
      const id = active[signal];
      if (id === undefined) continue;
      signals[signal] = (await calibrations.get(communityId, id))!.map;
      names.push(`${signal}.${id}`);
    }
    return { id: [spec.calibration.id, ...names].join('+'), signals };
  }

  return {
    /** What is in force and what was ever proposed, for a pipeline. @throws NotFoundError */
    list,

    /**
     * Fits a map for a signal to half of its labels and shows what it would do on the other half. Nothing
     * changes until somebody activates it.
     * @throws ConflictError where labels are too few or do not rise with the model's output, NotFoundError
     */
    async propose(
      caller: ApiKey,
      { signal, note = '' }: { signal: Signal; note?: string },
    ): Promise<ShownRecalibration> {
      const pipeline = await snapshots.latestPipeline(caller.communityId);
      if (pipeline === undefined) throw new ConflictError('Nothing has been scored yet.');
      const spec = await specOf(pipeline);
      if (!spec.labels.includes(signal)) throw new ConflictError(`The model gives no ${signal}.`);
      const labels = await labelledLogits(caller, signal, spec);
      const missing = missingFor(labels);
      if (missing.length > 0) {
        throw new ConflictError(`There are too few labels on ${signal}: ${missing.join(', ')}.`);
      }
      const inForce = (await pipelines.calibration(caller.communityId, pipeline)) ?? spec.calibration;
      const before = compileCalibration(inForce);
      const found = recalibrate(
        labels,
        `recalibration of ${signal}`,
        (logit) => before(signal, logit),
        (map) => {
          const after = compileCalibration({ id: 'proposed', signals: { [signal]: map } });
          return (logit) => after(signal, logit);
        },
      );
      if (found === null) {
        throw new ConflictError(`By these labels ${signal} does not rise with what the model says.`);
      }
      const { map, ...figures } = found;
      const added = await calibrations.add(
        caller.communityId,
        caller,
        { signal, pipeline, map, figures, note },
        `error ${found.before.ece} → ${found.after.ece} on ${found.labels.shown} labels`,
      );
      return show(added, await calibrations.state(caller.communityId, pipeline));
    },

    /**
     * Puts a map in force: for live messages at once, in every process; current actions of stored messages
     * follow in the background.
     * @throws NotFoundError, StaleError, ConflictError where it is in force
     */
    async activate(caller: ApiKey, id: number, revisions: readonly number[]): Promise<Calibrations> {
      const { communityId } = caller;
      const record = await calibrations.get(communityId, id);
      if (record === undefined) throw new NotFoundError('There is no such calibration.');
      const { signal, pipeline } = record;
      const spec = await specOf(pipeline);
      await calibrations.change(communityId, pipeline, revisions, caller, async ({ active, earlier }) => {
        if (active[signal] === id) throw new ConflictError('It is in force already.');
        const next = { ...active, [signal]: id };
        return {
          active: next,
          earlier: [...earlier, active].slice(-EARLIER_MAX),
          calibration: await compose(communityId, spec, next),
          audit: {
            action: 'calibration.activate',
            subject: signal,
            before: words(active),
            after: words(next),
          },
        };
      });
      judges.refresh();
      return list(caller, pipeline);
    },

    /**
     * Puts in force what was before the last activation; again goes one further back.
     * @param of the pipeline; the one that scored last where absent
     * @throws ConflictError where nothing was, NotFoundError for an unknown pipeline, StaleError
     */
    async undo(caller: ApiKey, revisions: readonly number[], of?: string): Promise<Calibrations> {
      const { communityId } = caller;
      const pipeline = of ?? (await snapshots.latestPipeline(communityId));
      if (pipeline === undefined) throw new ConflictError('Nothing has been scored yet.');
      const spec = await specOf(pipeline);
      await calibrations.change(communityId, pipeline, revisions, caller, async ({ active, earlier }) => {
        const before = earlier.at(-1);
        if (before === undefined) throw new ConflictError('No other calibration was in force before.');
        return {
          active: before,
          earlier: earlier.slice(0, -1),
          calibration: await compose(communityId, spec, before),
          audit: {
            action: 'calibration.undo',
            subject: pipeline,
            before: words(active),
            after: words(before),
          },
        };
      });
      judges.refresh();
      return list(caller, pipeline);
    },
  };
}

const words = (active: ActiveRecalibrations) =>
  Object.entries(active)
    .map(([signal, id]) => `${signal} ${id}`)
    .join(', ') || 'as it ships';

function show(record: RecalibrationRecord, { active }: CalibrationState): ShownRecalibration {
  const { id, signal, pipeline, createdAt, author, note, map, figures, activated } = record;
  const status = active[signal] === id ? 'active' : activated ? 'retired' : 'proposed';
  const { labels, before, after } = figures as unknown as Omit<Recalibration, 'map'>;
  return { id, signal, pipeline, createdAt, author, note, labels, before, after, map, status };
}
