import { EventEmitter } from 'node:events';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { composeAlerts, composeChat } from './composition-chat.js';
import type { Config } from './config.js';
import { createWebhookSender } from './integrations/webhooks/send.js';
import { createErrorReporter } from './logging.js';
import { connectQueueBackend } from './queue/connect.js';
import { createLiveClient } from './queue/live-client.js';
import { createSecrets, readLocalKey, type Secrets } from './queue/secrets.js';
import type { QueueBackend } from './queue/backend.js';
import type { Engine } from './scoring/engine.js';
import { listModels, type ModelFolders } from './scoring/engines/index.js';
import { inferHere, type Inference } from './scoring/inference/index.js';
import { inferInThreads } from './scoring/inference/threads.js';
import { createPipeline, type Pipeline } from './scoring/pipeline.js';
import { compileRequestPatterns, deriveSolicited } from './policy/solicited.js';
import type { ApiServices, Health } from './services/api-services.js';
import { createAuditService } from './services/audit.js';
import { createCaseService } from './services/cases.js';
import { createCalibrationService } from './services/calibrations.js';
import { createClassifyService } from './services/classify.js';
import { createIdempotencyService, IDEMPOTENCY_KEPT_S } from './services/idempotency.js';
import type { EventListener } from './services/decision-events.js';
import { createCommentService } from './services/comments.js';
import { createExplanationService } from './services/explanations.js';
import { createImportService } from './services/history/imports.js';
import { createRunOutcomeService } from './services/history/run-outcomes.js';
import { createRunPipelines } from './services/history/pipelines.js';
import { createReaches } from './services/first-stage-reach.js';
import { createPlanning } from './services/history/planning.js';
import { createRunService } from './services/history/run-service.js';
import { createSliceProcessor, type SliceProcessor } from './services/history/slice-processor.js';
import { createForgettingService } from './services/forgetting.js';
import { createJudges, type Judges } from './services/judges.js';
import { createKeyService } from './services/keys.js';
import { createLabellingService } from './services/labelling.js';
import { createLabelService } from './services/labels.js';
import { createPolicyService } from './services/policies.js';
import { shippedPolicyVersion } from './services/policy-versions.js';
import { createReadiness } from './services/readiness.js';
import { createScoreSnapshots } from './services/score-snapshot.js';
import { createSessionService } from './services/sessions.js';
import { createSettingsService } from './services/settings.js';
import { createShadowCounts, type ShadowCounts } from './services/shadow-counts.js';
import { createSimulationService } from './services/simulation.js';
import { createStatisticsService } from './services/statistics.js';
import { createThresholdService } from './services/thresholds.js';
import { createWebhookService } from './services/webhooks/admin.js';
import { parseAllowedHosts } from './services/webhooks/allowed-hosts.js';
import { createWebhookListener } from './services/webhooks/announce.js';
import type { DeliveryDependencies } from './services/webhooks/deliver.js';
import { createSubmissionService } from './services/submissions.js';
import { createAuthorRecordStore } from './store/author-records.js';
import { createAuditStore, INSTALLATION } from './store/audit.js';
import { createCaseStore } from './store/cases.js';
import { createCalibrationStore } from './store/calibrations.js';
import { listenForChanges } from './store/changes.js';
import { createCommunityStore } from './store/communities.js';
import { createDecisionEventStore, type DecisionEventStore } from './store/decision-events.js';
import { createIdempotencyStore } from './store/idempotency.js';
import { openDatabase, type Database } from './store/database.js';
import { createForgettingStore } from './store/forgetting.js';
import { createForgottenStore } from './store/forgotten.js';
import { createImportStore } from './store/imports.js';
import { createKeyStore } from './store/keys.js';
import { createLabelStore } from './store/labels.js';
import { createLabellingSampleStore } from './store/labelling-samples.js';
import { createMessageViewStore } from './store/message-views.js';
import { createMessageStore, type MessageStore } from './store/messages.js';
import { migrate } from './store/migrate.js';
import { createOutdatedActionStore, type OutdatedActionStore } from './store/outdated-actions.js';
import { createPipelineStore } from './store/pipelines.js';
import { channelPolicies } from './store/policy-channels.js';
import { createPolicyStore } from './store/policies.js';
import { createRunChangeStore } from './store/run-changes.js';
import { createRunOutcomeStore, type RunOutcomeStore } from './store/run-outcomes.js';
import { createRunSelectionStore } from './store/run-selection.js';
import { createRunSliceStore, type RunSliceStore } from './store/run-slices.js';
import { createRunWorkStore } from './store/run-work.js';
import { createRunStore, type RunStore } from './store/runs.js';
import { createRetentionStore, type RetentionStore } from './store/retention.js';
import { createSessionStore } from './store/sessions.js';
import { createRecalibratedActionStore, type RecalibratedActionStore } from './store/recalibrated-actions.js';
import { createShadowCountStore, type ShadowCountStore } from './store/shadow-counts.js';
import { createStoredScoreStore } from './store/stored-scores.js';
import { createWebhookDeliveryStore } from './store/webhook-deliveries.js';
import { createWebhookStore } from './store/webhooks.js';

