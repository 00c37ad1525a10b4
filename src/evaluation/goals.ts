import type { AlarmFigures } from './alarms.js';
import { quantile } from './bootstrap.js';
import type { FloorFigure, Goal, SystemReport } from './report.js';
import type { Column } from './sets.js';

/**
 * AUC of the floor, a linear model over hashed n-grams that trains in two minutes on the same data, and what a
 * model is to reach: 40 % less error than the floor where no figure is named.
 */
const FLOORS: readonly { source: string; column: Column; floor: number; named?: number }[] = [
  { source: 'jigsaw-predibase', column: 'toxicity', floor: 0.947 },
  { source: 'jigsaw-predibase', column: 'insult', floor: 0.888 },
  { source: 'jigsaw-predibase', column: 'profanity', floor: 0.871 },
  { source: 'hatexplain', column: 'toxicity', floor: 0.827 },
  { source: 'wiki-talk-cat', column: 'toxicity', floor: 0.813 },
  { source: 'toxicr', column: 'toxicity', floor: 0.772 },
  { source: 'convabuse', column: 'toxicity', floor: 0.902 },
  { source: 'sms-spam', column: 'spam', floor: 0.968, named: 0.995 },
  { source: 'youtube-spam', column: 'spam', floor: 0.962, named: 0.985 },
  { source: 'janitr', column: 'spam', floor: 0.988 },
  { source: 'janitr', column: 'solicitation', floor: 0.858, named: 0.93 },
  { source: 'bias-madlibs', column: 'toxicity', floor: 0.898, named: 0.97 },
  { source: 'hatemoji-build', column: 'toxicity', floor: 0.523, named: 0.75 },
];
const LESS_ERROR = 0.4;

export function floorFigures(signals: SystemReport['signals']): FloorFigure[] {
  return FLOORS.flatMap(({ source, column, floor, named }) => {
    const auc = signals[column]?.[source]?.auc;
    if (auc === undefined) return [];
    const lessError = 1 - (1 - floor) * (1 - LESS_ERROR);
    return {
      source,
      column,
      floor,
      lessError,
      named: named ?? null,
      auc,
      errorReduction: 1 - (1 - auc) / (1 - floor),
      reached: auc >= (named ?? lessError),
    };
  });
}

type Measured = Omit<SystemReport, 'goals' | 'worst'>;

export function goals(report: Measured): Goal[] {
  const { floor, published, corpus, reliability, evasion, alarms, language } = report;
  const reductions = floor.map(({ errorReduction }) => errorReduction).sort((a, b) => a - b);
  const corpusAuc = (signal: 'solicitation' | 'scam' | 'distress' | 'threat' | 'sexual_advance') =>
    atLeast(`corpus, ${signal}: AUC`, corpus?.signals[signal]?.auc, 0.97);
  return [
    atLeast(
      'median share of the floor’s error that is gone',
      reductions.length > 0 ? quantile(reductions, 0.5) : undefined,
      LESS_ERROR,
    ),
    atLeast('least share of the floor’s error that is gone', reductions[0], 0),
    atLeast('OLID task A: macro-F1', published['olid-test']?.macroF1, 0.76),
    atLeast('EDOS task A: macro-F1', published.edos?.macroF1, 0.8),
    corpusAuc('solicitation'),
    atLeast(
      'corpus, unsolicited contact among direct messages: AUC',
      corpus?.clauses.unsolicited_contact?.aucDirect,
      0.97,
    ),
    corpusAuc('scam'),
    corpusAuc('distress'),
    corpusAuc('threat'),
    corpusAuc('sexual_advance'),
    atLeast('corpus, contrast pairs in the right order', corpus?.pairs.ordered, 0.85),
    atMost(
      'largest calibration error on the reference stream',
      largest(Object.values(reliability).map(({ ece }) => ece)),
      0.03,
    ),
    atMost('largest mean movement by an identity swap', largest(swapMeans(report)), 0.05),
    atMost(
      'largest loss of recall by a disguise, points',
      largest(kinds(evasion).map(({ lost }) => lost)),
      5,
    ),
    atMost(
      'most false positives added by a disguise, points',
      largest(kinds(evasion).map(({ added }) => added)),
      0.2,
    ),
    ...Object.entries(alarms).map(([source, figures]) => alarmGoal(source, figures)),
    atMost('share of English messages without signals', language.total.share, 0.002),
  ];
}

function kinds(evasion: SystemReport['evasion']) {
  return Object.values(evasion?.kinds ?? {});
}

function swapMeans({ identityTerms }: Measured): number[] {
  return Object.values(identityTerms.swaps).flatMap((signals) =>
    Object.values(signals).map(({ mean }) => mean),
  );
}

function alarmGoal(source: string, { review }: AlarmFigures): Goal {
  return atMost(`${source}: false alarms per 1,000`, review, 3);
}

function largest(values: readonly number[]): number | undefined {
  return values.length === 0 ? undefined : Math.max(...values);
}

function atLeast(goal: string, value: number | null | undefined, min: number): Goal {
  return { goal, min, value: value ?? null, reached: value == null ? null : value >= min };
}

function atMost(goal: string, value: number | null | undefined, max: number): Goal {
  return { goal, max, value: value ?? null, reached: value == null ? null : value <= max };
}
