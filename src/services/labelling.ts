import { NotFoundError } from '../domain/errors.js';
import type { ApiKey } from '../domain/keys.js';
import type { ContextEntry } from '../domain/message.js';
import type { Random } from '../evaluation/random.js';
import { opinionsOf } from '../labelling/consensus.js';
import { drawSample, findCandidates, type Draw, type Reason } from '../labelling/draw.js';
import type { LabellingSampleStore } from '../store/labelling-samples.js';
import type { PolicyStore } from '../store/policies.js';
import type { StoredScoreStore } from '../store/stored-scores.js';
import { frameOf, loadLabels, stratumName, targetsOf } from './labelled-scores.js';
import { readScoreQuery, type ScoreQuery, type ScoreRequest } from './score-query.js';
import type { ScoreSnapshots } from './score-snapshot.js';

export const SAMPLE_SIZE_MAX = 200;
const SAMPLE_SIZE = 40;

export interface SampleRequest extends ScoreRequest {
  /** At most `SAMPLE_SIZE_MAX`; 40 unless given. */
  readonly size?: number;
  readonly pipeline?: string;
}

/** A message to be labelled; a label on it says `sampling: {stratum, probability}`. */
export interface SampledMessage {
  readonly id: string;
  readonly source: string;
  readonly revision: number;
  readonly text: string;
  readonly context: readonly ContextEntry[];
  readonly channelId: string | null;
  readonly sentAt: string | null;
  readonly score: number;
  readonly stratum: string;
  readonly probability: number;
  readonly reason: Reason;
}

export interface SampleAnswer {
  /** Null where there is nothing to label. */
  readonly sampleId: number | null;
  readonly clause: string | null;
  readonly signal: string | null;
  readonly pipeline: string | null;
  /** How many messages it was drawn from. */
  readonly drawnFrom: number;
  readonly messages: readonly SampledMessage[];
}

export interface LabellingDependencies {
  readonly snapshots: ScoreSnapshots;
  readonly policies: Pick<PolicyStore, 'inForce'>;
  readonly samples: LabellingSampleStore;
  readonly scores: Pick<StoredScoreStore, 'describe' | 'withText'>;
  readonly random: Random;
}

export type LabellingService = ReturnType<typeof createLabellingService>;

/** Draws messages for people to label. */
export function createLabellingService(dependencies: LabellingDependencies) {
  const { snapshots, policies, samples, scores, random } = dependencies;

  async function store(
    caller: ApiKey,
    query: ScoreQuery,
    pipelineId: string,
    labelsUntil: number,
    draw: Draw,
  ) {
    const { filter, of } = query;
    return samples.add({
      communityId: caller.communityId,
      person: caller.owner,
      target: of,
      policyName: filter.policyName ?? null,
      channelId: filter.channelId ?? null,
      fromS: filter.fromS ?? null,
      toS: filter.toS ?? null,
      pipelineId,
      labelsUntil,
      strata: Object.fromEntries(
        draw.strata.map(({ name, messages, drawn, probability }) => [name, { messages, drawn, probability }]),
      ),
      drawn: Object.fromEntries(draw.messages.map(({ id, stratum }) => [id, stratum.name])),
    });
  }

  async function show(communityId: string, sampleId: number, draw: Draw): Promise<SampledMessage[]> {
    const known = await scores.describe(
      communityId,
      draw.messages.map(({ id }) => id),
    );
    return draw.messages.flatMap(({ id, score, stratum }) => {
      const message = known.get(id);
      // Deleted meanwhile.
      if (message?.text == null) return [];
      const { externalId, source, revision, text, context, channelId, sentAt } = message;
      return [
        {
          id: externalId,
          source,
          revision,
          text,
          context,
          channelId,
          sentAt,
          score,
          stratum: stratumName(sampleId, stratum.name),
          probability: stratum.probability,
          reason: stratum.reason,
        },
      ];
    });
  }

  return {
    /**
     * Draws messages whose labels tell most, leaving out those that the caller has labelled and those whose text is not
     * kept, and keeps how they were drawn. In a random order: who stops early has labelled a sample, too.
     * @throws NotFoundError for an unknown policy or pipeline, InvalidRequestError
     */
    async draw(caller: ApiKey, request: SampleRequest): Promise<SampleAnswer> {
      const { communityId, owner } = caller;
      const query = await readScoreQuery(policies, communityId, request, (field) => `/${field}`);
      const { of, policy, shadow, filter } = query;
      const target = {
        clause: 'clause' in of ? of.clause : null,
        signal: 'signal' in of ? of.signal : null,
      };
      const pipeline = request.pipeline ?? (await snapshots.latestPipeline(communityId));
      const nothing = { sampleId: null, ...target, drawnFrom: 0, messages: [] };
      if (pipeline === undefined) return { ...nothing, pipeline: null };
      const { labels } = await loadLabels(samples, communityId, targetsOf(of, policy));
      const without = new Set(
        opinionsOf(labels.filter(({ person }) => person === owner)).map(({ messageId }) => messageId),
      );
      const { size = SAMPLE_SIZE } = request;
      const candidates = await snapshots.use(communityId, pipeline, (table) =>
        findCandidates(table, { of, policy, shadow, size, without, random, ...filter }),
      );
      if (candidates === undefined) throw new NotFoundError('There is no such pipeline.');
      const ids = candidates.strata.flatMap(({ kept }) => kept.map(({ id }) => id));
      const readable = await scores.withText(communityId, ids);
      const draw = drawSample(candidates, size, (id) => readable.has(id), random);
      if (draw.messages.length === 0) return { ...nothing, pipeline };
      const sampleId = await store(caller, query, pipeline, labels.at(-1)?.id ?? 0, draw);
      return {
        sampleId,
        ...target,
        pipeline,
        drawnFrom: frameOf(draw.strata),
        messages: await show(communityId, sampleId, draw),
      };
    },
  };
}
