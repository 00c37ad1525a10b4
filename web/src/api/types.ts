/** What the API answers, from its own schemas: types alone, nothing of the server reaches the browser. */
import type { Static } from 'typebox';
import type { ClassifyAnswerSchema, MessageViewSchema } from '../../../src/http/schemas/answer.js';
import type {
  DiffSchema,
  PolicyFileSchema,
  PolicyViewSchema,
  ShadowStatsSchema,
  VersionListSchema,
} from '../../../src/http/schemas/policy.js';
import type { SimulationSchema } from '../../../src/http/schemas/simulation.js';
import type { Action, ExplainedSpan } from '../../../src/domain/decision.js';
import type { Scope } from '../../../src/domain/keys.js';
import type { LabelTarget, Verdict } from '../../../src/domain/label.js';
import type { ChannelType } from '../../../src/domain/message.js';

export type {
  Action,
  ClauseAction,
  ClauseResult,
  Decision,
  ExplainedSpan,
} from '../../../src/domain/decision.js';
export type { Scope } from '../../../src/domain/keys.js';
export type { LabelTarget, Verdict } from '../../../src/domain/label.js';
export type { ChannelType } from '../../../src/domain/message.js';
export type { Clause, Policy } from '../../../src/domain/policy.js';

export type ClassifyAnswer = Static<typeof ClassifyAnswerSchema>;
export type MessageView = Static<typeof MessageViewSchema>;
export type PolicyView = Static<typeof PolicyViewSchema>;
export type PolicyFile = Static<typeof PolicyFileSchema>;
export type VersionSummary = Static<typeof VersionListSchema>['versions'][number];
export type Diff = Static<typeof DiffSchema>;
export type ShadowStats = Static<typeof ShadowStatsSchema>;
export type Simulation = Static<typeof SimulationSchema>;
export type ShownChange = Simulation['mostChanged'][number];

export interface Histogram {
  readonly pipeline: string | null;
  /** 100 of 0.01 each. */
  readonly bins: readonly number[];
  readonly unavailable: number;
  readonly notApplicable: number;
}

export interface Session {
  readonly owner: string;
  readonly keyId: number;
  readonly scopes: readonly Scope[];
  readonly communityId: string;
  readonly csrfToken: string;
  readonly expiresAt: string;
}

export interface KeyView {
  readonly id: number;
  readonly prefix: string;
  readonly owner: string;
  readonly scopes: readonly Scope[];
  readonly createdAt: string;
  readonly lastUsedAt: string | null;
  readonly revokedAt: string | null;
}

export interface AuditEntry {
  readonly id: number;
  readonly at: string;
  readonly actor: { readonly owner: string; readonly keyId: number | null };
  readonly action: string;
  readonly subject: string;
  readonly before: string | null;
  readonly after: string | null;
}

export interface ContextLine {
  readonly authorId?: string;
  readonly text: string;
}

/** A value with the interval that it lies in with 95 % confidence. */
export interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

export interface PrecisionRecall {
  readonly pipeline: string | null;
  readonly labels: {
    readonly violates: number;
    readonly ok: number;
    readonly unsure: number;
    readonly sampled: number;
    readonly other: number;
  };
  readonly effectiveSampleSize: number;
  readonly points: readonly {
    readonly threshold: number;
    readonly messages: number;
    readonly precision: Estimate | null;
    readonly recall: Estimate | null;
  }[];
  readonly basis: 'sampled' | 'insufficient';
  readonly minimumLabels: number;
}

export interface Suggestion {
  readonly labels: number;
  readonly threshold: Estimate | null;
  readonly expectedReviewsPerWeek: number | null;
  readonly moreLabels: number | null;
  readonly reason: 'too_few_labels' | 'not_reachable' | null;
  readonly sentence: string;
}

export interface SampledMessage {
  readonly id: string;
  readonly source: string;
  readonly revision: number;
  readonly text: string | null;
  readonly context: readonly ContextLine[];
  readonly channelId: string | null;
  readonly sentAt: string | null;
  readonly score: number | null;
  readonly stratum: string;
  readonly probability: number;
  readonly reason: 'spread' | 'near_threshold' | 'views_disagree' | 'shadow_disagrees';
}

export interface LabellingSample {
  readonly sampleId: number | string;
  readonly messages: readonly SampledMessage[];
}

export type CaseStatus = 'open' | 'claimed' | 'resolved';

export interface ReviewCase {
  readonly id: number;
  readonly status: CaseStatus;
  readonly action: Action;
  readonly alert: boolean;
  /** Those that fired, strongest first. */
  readonly clauses: readonly string[];
  readonly openedAt: string;
  readonly claimedBy: string | null;
  readonly claimedAt: string | null;
  readonly resolvedBy: string | null;
  readonly resolvedAt: string | null;
  readonly resolution: Verdict | null;
  readonly score: number | null;
  readonly message: {
    readonly id: string;
    readonly source: string;
    readonly revision: number;
    readonly text: string | null;
    readonly context: readonly ContextLine[];
    readonly channelId: string | null;
    readonly channelType: ChannelType | null;
    readonly authorId: string | null;
    readonly sentAt: string | null;
  };
}

export interface CaseList {
  readonly cases: readonly ReviewCase[];
  readonly next: string | null;
  readonly counts: {
    readonly open: number;
    readonly claimed: number;
    readonly resolved: number;
    readonly alerts: number;
  };
}

export interface CaseDetail extends ReviewCase {
  readonly decision: ClassifyAnswer['decision'] | null;
  readonly author: {
    readonly cases: number;
    readonly earlier: readonly {
      readonly messageId: string;
      readonly source: string;
      readonly action: Action;
      readonly alert: boolean;
      readonly at: string;
      readonly clauses: readonly string[];
      readonly resolution: Verdict | null;
    }[];
  };
}

export interface Explanation {
  readonly clauses: readonly {
    readonly id: string;
    readonly score: number | null;
    readonly spans: readonly ExplainedSpan[];
  }[];
}

export interface NewLabel {
  readonly target: LabelTarget;
  readonly verdict: Verdict;
}
