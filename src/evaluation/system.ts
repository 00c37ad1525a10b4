import type { Action } from '../domain/decision.js';
import type { PipelineSpec, ScoredText } from '../domain/model.js';
import { SIGNALS, TARGETS, type ModelLabel, type Signal } from '../domain/signal.js';
import type { Pipeline } from '../scoring/pipeline.js';
import { createJudge, decide, type Judge, type Verdict } from '../services/decide.js';
import { readJsonLines, type Item } from './rows.js';

/** What a system said of one text under the default policy. */
export interface Outcome {
  readonly action: Action;
  readonly alert: boolean;
  /** Ids of the clauses that fired. */
  readonly fired: readonly string[];
  /** Score by clause that applies in the context of the message; null where it has none. */
  readonly clauseScores: Readonly<Record<string, number | null>>;
  /** Whether the system gives no signal of this text at all. */
  readonly unavailable: boolean;
  /** Whether the scores stand although detection spoke against English. */
  readonly languageUncertain: boolean;
}

/** Everything a system said, by the place of a text in the list of items. */
export interface Scored {
  readonly labels: readonly ModelLabel[];
  /** What the system ranks by: for models the larger logit of the two views; NaN where missing. */
  readonly raw: ReadonlyMap<ModelLabel, Float64Array>;
  /** Calibrated scores in [0, 1]; NaN where missing. */
  readonly calibrated: ReadonlyMap<Signal, Float64Array>;
  /** Raw output from which a label is likelier than not, by the system's own account. */
  readonly even: (label: ModelLabel) => number;
  readonly outcomes: readonly (Outcome | undefined)[];
  /** By text: 1 where the folded view differs and was scored too; null where nothing is folded. */
  readonly folded: Uint8Array | null;
}

export type Progress = (done: number, total: number) => void;

/** A model of ours, or the scores that another system gave. */
export interface System {
  readonly name: string;
  /** What identifies it beside its name. */
  readonly identity: Readonly<Record<string, string>>;
  score(items: readonly Item[], progress?: Progress): Promise<Scored>;
}

/** Texts of like length are scored together: padding costs time. */
const CHUNK = 256;

/** A model behind the real pipeline: normalised, both views, calibrated, decided under `policy`. */
export function pipelineSystem(pipeline: Pipeline, policy: Judge['policy']): System {
  const { spec } = pipeline;
  const judge = createJudge(spec, spec.calibration, policy);
  return {
    name: spec.model.name,
    identity: { pipeline: spec.id, model: spec.model.sha256, calibration: spec.calibration.id },
    async score(items, progress) {
      const collected = collect(spec.labels, items.length);
      const order = items.map((_, i) => i).sort((a, b) => lengthOf(items[a]!) - lengthOf(items[b]!));
      const folded = new Uint8Array(items.length);
      for (let from = 0; from < order.length; from += CHUNK) {
        const chunk = order.slice(from, from + CHUNK);
        const messages = chunk.map((i) => items[i]!.message);
        const scored = (await pipeline.score(messages, 'batch'))!;
        scored.forEach((text, at) => {
          const item = chunk[at]!;
          if (text.raw.folded !== null) folded[item] = 1;
          collected.add(item, largerView(text), decide(text, items[item]!.message, judge));
        });
        progress?.(from + chunk.length, items.length);
      }
      const even: Partial<Record<ModelLabel, number>> = spec.calibration.even ?? {};
      return collected.scored((label) => even[label] ?? 0, folded);
    },
  };
}

function lengthOf({ message }: Item): number {
  return message.text.length;
}

function largerView({ raw: { original, folded } }: ScoredText): Float32Array {
  return folded === null ? original : original.map((logit, i) => Math.max(logit, folded[i]!));
}

/**
 * Another system, by the scores it gave: NDJSON `{source, id, signals: {name: score in [0, 1]}}`, every
 * line with the same names. Its scores pass the same policy as a model's.
 * @throws Error naming the line that is malformed
 */
