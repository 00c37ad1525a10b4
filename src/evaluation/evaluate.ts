import type { Signal } from '../domain/signal.js';
import { alarmFigures, type TrueAlarm } from './alarms.js';
import { corpusFigures } from './corpus.js';
import { evasionFigures } from './evasion.js';
import { floorFigures, goals } from './goals.js';
import { identityFigures } from './identity.js';
import { languageFigures } from './language.js';
import { annotatedSets, measure, type SignalFigures } from './per-signal.js';
import type { Plan } from './plan.js';
import { publishedTasks } from './published.js';
import { rank, rocCurve } from './ranking.js';
import { presence, streamReliability, type Reliability } from './reference-stream.js';
import type { Curves, Report, SystemReport } from './report.js';
import { ORDINARY_CHAT, type Column } from './sets.js';
import type { Scored, System } from './system.js';
import { worstErrors } from './worst-errors.js';
import type { Judge } from '../services/decide.js';

export interface ReportOptions {
  readonly policy: Judge['policy'];
  /** Of the bootstrap; 0 leaves intervals out. */
  readonly resamples: number;
  readonly seed: string;
  readonly trueAlarms: readonly TrueAlarm[];
  readonly progress?: (system: string, done: number, total: number) => void;
}

/** Scores the plan's texts with each system, one after the other, and measures. */
export async function evaluateSystems(
  plan: Plan,
  systems: readonly System[],
  options: ReportOptions,
): Promise<{ report: Report; curves: Curves }> {
  const { policy, resamples, seed } = options;
  const reports: Record<string, SystemReport> = {};
  const curves: Curves = {};
  for (const system of systems) {
    const scored = await system.score(plan.items, (done, total) =>
      options.progress?.(system.name, done, total),
    );
    reports[system.name] = measureSystem(plan, system, scored, options);
    curves[system.name] = rocCurves(plan, scored);
  }
  const sets: Record<string, number> = {};
  for (const { source } of plan.rows) sets[source] = (sets[source] ?? 0) + 1;
  const { name, sha256 } = policy;
  const report: Report = { schema: 1, policy: { name, sha256 }, seed, resamples, sets, systems: reports };
  return { report: rounded(report), curves };
}

function measureSystem(plan: Plan, system: System, scored: Scored, options: ReportOptions): SystemReport {
  const { policy, trueAlarms } = options;
  const signals: Partial<Record<Column, Record<string, SignalFigures>>> = {};
  for (const set of annotatedSets(plan, scored)) {
    (signals[set.column] ??= {})[set.source] = measure(set, options.resamples, options.seed);
  }
  const measured = {
    identity: system.identity,
    labels: scored.labels,
    foldedShare: foldedShare(plan, scored),
    signals,
    reliability: reliability(plan, scored),
    published: Object.fromEntries(publishedTasks(plan, scored).map((task) => [task.source, task])),
    identityTerms: identityFigures(plan, scored),
    evasion: evasionFigures(plan, scored),
    alarms: alarmFigures(plan, scored, trueAlarms),
    corpus: corpusFigures(plan, scored, policy.policy),
    language: languageFigures(plan, scored),
    floor: floorFigures(signals),
  };
  return { ...measured, goals: goals(measured), worst: worstErrors(plan, scored) };
}

function foldedShare({ rows }: Plan, { folded }: Scored): SystemReport['foldedShare'] {
  if (folded === null) return null;
  const share = (items: readonly number[]) =>
    items.reduce((sum, item) => sum + folded[item]!, 0) / Math.max(1, items.length);
  const all = rows.map((_, item) => item);
  const chat = all.filter((item) => ORDINARY_CHAT.includes(rows[item]!.source));
  return { all: share(all), ordinaryChat: chat.length === 0 ? null : share(chat) };
}

function reliability({ rows }: Plan, scored: Scored): SystemReport['reliability'] {
  const measured: Partial<Record<Signal, Reliability>> = {};
  for (const [signal, scores] of scored.calibrated) {
    const stream = rows.map(({ source, labels }, item) => ({
      source,
      positive: presence(signal, source, labels),
      score: scores[item]!,
    }));
    const found = streamReliability(signal, stream);
    if (found !== null) measured[signal] = found;
  }
  return measured;
}

/** Corners nearer than this to the last one drawn are not drawn: in recall, and in powers of ten of the rate. */
const RECALL_STEP = 0.005;
const RATE_STEP = 0.01;

function thinned(corners: readonly [number, number][]): [number, number][] {
  const kept: [number, number][] = [];
  corners.forEach(([rate, recall], i) => {
    const [lastRate, lastRecall] = kept.at(-1) ?? [0, -1];
    const far = recall - lastRecall >= RECALL_STEP || Math.log10(rate / lastRate) >= RATE_STEP;
    if (far || i === corners.length - 1) kept.push([rate, recall]);
  });
  return kept;
}

function rocCurves(plan: Plan, scored: Scored): Curves[string] {
  const curves: Curves[string] = {};
  for (const { column, source, raw, truth } of annotatedSets(plan, scored)) {
    (curves[column] ??= {})[source] = thinned(rocCurve(rank(raw, truth)));
  }
  return curves;
}

function rounded(report: Report): Report {
  const text = JSON.stringify(report, (_key, value: unknown) =>
    typeof value === 'number' ? Math.round(value * 1e4) / 1e4 : value,
  );
  return JSON.parse(text) as Report;
}
