import { LineChart } from 'echarts/charts';
import { GridComponent, LegendComponent, TitleComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { SIGNALS } from '../domain/signal.js';
import { ALARM_THRESHOLDS } from './alarms.js';
import type { Curves, Report } from './report.js';
import { COLUMNS } from './sets.js';

use([LineChart, GridComponent, LegendComponent, TitleComponent, SVGRenderer]);

type Point = [x: number, y: number];

interface Panel {
  readonly title: string;
  /** Points by system. */
  readonly lines: Readonly<Record<string, readonly Point[]>>;
}

interface Axis {
  readonly name: string;
  readonly min: number;
  readonly max?: number;
  readonly log?: boolean;
}

interface Chart {
  readonly title: string;
  readonly panels: readonly Panel[];
  readonly x: Axis;
  readonly y: Axis;
  /** Draws the line y = x, where a calibrated system lies. */
  readonly diagonal?: boolean;
}

/** False positive rates below this are drawn at it. */
const RATE_MIN = 0.001;
/** Fewer false alarms per 1,000 than this are drawn at it. */
const ALARMS_MIN = 0.1;

/**
 * The plots of a report as SVG, by file name: ROC curves and false alarms (one panel a set) and reliability,
 * one file a signal, systems side by side.
 */
export function drawPlots(report: Report, curves: Curves): Map<string, string> {
  const names = Object.keys(report.systems);
  const plots = new Map<string, string>();
  const add = (file: string, chart: Chart) => {
    if (chart.panels.length > 0) plots.set(`${file}.svg`, drawChart(chart, names));
  };
  for (const column of COLUMNS) add(`roc-${column}`, rocChart(column, curves));
  for (const signal of SIGNALS) {
    add(`reliability-${signal}`, reliabilityChart(signal, report));
    add(`alarms-${signal}`, alarmChart(signal, report));
  }
  return plots;
}

function rocChart(column: (typeof COLUMNS)[number], curves: Curves): Chart {
  const systems = Object.entries(curves);
  const sources = new Set(systems.flatMap(([, columns]) => Object.keys(columns[column] ?? {})));
  return {
    title: `${column}: recall against false positive rate`,
    x: { name: 'false positive rate', min: RATE_MIN, max: 1, log: true },
    y: { name: 'recall', min: 0, max: 1 },
    panels: [...sources].sort().map((source) => ({
      title: source,
      lines: linesOf(systems, (columns) =>
        columns[column]?.[source]?.map(([rate, recall]): Point => [Math.max(rate, RATE_MIN), recall]),
      ),
    })),
  };
}

function reliabilityChart(signal: (typeof SIGNALS)[number], report: Report): Chart {
  const lines = linesOf(Object.entries(report.systems), ({ reliability }) =>
    reliability[signal]?.bins.map(({ confidence, accuracy }): Point => [confidence, accuracy]),
  );
  return {
    title: `${signal}: share of positives by calibrated score`,
    x: { name: 'calibrated score', min: 0, max: 1 },
    y: { name: 'share of positives', min: 0, max: 1 },
    panels: Object.keys(lines).length === 0 ? [] : [{ title: 'reference stream', lines }],
    diagonal: true,
  };
}

function alarmChart(signal: (typeof SIGNALS)[number], report: Report): Chart {
  const systems = Object.entries(report.systems);
  const sources = new Set(systems.flatMap(([, { alarms }]) => Object.keys(alarms)));
  const panels = [...sources].map((source) => ({
    title: source,
    lines: linesOf(systems, ({ alarms }) =>
      alarms[source]?.curves[signal]?.map((rate, i): Point => [
        ALARM_THRESHOLDS[i]!,
        Math.max(rate, ALARMS_MIN),
      ]),
    ),
  }));
  return {
    title: `${signal}: false alarms per 1,000 messages by threshold`,
    x: { name: 'threshold', min: 0, max: 1 },
    y: { name: 'per 1,000', min: ALARMS_MIN, max: 1000, log: true },
    panels: panels.filter(({ lines }) => Object.keys(lines).length > 0),
  };
}

function linesOf<T>(
  systems: readonly (readonly [string, T])[],
  pointsOf: (system: T) => readonly Point[] | undefined,
): Record<string, readonly Point[]> {
  return Object.fromEntries(
    systems.flatMap(([name, system]) => {
      const points = pointsOf(system);
      return points === undefined ? [] : [[name, points]];
    }),
  );
}

/** Told apart by the colour-blind too (Okabe and Ito 2008). */
const COLOURS = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00', '#56b4e9', '#000'];
const COLUMNS_MAX = 3;
const PANEL = { width: 320, height: 270 };
const HEAD = 70;

function drawChart({ title, panels, x, y, diagonal }: Chart, names: readonly string[]): string {
  const columns = Math.min(COLUMNS_MAX, panels.length);
  const width = Math.max(2, columns) * PANEL.width;
  const height = HEAD + Math.ceil(panels.length / columns) * PANEL.height;
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height });
  const at = panels.map((_, i) => ({
    left: (i % columns) * PANEL.width + 55,
    top: HEAD + Math.floor(i / columns) * PANEL.height + 25,
  }));
  chart.setOption({
    animation: false,
    backgroundColor: '#fff',
    color: COLOURS,
    title: [
      { text: title, left: 10, top: 8, textStyle: { fontSize: 15 } },
      ...panels.map((panel, i) => ({
        text: panel.title,
        left: at[i]!.left,
        top: at[i]!.top - 24,
        textStyle: { fontSize: 12 },
      })),
    ],
    legend: { data: [...names], left: 10, top: 34 },
    grid: at.map((place) => ({ ...place, width: PANEL.width - 80, height: PANEL.height - 85 })),
    xAxis: panels.map((_, gridIndex) => ({ gridIndex, ...axisOption(x), nameGap: 24 })),
    yAxis: panels.map((_, gridIndex) => ({ gridIndex, ...axisOption(y), nameGap: 38 })),
    series: panels.flatMap((panel, i) => [
      ...names.flatMap((name) => lineSeries(name, panel.lines[name], i)),
      ...(diagonal === true ? [diagonalSeries(i)] : []),
    ]),
  });
  const svg = chart.renderToSVGString();
  chart.dispose();
  return svg;
}

function axisOption({ name, min, max, log }: Axis) {
  return {
    type: log === true ? ('log' as const) : ('value' as const),
    name,
    nameLocation: 'middle' as const,
    min,
    ...(max !== undefined && { max }),
  };
}

function lineSeries(name: string, points: readonly Point[] | undefined, panel: number) {
  return {
    type: 'line' as const,
    name,
    // A system without points keeps its place, and with it its colour.
    data: points === undefined ? [] : points.map(([x, y]) => [x, y]),
    xAxisIndex: panel,
    yAxisIndex: panel,
    showSymbol: points !== undefined && points.length <= 15,
    symbolSize: 4,
    lineStyle: { width: 1.5 },
  };
}

function diagonalSeries(panel: number) {
  return {
    type: 'line' as const,
    data: [
      [0, 0],
      [1, 1],
    ],
    xAxisIndex: panel,
    yAxisIndex: panel,
    showSymbol: false,
    silent: true,
    lineStyle: { type: 'dashed' as const, width: 1, color: '#999' },
  };
}