const NO_FIRST_STAGE = 'none';

/** The one community there is so far. */
const DEFAULT_COMMUNITY = 'default';

/** Added to the longest a request may wait for: past it, its process has died. */
const REQUEST_SLACK_MS = 30_000;

const SHIPPED_POLICY = {
  note: 'The policy that ships with Conduct.',
  audit: {
    action: 'policy.create',
    subject: 'default',
    before: null,
    after: 'version 1, as it ships with Conduct',
  },
};

/** Says that which runs are at work has changed, here or in another process. */
type RunNews = EventEmitter<{ change: [] }>;

interface Shared {
  readonly secrets: Secrets;
  readonly db: Database;
  readonly backend: QueueBackend;
  readonly messages: MessageStore;
  readonly pipelines: ReturnType<typeof createPipelineStore>;
  readonly policies: ReturnType<typeof createPolicyStore>;
  readonly judges: Judges;
  readonly actions: OutdatedActionStore;
  readonly recalibrated: RecalibratedActionStore;
  readonly shadowStore: ShadowCountStore;
  readonly shadows: ShadowCounts;
  readonly runNews: RunNews;
  readonly onError: (error: Error) => void;
  /** Ends what listens and writes in the background; to be called before the database closes. */
  quieten(): Promise<void>;
}

async function composeShared(config: Config, log: Logger): Promise<Shared> {
  const onError = createErrorReporter(log);
  const secrets = createSecrets(readLocalKey(config.QUEUE_KEY, config.DATA_DIR));
  await migrate(config.DATABASE_URL);
  const db = openDatabase({ url: config.DATABASE_URL, onError });
  const backend = await connectQueueBackend({
    databaseUrl: config.DATABASE_URL,
    redisUrl: config.REDIS_URL,
    prefix: config.QUEUE_PREFIX,
    onError,
  });
  const pipelines = createPipelineStore(db);
  const policies = createPolicyStore(db);
  const judges = createJudges({ policies, pipelines, channels: (id) => channelPolicies(db, id) });
  const shadowStore = createShadowCountStore(db);
  const shadows = createShadowCounts(shadowStore, onError);
  const runNews: RunNews = new EventEmitter();
  const changes = await listenForChanges({
    databaseUrl: config.DATABASE_URL,
    onChange: { judges: () => judges.refresh(), runs: () => runNews.emit('change') },
    onError,
  });
  return {
    secrets,
    db,
    backend,
    messages: createMessageStore(db, secrets.nameHmac),
    pipelines,
    policies,
    judges,
    actions: createOutdatedActionStore(db, secrets.nameHmac),
    recalibrated: createRecalibratedActionStore(db),
    shadowStore,
    shadows,
    runNews,
    onError,
    async quieten() {
      await changes.close();
      await shadows.close();
    },
  };
}

