import { randomUUID } from 'node:crypto';
import { createCoalescer } from '../concurrency/coalesce.js';
import { UnavailableError } from '../domain/errors.js';
import type { ScorableMessage, ScoredText } from '../domain/model.js';
import type { NewJob, QueueBackend } from './backend.js';
import { decodeScoredText, LIVE_TEXTS_MAX, parseLiveJob, parseLiveReply, type LiveJob } from './payloads.js';
import type { Secrets } from './secrets.js';

/** One text's result with the worker's own timings. */
export interface LiveResult {
  readonly scored: ScoredText;
  readonly pipelineId: string;
  readonly queueMs: number;
  readonly inferMs: number;
}

export interface ScoreOptions {
  readonly priority: LiveJob['priority'];
  readonly deadlineMs: number;
  readonly explain?: boolean;
}

export interface LiveClient {
  /**
   * Scores messages in a worker.
   * @param options.explain also scores each one's text without each of its pieces
   * @returns one result a message, in order
   * @throws UnavailableError where the queue is gone, the process holds too much already, or no
   *   worker has answered within `deadlineMs`
   */
  score(messages: readonly ScorableMessage[], options: ScoreOptions): Promise<LiveResult[]>;
  /** Messages handed in and not answered yet. */
  readonly pending: number;
  close(): Promise<void>;
}

export interface LiveClientOptions {
  readonly backend: QueueBackend;
  readonly secrets: Secrets;
  readonly onError: (error: Error) => void;
  /** Past this many waiting messages new ones are refused, so that a backlog never outgrows deadlines. */
  readonly pendingMax?: number;
}

interface Request {
  readonly messages: readonly ScorableMessage[];
  readonly priority: LiveJob['priority'];
  readonly deadlineAt: number;
  readonly explain: boolean;
}

interface Waiting {
  readonly resolve: (results: LiveResult[]) => void;
  readonly reject: (reason: Error) => void;
  readonly timer: NodeJS.Timeout;
}

const PENDING_MAX = 5_000;
/** Groups of this many single messages share one job under load. */
const GROUP_MAX = 16;
const ADDS_UNDER_WAY = 2;
/** What travels of a message. */
const SEALED: (keyof ScorableMessage)[] = ['text', 'channelType'];

/** The API's side of the live lane: adds sealed jobs, and matches the workers' replies to them. */
export async function createLiveClient(options: LiveClientOptions): Promise<LiveClient> {
  const { backend, secrets, onError, pendingMax = PENDING_MAX } = options;
  const replyTo = `conduct_${randomUUID().replaceAll('-', '')}`;
  const producer = await backend.producer('live');
  const waiting = new Map<string, Waiting>();
  let pending = 0;

  await backend.replies.subscribe(replyTo, (payload) => {
    try {
      settle(payload);
    } catch (error) {
      onError(error as Error);
    }
  });

  function settle(payload: string): void {
    const reply = parseLiveReply(payload);
    const entry = waiting.get(reply.job);
    // A late result: its caller has been told 503 already.
    if (entry === undefined) return;
    waiting.delete(reply.job);
    clearTimeout(entry.timer);
    if ('failed' in reply) {
      entry.reject(new UnavailableError('workers', 'The worker could not score this message.'));
      return;
    }
    const { pipeline: pipelineId, queueMs, inferMs } = reply;
    entry.resolve(
      reply.items.map((item) => ({ scored: decodeScoredText(item), pipelineId, queueMs, inferMs })),
    );
  }

  function buildJob({ messages, priority, deadlineAt, explain }: Request): NewJob {
    const data = parseLiveJob({
      v: 1,
      replyTo,
      deadlineAt,
      enqueuedAt: Date.now(),
      priority,
      explain,
      sealed: secrets.seal(JSON.stringify(messages, SEALED)),
    });
    return { id: randomUUID(), data };
  }

  /** Adds one job a request and resolves with the replies' promises, so that adds never wait for answers. */
  async function dispatch(requests: readonly Request[]): Promise<Promise<LiveResult[]>[]> {
    const jobs = requests.map(buildJob);
    const answers = requests.map((request, i) => expectReply(jobs[i]!.id, request.deadlineAt));
    try {
      // A worker may answer before the add returns; and an add that hangs ends with the deadline.
      await Promise.race([producer.add(jobs), Promise.all(answers)]);
    } catch (error) {
      if (error instanceof UnavailableError) throw error;
      onError(error as Error);
      for (const { id } of jobs) {
        const entry = waiting.get(id);
        waiting.delete(id);
        clearTimeout(entry?.timer);
      }
      throw new UnavailableError('queue', 'The queue is not reachable.', 1, { cause: error });
    }
    return answers;
  }

  function expectReply(jobId: string, deadlineAt: number): Promise<LiveResult[]> {
    const answer = new Promise<LiveResult[]>((resolve, reject) => {
      const timer = setTimeout(() => {
        waiting.delete(jobId);
        reject(new UnavailableError('workers', 'No worker answered in time.', 2));
      }, deadlineAt - Date.now());
      waiting.set(jobId, { resolve, reject, timer });
    });
    // The add may fail, and then nobody awaits this promise any more.
    answer.catch(() => undefined);
    return answer;
  }

  // Messages that arrive while an add is under way travel together in one job.
  const addSingle = createCoalescer<Request, () => Promise<LiveResult>>(
    async (group) => {
      const shared = {
        messages: group.flatMap((request) => request.messages),
        priority: 'single' as const,
        explain: false,
        deadlineAt: Math.max(...group.map((request) => request.deadlineAt)),
      };
      const [answer] = await dispatch([shared]);
      return group.map((_, i) => async () => (await answer!)[i]!);
    },
    { groupMax: GROUP_MAX, concurrency: ADDS_UNDER_WAY },
  );

  async function scoreApart({ messages, ...rest }: Request): Promise<LiveResult[]> {
    const requests: Request[] = [];
    // An explanation is about as much work and reply as a whole job.
    const size = rest.explain ? 1 : LIVE_TEXTS_MAX;
    for (let i = 0; i < messages.length; i += size)
      requests.push({ ...rest, messages: messages.slice(i, i + size) });
    return (await Promise.all(await dispatch(requests))).flat();
  }

  return {
    get pending() {
      return pending;
    },
    async score(messages, { priority, deadlineMs, explain = false }) {
      if (pending + messages.length > pendingMax) {
        throw new UnavailableError('workers', 'Too many messages are waiting already.', 2);
      }
      pending += messages.length;
      const deadlineAt = Date.now() + deadlineMs;
      try {
        const request = { messages, priority, deadlineAt, explain };
        if (messages.length > 1 || priority === 'batch' || explain) return await scoreApart(request);
        const answer = await addSingle(request);
        return [await answer()];
      } finally {
        pending -= messages.length;
      }
    },
    async close() {
      await producer.close();
      for (const entry of waiting.values()) {
        clearTimeout(entry.timer);
        entry.reject(new UnavailableError('workers', 'The service is stopping.', 2));
      }
      waiting.clear();
    },
  };
}
