import type { Action } from './decision.js';
import type { ChannelType } from './message.js';

/** What a listener hears of: an action, or `alert` for decisions that alert, whatever their action is. */
export const OUTCOMES = ['allow', 'review', 'act', 'alert'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** A decision that was stored, as one listener is told of it. */
export interface DecisionEvent {
  /** The same at each attempt. */
  readonly id: number;
  readonly communityId: string;
  /** `decision.changed` where the message had a decision before, as after an edit. */
  readonly type: 'decision.created' | 'decision.changed';
  /** This one included: 1 the first time. */
  readonly attempts: number;
  /** ISO 8601, like all times here. */
  readonly createdAt: string;
  readonly decision: {
    readonly id: number;
    readonly action: Action;
    readonly alert: boolean;
    readonly incomplete: boolean;
    /** What was answered: {signals, language, decision, receipt}. Holds no text. */
    readonly answer: unknown;
  };
  readonly message: {
    readonly id: string;
    readonly source: string;
    /** The one that was decided about. */
    readonly revision: number;
    readonly latestRevision: number;
    /** Null where it is not kept. Only for listeners whose admin wants it to leave the service. */
    readonly text: string | null;
    readonly channelId: string | null;
    readonly channelType: ChannelType | null;
    readonly authorId: string | null;
    readonly threadId: string | null;
    /** When it was sent; when it was handed in where that is not known. */
    readonly sentAt: string;
    readonly editedAt: string | null;
    /** The message and revision as the tables know them. */
    readonly rowId: number;
    readonly revisionId: number;
  };
  /** The latest review case about this revision; null where there is none. */
  readonly caseId: number | null;
}
