import type { ClauseAction } from '../domain/decision.js';
import type { Clause, PolicyContext } from '../domain/policy.js';
import { holds } from './conditions.js';

/** The thresholds of a clause once its adjustments are applied, each in [0, 1]. */
export type Thresholds = { readonly review: number; readonly act: number } | { readonly alert: number };

/**
 * The thresholds in force in a context: the first adjustment whose condition holds replaces those it
 * names. They depend on the context alone, so that who evaluates many messages of few contexts may
 * keep them.
 */
export function thresholdsInForce(clause: Clause, context: PolicyContext): Thresholds {
  if (clause.alertOnly === true || clause.adjust === undefined) return clause;
  for (const adjustment of clause.adjust) {
    if (holds(adjustment.when, context)) {
      return { review: adjustment.review ?? clause.review, act: adjustment.act ?? clause.act };
    }
  }
  return clause;
}

/**
 * The action at a score in [0, 1]. The one place that says whether a comparison includes the
 * threshold: it does.
 */
export function actionAt(score: number, thresholds: Thresholds): ClauseAction {
  if ('alert' in thresholds) return score >= thresholds.alert ? 'alert' : 'allow';
  if (score >= thresholds.act) return 'act';
  return score >= thresholds.review ? 'review' : 'allow';
}