/** What an API process consists of. */
interface ApiParts {
  readonly services: ApiServices;
  /** The secret of a key made now, to be shown once. */
  readonly adminKey: string | undefined;
  close(): Promise<void>;
}

/** Wires the API process. */
export async function composeApi(config: Config, log: Logger): Promise<ApiParts> {
  // At once and not at the first message, while the worker loads its models; and before any connection is open, whose
  // answer would wait for it.
  compileRequestPatterns();
  const shared = await composeShared(config, log);
  const { secrets, db, backend, messages, policies, judges, shadows, onError } = shared;
  const communities = createCommunityStore(db);
  await policies.addFirst(DEFAULT_COMMUNITY, shippedPolicyVersion(), INSTALLATION, SHIPPED_POLICY);
  const keys = createKeyService(createKeyStore(db), onError);
  const adminKey = await keys.ensureAdmin(DEFAULT_COMMUNITY, config.ADMIN_API_KEY);
  // Answers of the live lane are promised to nobody before they are given, and are kept for the record:
  // they need not wait for the disk. Whatever is acknowledged to be done later does.
  const liveDb = openDatabase({ url: config.DATABASE_URL, waitForDisk: false, onError });
  const live = await createLiveClient({ backend, secrets, onError });
  const durable = await backend.producer('durable');
  const views = createMessageViewStore(db, secrets.nameHmac);
  const classify = createClassifyService({
    live,
    judges,
    messages: createMessageStore(liveDb, secrets.nameHmac),
    communities,
    secrets,
    shadows,
    deadlineMs: config.LIVE_DEADLINE_MS,
    batchDeadlineMs: config.BATCH_DEADLINE_MS,
    onError,
  });
  const submissions = createSubmissionService({
    durable,
    judges,
    messages,
    views,
    scores: shared.actions,
    communities,
    secrets,
    onError,
  });
  const policyService = createPolicyService({ policies, counts: shared.shadowStore, shadows, judges });
  const labels = createLabelService({
    labels: createLabelStore(db, secrets.nameHmac),
    scores: shared.actions,
    judges,
  });
  const forgetting = createForgettingService({
    forgetting: createForgettingStore(db, secrets.nameHmac, deriveSolicited),
    records: createAuthorRecordStore(db),
  });
  const cases = createCaseService({ cases: createCaseStore(db), scores: shared.actions, judges });
  const storedScores = createStoredScoreStore(db);
  const reaches = createReaches(shared.pipelines);
  const snapshots = createScoreSnapshots(storedScores, shared.pipelines);
  const samples = createLabellingSampleStore(db);
  const runStore = createRunStore(db);
  const runs = createRunService({
    runs: runStore,
    changes: createRunChangeStore(db),
    planning: createPlanning({
      runs: runStore,
      selections: createRunSelectionStore(db),
      scores: storedScores,
      policies,
      pipelines: shared.pipelines,
      reaches,
      models: () => listModels(foldersOf(config)),
    }),
    policies,
    onError,
  });
  const idempotency = createIdempotencyService({
    store: createIdempotencyStore(db, IDEMPOTENCY_KEPT_S),
    secrets,
    requestMaxMs: config.BATCH_DEADLINE_MS + REQUEST_SLACK_MS,
    onError,
  });
  const readiness = createReadiness(live, config.LIVE_DEADLINE_MS);
  const health: Health = {
    async check() {
      const [database, queue] = await Promise.allSettled([db.query('select 1'), backend.ping()]);
      return { database: database.status === 'fulfilled', queue: queue.status === 'fulfilled' };
    },
    async backlog() {
      const { pending, oldestS } = await messages.backlog();
      return { livePending: live.pending, durablePending: pending, durableOldestS: oldestS };
    },
  };
  return {
    services: {
      classify,
      comments: createCommentService({
        classify,
        labels,
        live,
        judges,
        communities,
        secrets,
        deadlineMs: config.BATCH_DEADLINE_MS,
      }),
      submissions,
      cases,
      chat: await composeChat(config, {
        communityId: DEFAULT_COMMUNITY,
        db,
        secrets,
        keys,
        submissions,
        forgetting,
        views,
        cases,
        labels,
      }),
      explanations: createExplanationService({ live, views, judges, deadlineMs: config.BATCH_DEADLINE_MS }),
      policies: policyService,
      labels,
      simulation: createSimulationService({ snapshots, scores: storedScores, policies, reaches }),
      statistics: createStatisticsService({ snapshots, policies }),
      calibrations: createCalibrationService({
        calibrations: createCalibrationStore(db),
        pipelines: shared.pipelines,
        policies,
        samples,
        scores: storedScores,
        snapshots,
        judges,
      }),
      thresholds: createThresholdService({ snapshots, policies, samples }),
      labelling: createLabellingService({
        snapshots,
        policies,
        samples,
        scores: storedScores,
        random: Math.random,
      }),
      runs,
      runOutcomes: createRunOutcomeService({ runs, outcomes: createRunOutcomeStore(db), policies, judges }),
      imports: createImportService({
        runs,
        imports: createImportStore(db, createForgottenStore(secrets.nameHmac)),
        judges,
        communities,
        secrets,
        spoolFolder: join(config.DATA_DIR, 'uploads'),
      }),
      keys,
      sessions: createSessionService(createSessionStore(db), keys),
      settings: createSettingsService(communities),
      audit: createAuditService(createAuditStore(db)),
      forgetting,
      webhooks: createWebhookService({
        webhooks: createWebhookStore(db),
        deliveries: createWebhookDeliveryStore(db),
        secrets,
        allowedHosts: parseAllowedHosts(config.WEBHOOK_ALLOWED_HOSTS),
      }),
      idempotency,
      requestLimit: {
        max: config.RATE_LIMIT,
        windowS: config.RATE_LIMIT_WINDOW_S,
        redis: backend.redis,
        nameSpace: `${config.QUEUE_PREFIX}-rate-limit-`,
      },
      readiness,
      health,
    },
    adminKey,
    async close() {
      readiness.stop();
      runs.close();
      idempotency.close();
      snapshots.close();
      keys.close();
      await live.close();
      await classify.close();
      await durable.close();
      await backend.close();
      await shared.quieten();
      await liveDb.close();
      await db.close();
    },
  };
}

