import type { Policy } from '../domain/policy.js';
import { SIGNALS, type Signal } from '../domain/signal.js';
import { rankingFigures, rank, rocAuc } from './ranking.js';
import type { Plan } from './plan.js';
import type { Row } from './rows.js';
import { CORPUS } from './sets.js';
import type { Scored } from './system.js';
import { reviewThreshold } from './thresholds.js';

export interface CorpusFigures {
  readonly rows: number;
  readonly signals: Readonly<Partial<Record<Signal, CorpusSignal>>>;
  readonly clauses: Readonly<Record<string, CorpusClause>>;
  readonly slices: Readonly<Record<string, CorpusSlice>>;
  readonly pairs: CorpusPairs;
}

interface CorpusSignal {
  readonly positives: number;
  readonly auc: number;
  readonly averagePrecision: number;
  /** From which the signal alone puts a message before a human (`reviewThreshold`). */
  readonly threshold: number | null;
  readonly recall: number | null;
  readonly falsePositiveRate: number | null;
}

/** A clause in the context of each message; where it does not apply its score counts as 0. */
interface CorpusClause {
  readonly positives: number;
  readonly auc: number | null;
  /** Among direct and group messages only, for clauses about them. */
  readonly aucDirect: number | null;
  readonly recall: number;
  readonly falsePositiveRate: number;
}

/** Whether messages are put before a human that should be, and only they. Alert-only clauses stay out. */
interface CorpusSlice {
  readonly violations: number;
  /** Share of the violations that were missed; null where there are none. */
  readonly missRate: number | null;
  readonly harmless: number;
  readonly falseAlarmRate: number | null;
}

/** Contrast pairs: messages that differ in one phrase or in their context only. */
interface CorpusPairs {
  /** Pairs in which some signal's label flips, and in how many the system gives each such signal. */
  readonly signalPairs: number;
  readonly signalPairsGiven: number;
  /** Share of pairs in which, for every signal that flips, the half labelled 1 scores higher. */
  readonly ordered: number;
  /** The same among the pairs whose flipping signals the system gives; null where there are none. */
  readonly orderedGiven: number | null;
  /** Share in which, moreover, both halves lie on the right side of the signal's review threshold. */
  readonly decided: number;
  /** Pairs in which some clause flips, and the share in which each of them fires on the right half only. */
  readonly clausePairs: number;
  readonly clausesRight: number;
}

/** Null where the corpus was not scored. */
export function corpusFigures(plan: Plan, scored: Scored, policy: Policy): CorpusFigures | null {
  const items = plan.rows.flatMap(({ source }, item) =>
    source === CORPUS && scored.outcomes[item] !== undefined ? [item] : [],
  );
  if (items.length === 0) return null;
  const corpus: Corpus = { rows: plan.rows, items, scored, policy };
  return {
    rows: items.length,
    signals: signalFigures(corpus),
    clauses: clauseFigures(corpus),
    slices: sliceFigures(corpus),
    pairs: pairFigures(corpus),
  };
}

interface Corpus {
  readonly rows: readonly Row[];
  readonly items: readonly number[];
  readonly scored: Scored;
  readonly policy: Policy;
}

function signalFigures({ rows, items, scored, policy }: Corpus): CorpusFigures['signals'] {
  const figures: Partial<Record<Signal, CorpusSignal>> = {};
  for (const signal of SIGNALS) {
    const raw = scored.raw.get(signal);
    const scores = scored.calibrated.get(signal);
    if (raw === undefined || scores === undefined) continue;
    const labelled = items.filter((item) => rows[item]!.labels[signal] !== undefined);
    const truth = labelled.map((item) => rows[item]!.labels[signal]! >= 0.5);
    const ranking = rankingFigures(
      rank(
        labelled.map((item) => raw[item]!),
        truth,
      ),
    );
    if (ranking === null) continue;
    const threshold = reviewThreshold(policy, signal);
    const rates = shares(
      truth,
      labelled.map((item) => scores[item]! >= (threshold ?? NaN)),
    );
    figures[signal] = {
      positives: truth.filter(Boolean).length,
      auc: ranking.auc,
      averagePrecision: ranking.averagePrecision,
      threshold: threshold ?? null,
      recall: threshold === undefined ? null : rates.recall,
      falsePositiveRate: threshold === undefined ? null : rates.falsePositiveRate,
    };
  }
  return figures;
}

function clauseFigures({ rows, items, scored, policy }: Corpus): CorpusFigures['clauses'] {
  const figures = policy.clauses.flatMap(({ id }) => {
    // A system that gives none of a clause's signals has no opinion on it.
    if (items.every((item) => (scored.outcomes[item]!.clauseScores[id] ?? null) === null)) return [];
    const score = (item: number) => scored.outcomes[item]!.clauseScores[id] ?? 0;
    const breaks = (item: number) => rows[item]!.corpus!.clauses.includes(id);
    const auc = (among: readonly number[]) => rocAuc(among.map(score), among.map(breaks));
    const direct = items.filter((item) => /^(?:group_)?dm$/.test(rows[item]!.message.channelType ?? ''));
    const onlyDirect = items.filter(breaks).every((item) => direct.includes(item));
    const truth = items.map(breaks);
    const rates = shares(
      truth,
      items.map((item) => scored.outcomes[item]!.fired.includes(id)),
    );
    const measured = [
      id,
      {
        positives: truth.filter(Boolean).length,
        auc: auc(items),
        aucDirect: onlyDirect ? auc(direct) : null,
        ...rates,
      },
    ] as const;
    return [measured];
  });
  return Object.fromEntries(figures);
}

