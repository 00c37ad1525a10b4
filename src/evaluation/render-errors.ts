import { ALARM_THRESHOLDS } from './alarms.js';
import { quoted, table, type Cell } from './markdown.js';
import type { SystemReport } from './report.js';

type Systems = readonly (readonly [name: string, report: SystemReport])[];

const ALARMS_SHOWN_MAX = 40;
const THRESHOLDS_SHOWN: readonly number[] = [0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95];

/** False alarms on ordinary chat: rates, curves, and the messages themselves. */
export function renderAlarms(systems: Systems): string[] {
  const totals = systems.flatMap(([name, { alarms }]) =>
    Object.entries(alarms).map(([source, figures]): Cell[] => [
      source,
      name,
      figures.rows,
      figures.trueAlarms,
      figures.review,
      figures.act,
      figures.alert,
      Object.entries(figures.byClause)
        .map(([id, rate]) => `${id} ${rate.toFixed(2)}`)
        .join(', '),
    ]),
  );
  const curves = systems.flatMap(([name, { alarms }]) =>
    Object.entries(alarms).flatMap(([source, figures]) =>
      Object.entries(figures.curves).flatMap(([signal, rates]): Cell[][] => {
        const shown = THRESHOLDS_SHOWN.map((threshold) => rates[ALARM_THRESHOLDS.indexOf(threshold)]);
        return shown.every((rate) => rate === 0) ? [] : [[source, name, signal, ...shown]];
      }),
    ),
  );
  const thresholds = Object.fromEntries(THRESHOLDS_SHOWN.map((threshold) => [`≥ ${threshold}`, 2]));
  return [
    'Per 1,000 messages of ordinary chat under the default policy in a public channel, true alarms left out.',
    table(
      { set: null, system: null, rows: 0, 'true alarms': 0, review: 2, act: 2, alert: 2, 'by clause': null },
      totals,
    ),
    'By signal and score, per 1,000 messages; rows of zeros are left out.',
    table({ set: null, system: null, signal: null, ...thresholds }, curves),
    ...systems.flatMap(([name, { alarms }]) => renderAlarmList(name, alarms)),
  ];
}

function renderAlarmList(name: string, alarms: SystemReport['alarms']): string[] {
  const all = Object.entries(alarms).flatMap(([source, figures]) =>
    figures.alarms.map(({ id, clauses, text }): Cell[] => {
      const fired = Object.entries(clauses).map(([clause, score]) => `${clause} ${score ?? ''}`);
      return [source, fired.join(', '), quoted(text, id)];
    }),
  );
  if (all.length === 0) return [];
  const left = all.length - ALARMS_SHOWN_MAX;
  return [
    `### Alarms of ${name}`,
    table({ set: null, clauses: null, message: null }, all.slice(0, ALARMS_SHOWN_MAX)),
    left > 0 ? `And ${left} more, in report.json.` : '',
  ];
}

/** The ten worst errors each way, of each signal. */
export function renderWorst(systems: Systems): string[] {
  return systems.flatMap(([name, { worst }]) =>
    Object.entries(worst).flatMap(([signal, { negatives, positives }]) => {
      const rows = [
        ...negatives.map((error): Cell[] => ['no', error.score, error.source, quoted(error.text, error.id)]),
        ...positives.map((error): Cell[] => ['yes', error.score, error.source, quoted(error.text, error.id)]),
      ];
      return [`### ${name}: ${signal}`, table({ label: null, score: 3, set: null, message: null }, rows)];
    }),
  );
}