/** What a worker process runs on. */
export interface WorkerParts {
  readonly pipeline: Pipeline;
  readonly secrets: Secrets;
  readonly backend: QueueBackend;
  readonly messages: MessageStore;
  readonly judges: Judges;
  readonly actions: OutdatedActionStore;
  readonly recalibrated: RecalibratedActionStore;
  readonly shadows: ShadowCounts;
  readonly events: DecisionEventStore;
  /** Who is told of decisions. */
  readonly listeners: readonly EventListener[];
  readonly runs: RunStore;
  readonly runNews: RunNews;
  readonly slices: RunSliceStore;
  readonly processSlice: SliceProcessor;
  readonly retention: RetentionStore;
  readonly webhooks: DeliveryDependencies;
  readonly outcomes: RunOutcomeStore;
  readonly onError: (error: Error) => void;
  close(): Promise<void>;
}

/**
 * Wires a worker process around an engine that has been loaded and has passed its self-test.
 * @param engine the configured model where it is absent
 */
export async function composeWorker(config: Config, log: Logger, engine?: Engine): Promise<WorkerParts> {
  const folders = foldersOf(config);
  const threads = config.INFERENCE_THREADS;
  const inference = threads === 0 ? inferHere(folders) : inferInThreads(folders, threads);
  const pipeline = engine
    ? createPipeline(engine)
    : await loadConfiguredPipeline(config, {
        inference,
        ...(threads > 0 && { here: inferHere(folders, 1) }),
      });
  const shared = await composeShared(config, log);
  const { secrets, db, backend, messages, pipelines, judges, onError } = shared;
  await pipelines.register(pipeline.spec);
  const slices = createRunSliceStore(db);
  const runPipelines = createRunPipelines({
    own: pipeline,
    async open(model, exact) {
      const opened = await loadConfiguredPipeline({ ...config, MODEL: model }, { exact, inference });
      await pipelines.register(opened.spec);
      return opened;
    },
  });
  const alerts = await composeAlerts(config, { communityId: DEFAULT_COMMUNITY, db, onError });
  const deliveries = createWebhookDeliveryStore(db);
  const allowedHosts = parseAllowedHosts(config.WEBHOOK_ALLOWED_HOSTS);
  return {
    pipeline,
    secrets,
    backend,
    messages,
    judges,
    actions: shared.actions,
    recalibrated: shared.recalibrated,
    shadows: shared.shadows,
    retention: createRetentionStore(db, deriveSolicited),
    events: createDecisionEventStore(db),
    runs: createRunStore(db),
    runNews: shared.runNews,
    slices,
    outcomes: createRunOutcomeStore(db),
    processSlice: createSliceProcessor({
      slices,
      work: createRunWorkStore(db),
      runPipelines,
      judges,
      policies: shared.policies,
      pipelines,
      scores: createStoredScoreStore(db),
      onError,
    }),
    listeners: [...alerts.listeners, createWebhookListener(deliveries)],
    webhooks: { deliveries, secrets, send: createWebhookSender({ allowedHosts }), onError },
    onError,
    async close() {
      await alerts.stop();
      await backend.close();
      await runPipelines.close();
      await pipeline.close();
      await inference.close();
      await shared.quieten();
      await db.close();
    },
  };
}

