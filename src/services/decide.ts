import type { Decision, Evaluation, Receipt } from '../domain/decision.js';
import type { Message } from '../domain/message.js';
import type {
  Calibration,
  DetectedLanguage,
  PipelineSpec,
  RawScores,
  ScoredPiece,
  ScoredText,
} from '../domain/model.js';
import type { PolicyContext } from '../domain/policy.js';
import { SIGNALS, type Signal, type SignalScore, type SignalScores } from '../domain/signal.js';
import { evaluate } from '../policy/evaluate.js';
import { deriveSolicited } from '../policy/solicited.js';
import { compileCalibration } from '../scoring/calibrate.js';
import type { PolicyVersion } from '../store/policies.js';
import { conductVersion } from '../version.js';

/** Everything a decision hangs on besides the message and its raw scores. */
export interface Judge {
  readonly pipeline: PipelineSpec;
  readonly calibration: Calibration;
  readonly policy: PolicyVersion;
  readonly calibrate: (signal: Signal, logit: number) => number;
}

/** What is answered about a message, and stored as answered. Holds no text. */
export interface Verdict {
  readonly signals: Readonly<Record<Signal, number | null>>;
  readonly language: DetectedLanguage;
  readonly decision: Decision;
  readonly receipt: Receipt;
}

export function createJudge(pipeline: PipelineSpec, calibration: Calibration, policy: PolicyVersion): Judge {
  return { pipeline, calibration, policy, calibrate: compileCalibration(calibration) };
}

/** calibrate → evaluate: pure, the same for live traffic, durable messages and the command line. */
export function decide(scored: ScoredText, message: Message, judge: Judge): Verdict {
  const { scores, evaluation, languageUncertain } = judgeScores(scored, policyContext(message), judge);
  const explained = scored.pieces
    ? explainEvaluation(evaluation, scored.raw, scored.pieces, judge)
    : evaluation;
  const { action, alert, incomplete, clauses } = explained;
  const decision: Decision = { action, alert, incomplete, languageUncertain, clauses };
  const signals = Object.fromEntries(SIGNALS.map((name) => [name, scores[name]?.score ?? null]));
  return {
    signals: signals as Verdict['signals'],
    language: scored.language,
    decision,
    receipt: writeReceipt(decision, judge),
  };
}

const NO_SCORES = Object.fromEntries(SIGNALS.map((name) => [name, null])) as Record<Signal, null>;

/**
 * Scores of a text that is not English are unavailable, never low: the models read nothing else. Where
 * English stands among other words its scores count only if they fire a clause; low ones say nothing
 * about the rest.
 */
function judgeScores({ raw, english = 'all' }: ScoredText, context: PolicyContext, judge: Judge) {
  const evaluated = (scores: SignalScores, languageUncertain: boolean) => ({
    scores,
    evaluation: evaluate(scores, context, judge.policy.policy),
    languageUncertain,
  });
  if (english === 'none') return evaluated(NO_SCORES, false);
  const scored = evaluated(calibrateScores(raw, judge), english !== 'all');
  return english === 'part' && !fires(scored.evaluation) ? evaluated(NO_SCORES, false) : scored;
}

/** Whether a score reached a threshold; what a policy does without scores is not meant. */
function fires({ clauses }: Evaluation): boolean {
  return clauses.some(({ score, action }) => score !== null && action !== 'allow');
}

/** Per signal the larger raw output of the two views, calibrated; null where the model gives none. */
function calibrateScores(raw: RawScores, { pipeline, calibrate }: Judge): SignalScores {
  const scores: Partial<Record<Signal, SignalScore | null>> = {};
  for (const signal of SIGNALS) {
    const column = pipeline.labels.indexOf(signal);
    const original = raw.original[column];
    const folded = raw.folded?.[column];
    if (original === undefined) scores[signal] = null;
    else if (folded !== undefined && folded > original) {
      scores[signal] = { score: calibrate(signal, folded), view: 'folded' };
    } else scores[signal] = { score: calibrate(signal, original), view: 'original' };
  }
  return scores as SignalScores;
}

/** Below this there is nothing to explain. */
const EXPLAINED_MIN = 0.2;
/** Where no piece's removal lowers the raw output by this much, no part of the text carries the score. */
const DROP_MIN = 0.25;
/** A piece carries the score where its removal costs at least this share of what the weightiest one costs. */
const DROP_SHARE_MIN = 0.5;
const SPANS_MAX = 8;

/**
 * Adds to each clause the pieces that carry its strongest signal, with the score that would remain
 * without each. Weighed by raw outputs: near 0 and 1 probabilities hardly move whatever is removed.
 */
function explainEvaluation(
  evaluation: Evaluation,
  whole: RawScores,
  pieces: readonly ScoredPiece[],
  judge: Judge,
): Evaluation {
  const scores = pieces.map((piece) => calibrateScores(piece.raw, judge));
  const clauses = evaluation.clauses.map((clause) => {
    const strongest = clause.signals[0];
    if (strongest === undefined) return clause;
    if (strongest.score < EXPLAINED_MIN) return { ...clause, spans: [] };
    const column = judge.pipeline.labels.indexOf(strongest.name);
    const drops = pieces.map((piece) => larger(whole, column) - larger(piece.raw, column));
    const dropMin = Math.max(DROP_MIN, DROP_SHARE_MIN * Math.max(...drops));
    const spans = pieces
      .map(({ begin, end }, i) => ({
        begin,
        end,
        remaining: Math.max(...clause.signals.map(({ name }) => scores[i]![name]?.score ?? 0)),
        drop: drops[i]!,
      }))
      .filter(({ drop }) => drop >= dropMin)
      .sort((x, y) => y.drop - x.drop)
      .slice(0, SPANS_MAX)
      .sort((x, y) => x.begin - y.begin)
      .map(({ begin, end, remaining }) => ({ begin, end, remaining }));
    return { ...clause, spans };
  });
  return { ...evaluation, clauses };
}

/** The raw output that counts: the larger of the two views. */
const larger = ({ original, folded }: RawScores, column: number) =>
  Math.max(original[column]!, folded?.[column] ?? -Infinity);

/** What the policy's conditions may ask of a message; what is not known stays undefined. */
function policyContext(message: Message): PolicyContext {
  return {
    channelType: message.channelType,
    channelTags: message.channelTags,
    recipients: message.recipients,
    solicited: isSolicited(message),
  };
}

/** What the caller says of it, else what the conversation before it does; undefined where neither is known. */
const isSolicited = ({ solicited, context, authorId }: Message): boolean | undefined =>
  solicited ?? deriveSolicited(context, authorId);

/** The message with what its context says written into it, to decide about it more than once. */
export function withSolicited(message: Message): Message {
  const solicited = isSolicited(message);
  return solicited === undefined ? message : { ...message, solicited };
}

const runtime = { conduct: conductVersion, node: process.version };

function writeReceipt(decision: Decision, { pipeline, calibration, policy }: Judge): Receipt {
  return {
    pipeline: { id: pipeline.id, sha256: pipeline.sha256 },
    model: pipeline.model,
    calibration: calibration.id,
    policy: { name: policy.name, version: policy.version, sha256: policy.sha256 },
    clauses: decision.clauses.map(({ id, score, review, act, alert }) => ({
      id,
      score,
      ...(review !== undefined && { review }),
      ...(act !== undefined && { act }),
      ...(alert !== undefined && { alert }),
    })),
    runtime,
  };
}
