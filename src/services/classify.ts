import { randomUUID } from 'node:crypto';
import { createCoalescer } from '../concurrency/coalesce.js';
import { createBreather } from '../concurrency/slices.js';
import { InvalidRequestError, UnavailableError } from '../domain/errors.js';
import type { ApiKey } from '../domain/keys.js';
import type { Message, StoreSetting } from '../domain/message.js';
import type { LiveClient, LiveResult } from '../queue/live-client.js';
import type { Secrets } from '../queue/secrets.js';
import type { CommunityStore } from '../store/communities.js';
import type { KnownMessage, MessageStore, NewMessage, Outcome } from '../store/messages.js';
import type { PolicyVersion } from '../store/policies.js';
import { createSettingsCache } from './community-settings.js';
import { createAnonymousCounts } from './anonymous-counts.js';
import { decide, withSolicited, type Verdict } from './decide.js';
import type { Judges } from './judges.js';
import { isKept, storeSetting } from './retention.js';
import type { ShadowCounts } from './shadow-counts.js';

/** Messages handed in over Conduct's own API. */
export const API_SOURCE = 'api';

/** A message to classify, with what the caller wants done with it. */
export interface ClassifyRequest extends Message {
  readonly policy?: string;
  readonly store?: StoreSetting;
  /** Whether the answer says which parts of the text carry the scores. */
  readonly explain?: boolean;
}

export interface ClassifyOptions {
  readonly source?: string;
  readonly priority?: 'single' | 'batch';
}

export interface ClassifyAnswer extends Verdict {
  readonly id: string;
  readonly timings: { readonly queueMs: number; readonly inferMs: number; readonly totalMs: number };
}

export interface ClassifyDependencies {
  readonly live: LiveClient;
  readonly judges: Judges;
  readonly messages: MessageStore;
  readonly communities: CommunityStore;
  readonly secrets: Secrets;
  readonly shadows: ShadowCounts;
  readonly deadlineMs: number;
  readonly batchDeadlineMs: number;
  readonly onError: (error: Error) => void;
}

/** A message on its way to a decision. */
interface Prepared {
  readonly request: ClassifyRequest;
  readonly policyName: string;
  readonly contentHmac: Buffer;
  /** What is stored of it so far. */
  readonly known: KnownMessage | undefined;
}

/** What was decided about it, and by what. */
interface Concluded {
  readonly result: LiveResult;
  readonly verdict: Verdict;
  readonly policy: PolicyVersion;
}

export type ClassifyService = ReturnType<typeof createClassifyService>;

const SAVE_GROUP_MAX = 100;
const SAVES_UNDER_WAY = 2;

