import { table, type Cell } from './markdown.js';
import type { SystemReport } from './report.js';

type Systems = readonly (readonly [name: string, report: SystemReport])[];

/** The part of the document about the project's own corpus; nothing where no system scored it. */
export function renderCorpus(systems: Systems): string[] {
  const known = systems.flatMap(([name, { corpus }]) => (corpus === null ? [] : [[name, corpus] as const]));
  if (known.length === 0) return [];
  const signals = known.flatMap(([name, { signals: figures }]) =>
    Object.entries(figures).map(([signal, one]): Cell[] => [
      signal,
      name,
      one.positives,
      one.auc,
      one.averagePrecision,
      one.threshold,
      one.recall,
      one.falsePositiveRate,
    ]),
  );
  const clauses = known.flatMap(([name, { clauses: figures }]) =>
    Object.entries(figures).map(([clause, one]): Cell[] => [
      clause,
      name,
      one.positives,
      one.auc,
      one.aucDirect,
      one.recall,
      one.falsePositiveRate,
    ]),
  );
  const slices = known.flatMap(([name, { slices: figures }]) =>
    Object.entries(figures).map(([slice, one]): Cell[] => [
      slice,
      name,
      one.violations,
      one.missRate,
      one.harmless,
      one.falseAlarmRate,
    ]),
  );
  const pairs = known.map(([name, { pairs: one }]): Cell[] => [
    name,
    one.signalPairs,
    one.signalPairsGiven,
    one.ordered,
    one.orderedGiven,
    one.decided,
    one.clausePairs,
    one.clausesRight,
  ]);
  return [
    '## The corpus’s test split',
    `${known[0]![1].rows} messages. Signals, at the threshold from which the signal alone puts a message before a human:`,
    table(
      {
        signal: null,
        system: null,
        positives: 0,
        AUC: 3,
        'average precision': 3,
        threshold: 2,
        recall: 3,
        'false positives': 3,
      },
      byName(signals),
    ),
    'Clauses in the context of each message (0 where a clause does not apply):',
    table(
      {
        clause: null,
        system: null,
        positives: 0,
        AUC: 3,
        'AUC in direct messages': 3,
        recall: 3,
        'false positives': 3,
      },
      byName(clauses),
    ),
    'Slices: share of the violations missed and of the harmless messages put before a human, alert-only clauses aside:',
    table(
      { slice: null, system: null, violations: 0, missed: 3, harmless: 0, 'false alarms': 3 },
      byName(slices),
    ),
    'Contrast pairs. Ordered: for every signal that flips the half labelled 1 scores higher. Decided: and both halves lie on the right side of the threshold. Clauses right: every clause that flips fires on the right half only. A signal that the system does not give counts as wrong:',
    table(
      {
        system: null,
        'pairs with signals': 0,
        'all given': 0,
        ordered: 3,
        'ordered, of those given': 3,
        decided: 3,
        'pairs with clauses': 0,
        'clauses right': 3,
      },
      pairs,
    ),
  ];
}

/** The systems of one signal, clause or slice together; otherwise in the order they came in. */
function byName(rows: readonly Cell[][]): Cell[][] {
  const names = [...new Set(rows.map(([name]) => name))];
  return names.flatMap((name) => rows.filter(([other]) => other === name));
}