/** Which model and where it is; without TOXICITY_MODEL_DIR one of those that are shipped. */
type ModelChoice = Pick<Config, 'MODEL' | 'MODELS_DIR'> & Partial<Pick<Config, 'TOXICITY_MODEL_DIR'>>;

const foldersOf = ({ MODELS_DIR, TOXICITY_MODEL_DIR }: Omit<ModelChoice, 'MODEL'>): ModelFolders => ({
  models: MODELS_DIR,
  ...(TOXICITY_MODEL_DIR !== undefined && { toxicity: TOXICITY_MODEL_DIR }),
});

/** @throws Error naming the file where the model is missing, altered, or fails its self-test */
export function loadConfiguredEngine(config: ModelChoice): Promise<Engine> {
  return inferHere(foldersOf(config)).load(config.MODEL);
}

/**
 * The configured model with the first stage in front of it, where that was made for it.
 * @param options `exact`: without a first stage; `inference`: where models are computed, here unless given;
 *   `here`: where the first stage is for a text that somebody waits for, if not with the others
 * @throws Error naming the file where a model is missing, altered, or fails its self-test, and where the first stage
 *   was made for another version of the model
 */
export async function loadConfiguredPipeline(
  config: ModelChoice & Pick<Config, 'FIRST_STAGE'>,
  options: { readonly exact?: boolean; readonly inference?: Inference; readonly here?: Inference } = {},
): Promise<Pipeline> {
  const { exact = false, inference = inferHere(foldersOf(config)), here } = options;
  const { scheduler } = inference;
  const engine = await inference.load(config.MODEL);
  if (exact || config.FIRST_STAGE === NO_FIRST_STAGE) return createPipeline(engine, { scheduler });
  const firstStage = await inference.load(config.FIRST_STAGE);
  if (firstStage.manifest.handOver?.model.name === config.MODEL)
    return createPipeline(engine, {
      scheduler,
      firstStage,
      firstStageHere: await here?.load(config.FIRST_STAGE),
    });
  await firstStage.close();
  return createPipeline(engine, { scheduler });
}
