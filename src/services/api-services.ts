import type { AuditService } from './audit.js';
import type { CaseService } from './cases.js';
import type { CalibrationService } from './calibrations.js';
import type { ChatPlatforms } from './chat-platforms.js';
import type { ClassifyService } from './classify.js';
import type { CommentService } from './comments.js';
import type { ExplanationService } from './explanations.js';
import type { ImportService } from './history/imports.js';
import type { RunOutcomeService } from './history/run-outcomes.js';
import type { RunService } from './history/run-service.js';
import type { ForgettingService } from './forgetting.js';
import type { IdempotencyService } from './idempotency.js';
import type { KeyService } from './keys.js';
import type { LabellingService } from './labelling.js';
import type { LabelService } from './labels.js';
import type { PolicyService } from './policies.js';
import type { Readiness } from './readiness.js';
import type { SessionService } from './sessions.js';
import type { SimulationService } from './simulation.js';
import type { StatisticsService } from './statistics.js';
import type { SettingsService } from './settings.js';
import type { SubmissionService } from './submissions.js';
import type { ThresholdService } from './thresholds.js';
import type { WebhookService } from './webhooks/admin.js';

/** What the routes may call. */
export interface ApiServices {
  readonly classify: ClassifyService;
  readonly comments: CommentService;
  readonly submissions: SubmissionService;
  readonly cases: CaseService;
  readonly explanations: ExplanationService;
  readonly policies: PolicyService;
  readonly labels: LabelService;
  readonly simulation: SimulationService;
  readonly statistics: StatisticsService;
  readonly calibrations: CalibrationService;
  readonly thresholds: ThresholdService;
  readonly labelling: LabellingService;
  readonly imports: ImportService;
  readonly runs: RunService;
  readonly runOutcomes: RunOutcomeService;
  readonly keys: KeyService;
  readonly sessions: SessionService;
  readonly settings: SettingsService;
  readonly audit: AuditService;
  readonly forgetting: ForgettingService;
  readonly chat: ChatPlatforms;
  readonly webhooks: WebhookService;
  readonly idempotency: IdempotencyService;
  readonly requestLimit: RequestLimit;
  readonly readiness: Readiness;
  readonly health: Health;
}

/** How many requests a key may make, and where they are counted. */
export interface RequestLimit {
  /** 0: as many as it likes. */
  readonly max: number;
  readonly windowS: number;
  /** A connection to Redis, where all processes count together; each counts for itself without. */
  readonly redis?: unknown;
  /** Of the counters in Redis. */
  readonly nameSpace: string;
}

/** The state of what the service depends on, for /readyz and /metrics. */
export interface Health {
  /** Whether the database and the queue's store answer now. */
  check(): Promise<{ database: boolean; queue: boolean }>;
  /** Messages waiting: live ones in this process, durable ones in the database. */
  backlog(): Promise<{ livePending: number; durablePending: number; durableOldestS: number }>;
}