export async function readScores(name: string, file: string, policy: Judge['policy']): Promise<System> {
  const lines = new Map<string, Float32Array>();
  let labels: ModelLabel[] | undefined;
  for await (const [number, value] of readJsonLines(file)) {
    const { source, id, signals } = value as { source: string; id: string; signals: Record<string, number> };
    const where = `scores of ${name}, line ${number}`;
    labels ??= checkLabels(Object.keys(signals), where);
    lines.set(keyOf(source, id), readLine(signals, labels, where));
  }
  if (labels === undefined) throw new Error(`scores of ${name}: there are none`);
  const known = labels;
  const judge = identityJudge(name, known, policy);
  return {
    name,
    identity: { scores: 'read from a file, not calibrated here' },
    score(items) {
      const collected = collect(known, items.length);
      items.forEach(({ source, id, message }, item) => {
        const raw = lines.get(keyOf(source, id));
        if (raw === undefined) return;
        const text = {
          raw: { original: raw, folded: null },
          stage: name,
          language: { code: null, confidence: 0 },
        };
        collected.add(item, raw, decide(text, message, judge));
      });
      return Promise.resolve(collected.scored(() => 0.5, null));
    },
  };
}

function keyOf(source: string, id: string): string {
  return `${source}\n${id}`;
}

function checkLabels(names: readonly string[], where: string): ModelLabel[] {
  const known: readonly string[] = [...SIGNALS, ...TARGETS];
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) throw new Error(`${where}: ${JSON.stringify(unknown)} is no signal`);
  return names as ModelLabel[];
}

function readLine(signals: Record<string, number>, labels: readonly ModelLabel[], where: string) {
  if (Object.keys(signals).length !== labels.length)
    throw new Error(`${where}: not the first line's signals`);
  return Float32Array.from(labels, (label) => {
    const score = signals[label];
    // Written so that NaN fails too.
    if (!(score !== undefined && score >= 0 && score <= 1)) {
      throw new Error(`${where}: ${label} must be a number in [0, 1]`);
    }
    return score;
  });
}

/** Decides on scores as they are. */
function identityJudge(name: string, labels: readonly ModelLabel[], policy: Judge['policy']): Judge {
  const map = {
    method: 'piecewise' as const,
    knots: [
      [0, 0],
      [1, 1],
    ] as const,
  };
  const signals = labels.filter((label): label is Signal => (SIGNALS as readonly string[]).includes(label));
  const calibration = {
    id: 'identity',
    signals: Object.fromEntries(signals.map((signal) => [signal, map])),
  };
  const spec: PipelineSpec = {
    id: name,
    sha256: '',
    normaliser: '',
    model: { name, sha256: '' },
    stages: [name],
    labels,
    calibration,
  };
  return createJudge(spec, calibration, policy);
}

/** Gathers what is said of single texts into columns. */
function collect(labels: readonly ModelLabel[], count: number) {
  const column = () => new Float64Array(count).fill(NaN);
  const raw = new Map(labels.map((label) => [label, column()]));
  const signals = SIGNALS.filter((signal) => labels.includes(signal));
  const calibrated = new Map(signals.map((signal) => [signal, column()]));
  const outcomes = new Array<Outcome | undefined>(count);
  return {
    add(item: number, logits: Float32Array, verdict: Verdict): void {
      labels.forEach((label, i) => (raw.get(label)![item] = logits[i]!));
      for (const [signal, values] of calibrated) values[item] = verdict.signals[signal] ?? NaN;
      outcomes[item] = outcomeOf(verdict);
    },
    scored: (even: Scored['even'], folded: Uint8Array | null): Scored => ({
      labels,
      raw,
      calibrated,
      even,
      outcomes,
      folded,
    }),
  };
}

function outcomeOf({ decision, signals }: Verdict): Outcome {
  const applicable = decision.clauses.filter(({ status }) => status !== 'notApplicable');
  return {
    action: decision.action,
    alert: decision.alert,
    fired: applicable.filter(({ action }) => action !== 'allow').map(({ id }) => id),
    clauseScores: Object.fromEntries(applicable.map(({ id, score }) => [id, score])),
    unavailable: SIGNALS.every((signal) => signals[signal] === null),
    languageUncertain: decision.languageUncertain,
  };
}
