import { SIGNALS } from '../domain/signal.js';
import type { Interval } from './bootstrap.js';
import { joined, table, type Cell } from './markdown.js';
import { renderCorpus } from './render-corpus.js';
import { renderAlarms, renderWorst } from './render-errors.js';
import type { Report, SystemReport } from './report.js';
import { COLUMNS } from './sets.js';

type Systems = readonly (readonly [name: string, report: SystemReport])[];

/**
 * The report as a Markdown document, systems side by side.
 * @param plots paths of the plots, relative to the document
 */
export function renderReport(report: Report, plots: readonly string[]): string {
  const systems = Object.entries(report.systems);
  return joined([
    '# Evaluation',
    renderHead(report, systems),
    '## Goals',
    'Empty: the run does not give the figure.',
    renderGoals(systems),
    renderFloor(systems),
    '## Signals',
    'ROC AUC with the central 95 % of the bootstrap.',
    renderAucs(systems),
    ...renderSignalDetails(systems),
    '## Calibration on the reference stream',
    'Expected calibration error in 15 bins of equal width (Naeini et al. 2015) on evaluation rows weighted to a stream of mostly ordinary messages, to which calibrated scores refer. The sets themselves, above, are full of violations.',
    renderReliability(systems),
    '## Macro-F1 on published tasks',
    'Thresholds come from the system, not from the set. Oracle: the best that any threshold could give on the set itself.',
    renderPublished(systems),
    '## Identity terms',
    ...renderIdentity(systems),
    '## Evasion',
    ...renderEvasion(systems),
    '## False alarms',
    ...renderAlarms(systems),
    ...renderCorpus(systems),
    '## Language',
    'English messages of which the system gave no signal at all.',
    renderLanguage(systems),
    '## Worst errors',
    'Highest-scored negatives and lowest-scored positives. Where a set’s licence does not allow to print a text, its id stands.',
    ...renderWorst(systems),
    plots.length > 0 && '## Plots',
    plots.map((path) => `![${path.replace(/^.*\/|\.svg$/g, '')}](${path})`).join('\n\n'),
  ]);
}

function renderHead(report: Report, systems: Systems): string {
  const rows = Object.values(report.sets).reduce((sum, count) => sum + count, 0);
  const identities = systems.map(([name, { identity, foldedShare }]) => {
    const parts = Object.entries(identity).map(([part, value]) => `${part} ${value}`);
    const percentOf = (share: number) => `${(100 * share).toFixed(1)} %`;
    const chat = foldedShare?.ordinaryChat ?? null;
    const ordinary = chat === null ? '' : ` (ordinary chat: ${percentOf(chat)})`;
    const folded =
      foldedShare === null
        ? ''
        : `; ${percentOf(foldedShare.all)} of the messages had a second view${ordinary}`;
    return `- **${name}**: ${parts.join(', ')}${folded}`;
  });
  const { policy, resamples, seed } = report;
  return `${rows} rows of ${Object.keys(report.sets).length} sets; policy ${policy.name} (${policy.sha256.slice(0, 12)}); ${resamples} resamples; seed ${JSON.stringify(seed)}.\n\n${identities.join('\n')}`;
}

function renderGoals(systems: Systems): string {
  const names = [...new Set(systems.flatMap(([, { goals }]) => goals.map(({ goal }) => goal)))];
  const rows = names.map((name) => {
    const found = systems.map(([, { goals }]) => goals.find(({ goal }) => goal === name));
    const { min, max } = found.find((goal) => goal !== undefined)!;
    const wanted = min === undefined ? `≤ ${max}` : `≥ ${min}`;
    const cells = found.map((goal) =>
      goal === undefined || goal.value === null ? null : `${goal.value.toFixed(3)} ${mark(goal.reached)}`,
    );
    return [name, wanted, ...cells];
  });
  return table({ goal: null, wanted: 0, ...perSystem(systems) }, rows);
}

function mark(reached: boolean | null): string {
  return reached === true ? '✓' : '✗';
}

function perSystem(systems: Systems, digits = 3): Record<string, number> {
  return Object.fromEntries(systems.map(([name]) => [name, digits]));
}

function renderFloor(systems: Systems): string {
  const keys = new Map(
    systems.flatMap(([, { floor }]) => floor.map((figure) => [`${figure.source} ${figure.column}`, figure])),
  );
  const rows = [...keys].map(([key, { source, column, floor, lessError, named }]) => {
    const cells = systems.map(([, report]) => {
      const figure = report.floor.find((other) => `${other.source} ${other.column}` === key);
      if (figure === undefined) return null;
      return `${figure.auc.toFixed(3)} (${percent(figure.errorReduction)}) ${mark(figure.reached)}`;
    });
    return [source, column, floor, lessError, named, ...cells];
  });
  const columns = {
    set: null,
    signal: null,
    'asked of the floor': 3,
    '40 % less error': 3,
    named: 3,
    ...perSystem(systems),
  };
  return `AUC against the floor, in brackets how much of the floor’s error is gone.\n\n${table(columns, rows)}`;
}

const percent = (share: number) => `${(100 * share).toFixed(0)} %`;

function* signalSets(systems: Systems) {
  for (const column of COLUMNS) {
    const sources = new Set(systems.flatMap(([, { signals }]) => Object.keys(signals[column] ?? {})));
    for (const source of [...sources].sort()) yield { column, source };
  }
}

