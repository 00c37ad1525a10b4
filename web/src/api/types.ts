/** What the API answers, from its own schemas: types alone, nothing of the server reaches the browser. */
import type { Static } from 'typebox';
import type { ClassifyAnswerSchema, ExplanationSchema } from '../../../src/http/schemas/answer.js';
import type { CalibrationsSchema } from '../../../src/http/schemas/calibration.js';
import type { CaseDetailSchema, CaseListSchema, CaseSchema } from '../../../src/http/schemas/case.js';
import type {
  PrecisionRecallSchema,
  SampleSchema,
  SuggestionSchema,
} from '../../../src/http/schemas/labelling.js';
import type {
  DiffSchema,
  PolicyFileSchema,
  PolicyViewSchema,
  ShadowStatsSchema,
  VersionListSchema,
} from '../../../src/http/schemas/policy.js';
import type {
  DriftSchema,
  RunErrorsSchema,
  RunListSchema,
  RunSchema,
} from '../../../src/http/schemas/run.js';
import type { SimulationSchema } from '../../../src/http/schemas/simulation.js';
import type {
  DeliveryPageSchema,
  WebhookListSchema,
  WebhookSecretSchema,
} from '../../../src/http/schemas/webhook.js';
import type { Scope } from '../../../src/domain/keys.js';
import type { LabelTarget, Verdict } from '../../../src/domain/label.js';

export type { Action, ClauseAction, ClauseResult, ExplainedSpan } from '../../../src/domain/decision.js';
export type { Scope } from '../../../src/domain/keys.js';
export type { LabelTarget, Verdict } from '../../../src/domain/label.js';
export type { ChannelType, ContextEntry as ContextLine } from '../../../src/domain/message.js';
export type { Clause, Policy } from '../../../src/domain/policy.js';

export type ClassifyAnswer = Static<typeof ClassifyAnswerSchema>;
export type PolicyView = Static<typeof PolicyViewSchema>;
export type PolicyFile = Static<typeof PolicyFileSchema>;
export type VersionSummary = Static<typeof VersionListSchema>['versions'][number];
export type Diff = Static<typeof DiffSchema>;
export type ShadowStats = Static<typeof ShadowStatsSchema>;
export type Simulation = Static<typeof SimulationSchema>;
export interface Histogram {
  readonly pipeline: string | null;
  /** 100 of 0.01 each. */
  readonly bins: readonly number[];
  readonly unavailable: number;
  readonly notApplicable: number;
}
export type ShownChange = Simulation['mostChanged'][number];

export type CalibrationList = Static<typeof CalibrationsSchema>;
export type Recalibration = CalibrationList['versions'][number];

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

export type PrecisionRecall = Static<typeof PrecisionRecallSchema>;
/** A value with the interval that it lies in with 95 % confidence. */
export type Estimate = NonNullable<PrecisionRecall['points'][number]['precision']>;
export type Suggestion = Static<typeof SuggestionSchema>;
export type LabellingSample = Static<typeof SampleSchema>;
export type SampledMessage = LabellingSample['messages'][number];

export type CaseList = Static<typeof CaseListSchema>;
export type ReviewCase = Static<typeof CaseSchema>;
export type CaseDetail = Static<typeof CaseDetailSchema>;
export type CaseStatus = ReviewCase['status'];
export type Explanation = Static<typeof ExplanationSchema>;

export type WebhookView = Static<typeof WebhookListSchema>['webhooks'][number];
export type NewWebhookView = Static<typeof WebhookSecretSchema>;
export type WebhookEvent = WebhookView['events'][number];
export type DeliveryList = Static<typeof DeliveryPageSchema>;
export type Delivery = DeliveryList['deliveries'][number];

export interface NewLabel {
  readonly target: LabelTarget;
  readonly verdict: Verdict;
}

export type Run = Static<typeof RunSchema>;
export type RunList = Static<typeof RunListSchema>;
export type RunErrors = Static<typeof RunErrorsSchema>;
export type RunStatus = Run['status'];
export type Drift = Static<typeof DriftSchema>;
