import type { Action } from './decision.js';
import type { Verdict } from './label.js';
import type { ChannelType, ContextEntry } from './message.js';

export const CASE_STATUSES = ['open', 'claimed', 'resolved'] as const;
export type CaseStatus = (typeof CASE_STATUSES)[number];

/** What a case is about: a revision of a message, with its circumstances. */
export interface CaseMessage {
  readonly id: string;
  readonly source: string;
  /** The one whose decision opened the case, or changed it last. */
  readonly revision: number;
  /** Higher than `revision` where the text was edited since into one that breaks nothing. */
  readonly latestRevision: number;
  /** Null once forgotten. */
  readonly text: string | null;
  /** Earlier messages that came along, oldest first. */
  readonly context: readonly ContextEntry[];
  readonly channelId: string | null;
  readonly channelType: ChannelType | null;
  readonly authorId: string | null;
  /** ISO 8601, like all times of a case. */
  readonly sentAt: string | null;
}

/** A message that was flagged, until a person has said what it is. */
export interface ReviewCase {
  readonly id: number;
  readonly status: CaseStatus;
  /** As decided when it was stored: another policy, activated since, does not change it. */
  readonly action: Action;
  readonly alert: boolean;
  /** Clauses that fired: alerts, then act, then review, in each the highest score first. */
  readonly clauses: readonly string[];
  /** Of the first of them; null where it fired without one. */
  readonly score: number | null;
  readonly openedAt: string;
  readonly claimedBy: string | null;
  readonly claimedAt: string | null;
  readonly resolvedBy: string | null;
  readonly resolvedAt: string | null;
  readonly resolution: Verdict | null;
  readonly message: CaseMessage;
}

/** Another case of the same author. */
export interface AuthorCase {
  readonly messageId: string;
  readonly source: string;
  readonly action: Action;
  readonly alert: boolean;
  readonly at: string;
  readonly clauses: readonly string[];
  readonly resolution: Verdict | null;
}