function renderAucs(systems: Systems): string {
  const rows = [...signalSets(systems)].map(({ column, source }) => {
    const found = systems.map(([, { signals }]) => signals[column]?.[source]);
    const any = found.find((figures) => figures !== undefined)!;
    const cells = found.map((figures) => figures && withInterval(figures.auc, figures.interval.auc));
    return [column, source, any.rows, any.positives, ...cells];
  });
  return table({ signal: null, set: null, rows: 0, positives: 0, ...perSystem(systems) }, rows);
}

function withInterval(value: number | null, interval: Interval | undefined): string | null {
  if (value === null) return null;
  const [low, high] = interval ?? [];
  return low === undefined || high === undefined
    ? value.toFixed(3)
    : `${value.toFixed(3)} [${low.toFixed(3)}, ${high.toFixed(3)}]`;
}

function renderSignalDetails(systems: Systems): string[] {
  const columns = {
    set: null,
    system: null,
    'average precision': 3,
    'recall at 1 % false positives': 3,
    'at 5 %': 3,
    'calibration error on the set': 3,
  };
  return COLUMNS.flatMap((column) => {
    const rows = [...signalSets(systems)]
      .filter((set) => set.column === column)
      .flatMap(({ source }) =>
        systems.flatMap(([name, { signals }]) => {
          const figures = signals[column]?.[source];
          if (figures === undefined) return [];
          const { interval } = figures;
          const cells = (['averagePrecision', 'recallAt1', 'recallAt5', 'ece'] as const).map((figure) =>
            withInterval(figures[figure], interval[figure]),
          );
          return [[source, name, ...cells]];
        }),
      );
    return rows.length === 0 ? [] : [`### ${column}`, table(columns, rows)];
  });
}

function renderReliability(systems: Systems): string {
  const rows = SIGNALS.flatMap((signal) => {
    const found = systems.map(([, { reliability }]) => reliability[signal]);
    const any = found.find((reliability) => reliability !== undefined);
    return any === undefined ? [] : [[signal, any.rows, any.positives, ...found.map((one) => one?.ece)]];
  });
  return table({ signal: null, rows: 0, positives: 0, ...perSystem(systems) }, rows);
}

function renderPublished(systems: Systems): string {
  const rows = systems.flatMap(([name, { published }]) =>
    Object.values(published).flatMap((task) =>
      task === undefined
        ? []
        : [[task.task, name, task.column, task.threshold, task.rows, task.macroF1, task.oracle]],
    ),
  );
  const columns = {
    task: null,
    system: null,
    'asked for': null,
    threshold: 2,
    rows: 0,
    'macro-F1': 3,
    oracle: 3,
  };
  return table(columns, rows);
}

function renderIdentity(systems: Systems): string[] {
  const biases = systems.flatMap(([name, { identityTerms }]) =>
    Object.entries(identityTerms.summary).map(([kind, { min, median, worst }]): Cell[] => [
      name,
      kind,
      min,
      median,
      worst.map(({ term, auc }) => `${term} ${auc.toFixed(3)}`).join(', '),
    ]),
  );
  const swaps = systems.flatMap(([name, { identityTerms }]) =>
    Object.entries(identityTerms.swaps).flatMap(([source, signals]) =>
      Object.entries(signals).map(([signal, { texts, swaps: count, mean, p95 }]): Cell[] => [
        name,
        source,
        signal,
        texts,
        count,
        mean,
        p95,
      ]),
    ),
  );
  return [
    'AUC of toxicity by identity term on the template set (Borkan et al. 2019): within the term (subgroup), harmless texts with the term against toxic ones without (BPSN), toxic texts with it against harmless ones without (BNSP).',
    table({ system: null, AUC: null, lowest: 3, median: 3, 'worst five': null }, biases),
    'How far calibrated scores move when only the identity term is replaced by another of its kind.',
    table({ system: null, set: null, signal: null, texts: 0, swaps: 0, mean: 4, '95 %': 4 }, swaps),
  ];
}

function renderEvasion(systems: Systems): string[] {
  const rows = systems.flatMap(([name, { evasion }]) =>
    Object.entries(evasion?.kinds ?? {}).map(([kind, figures]): Cell[] => [
      kind,
      name,
      figures.toxic,
      figures.recall,
      figures.recallDisguised,
      figures.lost.toFixed(1),
      figures.ordinary,
      figures.added.toFixed(2),
    ]),
  );
  const toxicSource = systems.find(([, { evasion }]) => evasion !== null)?.[1].evasion?.toxicSource;
  if (toxicSource === undefined) return ['Disguised texts were not scored.'];
  const columns = {
    disguise: null,
    system: null,
    toxic: 0,
    recall: 3,
    disguised: 3,
    'points lost': 1,
    ordinary: 0,
    'false positives added, points': 2,
  };
  return [
    `Every word of four or more letters disguised, in toxic messages of ${toxicSource} and in ordinary chat; a message counts as found where the policy puts it before a human.`,
    table(
      columns,
      rows.sort(([a], [b]) => (a === b ? 0 : a! < b! ? -1 : 1)),
    ),
  ];
}

function renderLanguage(systems: Systems): string {
  const rows = systems.flatMap(([name, { language }]) =>
    Object.entries({ all: language.total, ...language.bySource }).map(([source, count]): Cell[] => [
      name,
      source,
      count.rows,
      count.unavailable,
      100 * count.share,
      count.uncertain,
    ]),
  );
  return table(
    { system: null, set: null, rows: 0, unavailable: 0, '%': 2, 'scored, but uncertain': 0 },
    rows,
  );
}
