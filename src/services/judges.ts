import { LRUCache } from 'lru-cache';
import { NotFoundError } from '../domain/errors.js';
import type { PipelineSpec } from '../domain/model.js';
import type { PipelineStore } from '../store/pipelines.js';
import type { PolicyStore, PolicyVersion } from '../store/policies.js';
import { createJudge, type Judge } from './decide.js';

/** A newly activated policy or calibration decides after at most this long. */
const CACHE_MS = 1_000;
const CACHED_MAX = 1_000;

export type Judges = ReturnType<typeof createJudges>;

/** Finds what decides about a community's messages: policy in force, pipeline and calibration. */
export function createJudges(policies: PolicyStore, pipelines: PipelineStore) {
  const policyCache = new LRUCache<string, PolicyVersion>({
    max: CACHED_MAX,
    ttl: CACHE_MS,
    fetchMethod: (key) => {
      const [communityId, name] = JSON.parse(key) as [string, string];
      return policies.active(communityId, name);
    },
  });
  // A pipeline never changes under its id.
  const pipelineCache = new LRUCache<string, PipelineSpec>({
    max: CACHED_MAX,
    fetchMethod: (id) => pipelines.get(id),
  });
  const judgeCache = new LRUCache<string, Judge>({
    max: CACHED_MAX,
    ttl: CACHE_MS,
    fetchMethod: async (key) => {
      const [communityId, name, pipelineId] = JSON.parse(key) as [string, string, string];
      const policy = await getPolicy(communityId, name);
      const pipeline = await pipelineCache.fetch(pipelineId);
      if (pipeline === undefined) throw new Error(`No worker has registered the pipeline ${pipelineId}.`);
      const calibration = await pipelines.calibration(communityId, pipelineId);
      return createJudge(pipeline, calibration ?? pipeline.calibration, policy);
    },
  });

  async function getPolicy(communityId: string, name: string): Promise<PolicyVersion> {
    const policy = await policyCache.fetch(JSON.stringify([communityId, name]));
    if (policy === undefined) throw new NotFoundError(`There is no policy named ${JSON.stringify(name)}.`);
    return policy;
  }

  return {
    /** @throws NotFoundError where the community has no policy of that name */
    policy: getPolicy,

    /** @throws NotFoundError where the community has no policy of that name */
    async get(communityId: string, policyName: string, pipelineId: string): Promise<Judge> {
      return (await judgeCache.fetch(JSON.stringify([communityId, policyName, pipelineId])))!;
    },
  };
}
