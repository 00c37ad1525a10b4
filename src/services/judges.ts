import { LRUCache } from 'lru-cache';
import { NotFoundError } from '../domain/errors.js';
import type { Message } from '../domain/message.js';
import type { PipelineSpec } from '../domain/model.js';
import type { ChannelPolicies } from '../store/policy-channels.js';
import type { PipelineStore } from '../store/pipelines.js';
import type { PolicyStore } from '../store/policies.js';
import { createJudge, type Judge } from './decide.js';

/** The policy that is in force where neither the request nor the channel names one. */
export const DEFAULT_POLICY = 'default';

/** Should the news of a change get lost, it counts after at most this long. */
const CACHE_MS = 1_000;
const CACHED_MAX = 1_000;

/** What decides about a message, and what is evaluated beside it and only counted. */
export interface Bench {
  readonly judge: Judge;
  readonly shadow: Judge | undefined;
}

export interface JudgesDependencies {
  readonly policies: Pick<PolicyStore, 'inForce'>;
  readonly pipelines: PipelineStore;
  /** A community's assignments of channels to policies. */
  readonly channels: (communityId: string) => Promise<ChannelPolicies>;
}

export type Judges = ReturnType<typeof createJudges>;

/** Finds what decides about a community's messages: policy in force, pipeline and calibration. */
export function createJudges({ policies, pipelines, channels }: JudgesDependencies) {
  // Part of every key: what was being fetched when something changed is never asked for again.
  let epoch = 0;
  const keyOf = (...parts: string[]) => JSON.stringify([epoch, ...parts]);
  const partsOf = (key: string) => (JSON.parse(key) as [number, ...string[]]).slice(1) as string[];
  // Whoever waits for what others push out of the memory meanwhile gets it all the same.
  const lasting = { max: CACHED_MAX, ignoreFetchAbort: true };
  const changing = { ...lasting, ttl: CACHE_MS };

  // That there is no policy of a name is remembered too.
  const policyCache = new LRUCache<string, { found: Awaited<ReturnType<PolicyStore['inForce']>> }>({
    ...changing,
    fetchMethod: async (key) => {
      const [communityId, name] = partsOf(key);
      return { found: await policies.inForce(communityId!, name!) };
    },
  });
  const channelCache = new LRUCache<string, ChannelPolicies>({
    ...changing,
    fetchMethod: (key) => channels(partsOf(key)[0]!),
  });
  // A pipeline never changes under its id.
  const pipelineCache = new LRUCache<string, PipelineSpec>({
    ...lasting,
    fetchMethod: (id) => pipelines.get(id),
  });
  const benchCache = new LRUCache<string, Bench>({
    ...changing,
    fetchMethod: async (key) => {
      const [communityId, name, pipelineId] = partsOf(key);
      const { active, shadow } = await inForce(communityId!, name!);
      const pipeline = await pipelineCache.fetch(pipelineId!);
      if (pipeline === undefined) throw new Error(`No worker has registered the pipeline ${pipelineId!}.`);
      const calibration = (await pipelines.calibration(communityId!, pipelineId!)) ?? pipeline.calibration;
      return {
        judge: createJudge(pipeline, calibration, active),
        shadow: shadow && createJudge(pipeline, calibration, shadow),
      };
    },
  });

  async function inForce(communityId: string, name: string) {
    const { found } = (await policyCache.fetch(keyOf(communityId, name)))!;
    if (found === undefined) throw new NotFoundError(`There is no policy named ${JSON.stringify(name)}.`);
    return found;
  }

  async function bench(communityId: string, policyName: string, pipelineId: string): Promise<Bench> {
    return (await benchCache.fetch(keyOf(communityId, policyName, pipelineId)))!;
  }

  async function byChannel(communityId: string, message: Message): Promise<string | undefined> {
    if (message.channelId === undefined && !message.channelTags?.length) return undefined;
    const { byId, byTag } = (await channelCache.fetch(keyOf(communityId)))!;
    const assigned = message.channelId === undefined ? undefined : byId.get(message.channelId);
    if (assigned !== undefined) return assigned;
    const tag = message.channelTags?.find((name) => byTag.has(name));
    return tag === undefined ? undefined : byTag.get(tag);
  }

  return {
    /**
     * The name of the policy for a message: the request's, else that of its channel's id, else that of
     * the first of its tags that has one, else `default`.
     * @throws NotFoundError where the community has no policy of that name
     */
    async choose(communityId: string, request: Message & { readonly policy?: string }): Promise<string> {
      const name = request.policy ?? (await byChannel(communityId, request)) ?? DEFAULT_POLICY;
      await inForce(communityId, name);
      return name;
    },

    /** Whether the community has a policy of that name. */
    async has(communityId: string, name: string): Promise<boolean> {
      return (await policyCache.fetch(keyOf(communityId, name)))!.found !== undefined;
    },

    /** @throws NotFoundError where the community has no policy of that name */
    bench,

    /** @throws NotFoundError where the community has no policy of that name */
    async get(communityId: string, policyName: string, pipelineId: string): Promise<Judge> {
      return (await bench(communityId, policyName, pipelineId)).judge;
    },

    /** Forgets what was in force: whoever asks from here on is told what is. */
    refresh(): void {
      epoch += 1;
    },
  };
}
