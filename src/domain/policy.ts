import type { ChannelType } from './message.js';
import type { Signal } from './signal.js';

/**
 * A condition over the context of a message. Three-valued: a fact that is not known makes a leaf
 * unknown; `all`, `any` and `not` combine by Kleene's logic; at the top unknown counts as false.
 * `orUnknown: true` turns the unknown of the condition it stands on into true. It may stand on
 * `all`, `any` and `not` too: "not in an offers channel, or no tags known" is
 * `{not: {channelTags: ["offers"]}, orUnknown: true}`, which no `orUnknown` on the leaf can say.
 */
export type Condition =
  | { readonly all: readonly Condition[]; readonly orUnknown?: boolean }
  | { readonly any: readonly Condition[]; readonly orUnknown?: boolean }
  | { readonly not: Condition; readonly orUnknown?: boolean }
  /** The message's channel type is one of these. */
  | { readonly channelType: readonly ChannelType[]; readonly orUnknown?: boolean }
  /** The channel carries at least one of these tags. */
  | { readonly channelTags: readonly string[]; readonly orUnknown?: boolean }
  /** Number of recipients within [min, max], both inclusive. */
  | { readonly recipients: { readonly min?: number; readonly max?: number }; readonly orUnknown?: boolean }
  /** Whether somebody asked for it. */
  | { readonly solicited: boolean; readonly orUnknown?: boolean };

/** The first adjustment whose condition holds replaces the thresholds it names. */
export interface Adjustment {
  readonly when: Condition;
  readonly review?: number;
  readonly act?: number;
}

interface ClauseBase {
  readonly id: string;
  readonly title: string;
  /** The rule, paraphrased for the people it binds. */
  readonly text: string;
  /** 1 (minor) to 5 (grave): orders clauses for people, never changes a decision. */
  readonly severity: number;
  readonly signals: readonly Signal[];
  readonly when?: Condition;
}

/** `score >= review` proposes a look, `score >= act` proposes a sanction to a human. */
export interface ThresholdClause extends ClauseBase {
  readonly alertOnly?: false;
  readonly review: number;
  readonly act: number;
  readonly adjust?: readonly Adjustment[];
}

/** `score >= alert` alerts an administrator and can never lead to a sanction. */
export interface AlertClause extends ClauseBase {
  readonly alertOnly: true;
  readonly alert: number;
}

export type Clause = ThresholdClause | AlertClause;

/** A community's rules as the engine evaluates them. Thresholds are in [0, 1], comparison is `>=`. */
export interface Policy {
  readonly title: string;
  readonly clauses: readonly Clause[];
  /** Action of a clause none of whose signals the model gives. */
  readonly onUnavailable: 'allow' | 'review';
}

/** Which immutable version of which policy decided. */
export interface PolicyRef {
  readonly name: string;
  readonly version: number;
}

/** What is known of the circumstances of a message; `undefined` means unknown. */
export interface PolicyContext {
  readonly channelType?: ChannelType | undefined;
  readonly channelTags?: readonly string[] | undefined;
  readonly recipients?: number | undefined;
  readonly solicited?: boolean | undefined;
}
