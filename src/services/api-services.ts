import type { ClassifyService } from './classify.js';
import type { KeyService } from './keys.js';
import type { Readiness } from './readiness.js';
import type { SubmissionService } from './submissions.js';

/** What the routes may call. */
export interface ApiServices {
  readonly classify: ClassifyService;
  readonly submissions: SubmissionService;
  readonly keys: KeyService;
  readonly readiness: Readiness;
  readonly health: Health;
}

/** The state of what the service depends on, for /readyz and /metrics. */
export interface Health {
  /** Whether the database and the queue's store answer now. */
  check(): Promise<{ database: boolean; queue: boolean }>;
  /** Messages waiting: live ones in this process, durable ones in the database. */
  backlog(): Promise<{ livePending: number; durablePending: number; durableOldestS: number }>;
}