function shares(truth: readonly boolean[], flagged: readonly boolean[]) {
  const share = (wanted: boolean) => {
    const among = flagged.filter((_, i) => truth[i] === wanted);
    return among.length === 0 ? 0 : among.filter(Boolean).length / among.length;
  };
  return { recall: share(true), falsePositiveRate: share(false) };
}

function sliceFigures({ rows, items, scored, policy }: Corpus): CorpusFigures['slices'] {
  const alertOnly = new Set(
    policy.clauses.flatMap((clause) => (clause.alertOnly === true ? [clause.id] : [])),
  );
  const violates = (item: number) => rows[item]!.corpus!.clauses.some((id) => !alertOnly.has(id));
  const flagged = (item: number) => scored.outcomes[item]!.action !== 'allow';
  const slice = (among: readonly number[]): CorpusSlice => {
    const violations = among.filter(violates);
    const harmless = among.filter((item) => !violates(item));
    const share = (of: readonly number[], test: (item: number) => boolean) =>
      of.length === 0 ? null : of.filter(test).length / of.length;
    return {
      violations: violations.length,
      missRate: share(violations, (item) => !flagged(item)),
      harmless: harmless.length,
      falseAlarmRate: share(harmless, flagged),
    };
  };
  const names = [...new Set(items.flatMap((item) => rows[item]!.corpus!.slices))].sort();
  return {
    all: slice(items),
    ...Object.fromEntries(
      names.map((name) => [name, slice(items.filter((item) => rows[item]!.corpus!.slices.includes(name)))]),
    ),
  };
}

function pairFigures(corpus: Corpus): CorpusPairs {
  const halves = new Map<string, number[]>();
  for (const item of corpus.items) {
    const { pair } = corpus.rows[item]!.corpus!;
    if (pair !== undefined) halves.set(pair, [...(halves.get(pair) ?? []), item]);
  }
  const pairs = [...halves.values()].filter((pair): pair is [number, number] => pair.length === 2);
  const signals = pairs.map((pair) => comparePair(corpus, pair)).filter((result) => result !== null);
  const given = signals.filter((pair) => pair.given);
  const clauses = pairs.map((pair) => clausesRight(corpus, pair)).filter((right) => right !== null);
  const share = (flags: readonly boolean[]) =>
    flags.length === 0 ? 0 : flags.filter(Boolean).length / flags.length;
  return {
    signalPairs: signals.length,
    signalPairsGiven: given.length,
    ordered: share(signals.map(({ ordered }) => ordered)),
    orderedGiven: given.length === 0 ? null : share(given.map(({ ordered }) => ordered)),
    decided: share(signals.map(({ decided }) => decided)),
    clausePairs: clauses.length,
    clausesRight: share(clauses),
  };
}

/** Null where no signal's label flips. A signal that the system does not give tells no pair apart. */
function comparePair({ rows, scored, policy }: Corpus, [a, b]: readonly [number, number]) {
  const flips = SIGNALS.flatMap((signal) => {
    const [x, y] = [rows[a]!.labels[signal], rows[b]!.labels[signal]];
    if (x === undefined || y === undefined || x === y) return [];
    const [higher, lower] = x > y ? [a, b] : [b, a];
    const raw = scored.raw.get(signal);
    const scores = scored.calibrated.get(signal);
    if (raw === undefined || scores === undefined) return [{ given: false, ordered: false, decided: false }];
    const ordered = raw[higher]! > raw[lower]!;
    const threshold = reviewThreshold(policy, signal);
    // A signal that decides nothing has no side to be on.
    const decided =
      ordered && (threshold === undefined || (scores[higher]! >= threshold && scores[lower]! < threshold));
    return [{ given: true, ordered, decided }];
  });
  if (flips.length === 0) return null;
  return {
    given: flips.every(({ given }) => given),
    ordered: flips.every(({ ordered }) => ordered),
    decided: flips.every(({ decided }) => decided),
  };
}

/** Null where no clause flips. */
function clausesRight({ rows, scored }: Corpus, [a, b]: readonly [number, number]): boolean | null {
  const [x, y] = [rows[a]!.corpus!.clauses, rows[b]!.corpus!.clauses];
  const flips = [...x.filter((id) => !y.includes(id)), ...y.filter((id) => !x.includes(id))];
  if (flips.length === 0) return null;
  return flips.every(
    (id) =>
      scored.outcomes[a]!.fired.includes(id) === x.includes(id) &&
      scored.outcomes[b]!.fired.includes(id) === y.includes(id),
  );
}