/** The live lane's use case: score, decide, store, answer. */
export function createClassifyService(dependencies: ClassifyDependencies) {
  const { live, judges, messages, communities, secrets, shadows, onError } = dependencies;
  const counts = createAnonymousCounts(communities, onError);
  const settings = createSettingsCache(communities);
  const save = createCoalescer<NewMessage & Outcome, undefined>(
    async (group) => {
      await messages.saveAnswered(group);
      return group.map(() => undefined);
    },
    {
      groupMax: SAVE_GROUP_MAX,
      concurrency: SAVES_UNDER_WAY,
      // One caller's mistake is not another's failure.
      apart: (failure) => !(failure instanceof UnavailableError),
      conflicts: (entry) => JSON.stringify([entry.communityId, entry.source, entry.externalId]),
    },
  );

  /** The stored answer where this very text is known under this id already. */
  function findRepeated(
    request: ClassifyRequest,
    known: KnownMessage | undefined,
    contentHmac: Buffer,
  ): Verdict | undefined {
    // The stored answer may hold no explanation; scoring again changes nothing that is stored.
    if (request.id === undefined || request.explain === true || known?.answer == null) return undefined;
    return known.contentHmac?.equals(contentHmac) === true ? (known.answer as Verdict) : undefined;
  }

  /** By the active policy, and by a shadow that is counted. */
  async function conclude(
    { communityId }: ApiKey,
    { request, policyName }: Prepared,
    result: LiveResult,
  ): Promise<Concluded> {
    const { scored, pipelineId } = result;
    const { judge, shadow } = await judges.bench(communityId, policyName, pipelineId);
    const message = withSolicited(request);
    const verdict = decide(scored, message, judge);
    if (shadow) shadows.add(communityId, scored, message, verdict.decision, judge, shadow);
    return { result, verdict, policy: judge.policy };
  }

  /** Stores what is to be kept of a message, and counts the others. @returns its id */
  async function keep(
    caller: ApiKey,
    source: string,
    { request, contentHmac, known }: Prepared,
    { result: { scored, pipelineId }, verdict, policy }: Concluded,
  ): Promise<string> {
    const { communityId } = caller;
    const id = request.id ?? randomUUID();
    const setting = storeSetting(request.store, request, await settings(communityId));
    // A message that is stored stays true to its latest text, harmless or not.
    if (isKept(setting, verdict.decision) || (known !== undefined && setting !== 'none')) {
      await save({
        communityId,
        source,
        externalId: id,
        createdBy: caller.id,
        message: request,
        contentHmac,
        ...verdict.decision,
        answer: verdict,
        policy,
        scored,
        pipelineId,
      });
    } else counts.add(communityId, policy, verdict.decision);
    return id;
  }

  async function classifyAll(
    caller: ApiKey,
    source: string,
    requests: readonly ClassifyRequest[],
    priority: 'single' | 'batch',
    deadlineMs: number,
  ): Promise<ClassifyAnswer[]> {
    const startedAt = performance.now();
    const { communityId } = caller;
    const policyNames = await Promise.all(requests.map((request) => judges.choose(communityId, request)));

    const ids = requests.flatMap((request) => request.id ?? []);
    const known =
      ids.length > 0 ? await messages.findMany(communityId, source, ids) : new Map<string, KnownMessage>();
    const hmacs = requests.map((request) => secrets.contentHmac(request.text));
    const repeated = requests.map((request, i) =>
      findRepeated(request, known.get(request.id ?? ''), hmacs[i]!),
    );
    const fresh = requests.flatMap((_, i) => (repeated[i] === undefined ? [i] : []));
    const resultOf = new Map<number, LiveResult>();
    await Promise.all(
      [false, true].map(async (explain) => {
        const group = fresh.filter((i) => (requests[i]!.explain ?? false) === explain);
        if (group.length === 0) return;
        const some = group.map((i) => requests[i]!);
        const results = await live.score(some, { priority, deadlineMs, explain });
        group.forEach((i, n) => resultOf.set(i, results[n]!));
      }),
    );

    const prepared = requests.map((request, i) => ({
      request,
      policyName: policyNames[i]!,
      contentHmac: hmacs[i]!,
      known: known.get(request.id ?? ''),
    }));
    // One after the other: long contexts take their time, and others wait for this thread.
    const concluded = new Map<number, Concluded>();
    const breathe = createBreather();
    for (const [i, result] of resultOf) {
      concluded.set(i, await conclude(caller, prepared[i]!, result));
      await breathe();
    }
    return Promise.all(
      requests.map(async (request, i) => {
        const now = concluded.get(i);
        return {
          id: now === undefined ? request.id! : await keep(caller, source, prepared[i]!, now),
          ...(now?.verdict ?? repeated[i]!),
          timings: {
            queueMs: now?.result.queueMs ?? 0,
            inferMs: now?.result.inferMs ?? 0,
            totalMs: Math.round((performance.now() - startedAt) * 100) / 100,
          },
        };
      }),
    );
  }

  return {
    /**
     * Classifies one message.
     * @param options.source what hands it in; our own API unless given
     * @param options.priority `batch` lets live messages go first and waits as long as a batch may take; so does a
     *   message that is to be explained, which is up to 32 more texts to score
     * @throws NotFoundError for an unknown policy, UnavailableError where queue, workers or database
     *   are gone; nothing is stored then
     */
    async classify(
      caller: ApiKey,
      request: ClassifyRequest,
      options: ClassifyOptions = {},
    ): Promise<ClassifyAnswer> {
      const { source = API_SOURCE, priority = request.explain === true ? 'batch' : 'single' } = options;
      const { deadlineMs, batchDeadlineMs } = dependencies;
      const waitMs = priority === 'single' ? deadlineMs : batchDeadlineMs;
      return (await classifyAll(caller, source, [request], priority, waitMs))[0]!;
    },

    /**
     * Classifies 1 to 1,000 messages and answers in the same order.
     * @throws InvalidRequestError where two items carry the same id; else like `classify`
     */
    async classifyBatch(caller: ApiKey, requests: readonly ClassifyRequest[]): Promise<ClassifyAnswer[]> {
      const seen = new Set<string>();
      requests.forEach(({ id }, i) => {
        if (id === undefined) return;
        if (seen.has(id))
          throw new InvalidRequestError(`/items/${i}/id`, 'must differ from the ids of the other items');
        seen.add(id);
      });
      return classifyAll(caller, API_SOURCE, requests, 'batch', dependencies.batchDeadlineMs);
    },

    close: () => counts.close(),
  };
}
