import type { EChartsCoreOption } from 'echarts/core';
import type { Palette } from '../../charts/chart.js';
import type { Estimate, Histogram, PrecisionRecall } from '../../api/types.js';
import { counted, showScore } from '../../format.js';
import type { Thresholds } from './draft.js';

/** Where the plots' scale from 0 to 1 lies inside the chart; the handles over it are placed by the style sheet. */
const SCALE = { left: 48, right: 16 };
const HISTOGRAM = { top: 58, height: 170 };
const CURVES = { top: 268, height: 150 };
export const PLOT_HEIGHT_PX = 262;
export const PLOT_WITH_CURVES_HEIGHT_PX = 452;

export interface PlotData {
  readonly histogram: Histogram;
  /** null where too few labels are there. */
  readonly curves: PrecisionRecall | null;
  readonly thresholds: Thresholds;
}

/** The histogram of scores and, below it on the same scale, precision and recall with their bands. */
export function plotOption({ histogram, curves, thresholds }: PlotData, colour: Palette): EChartsCoreOption {
  const text = { color: colour('--muted'), fontFamily: colour('--pico-font-family') };
  const faint = { show: true, lineStyle: { color: colour('--rule') } };
  const scale = (gridIndex: number, show = true) => ({
    type: 'value',
    gridIndex,
    min: 0,
    max: 1,
    // Else the scale is widened so that bars at its ends fit, and the handles would point beside them.
    containShape: false,
    interval: 0.1,
    show,
    axisLabel: { ...text, formatter: (value: number) => value.toFixed(1), hideOverlap: true },
    splitLine: { show: false },
    axisLine: faint,
    axisTick: { show: false },
  });
  const counts = {
    type: 'log',
    gridIndex: 0,
    min: 0.5,
    logBase: 10,
    axisLabel: { ...text, formatter: (value: number) => (value < 1 ? '' : shortCount(value)) },
    splitLine: faint,
    minorTick: { show: false },
    axisTick: { show: false },
  };
  const shares = {
    type: 'value',
    gridIndex: 1,
    min: 0,
    max: 1,
    interval: 0.25,
    axisLabel: { ...text, formatter: (value: number) => `${Math.round(value * 100)} %` },
    splitLine: faint,
  };
  return {
    textStyle: text,
    grid:
      curves === null
        ? [{ ...SCALE, ...HISTOGRAM }]
        : [
            { ...SCALE, ...HISTOGRAM },
            { ...SCALE, ...CURVES },
          ],
    axisPointer: { link: [{ xAxisIndex: 'all' }] },
    tooltip: {
      trigger: 'axis',
      renderMode: 'richText',
      confine: true,
      backgroundColor: colour('--surface'),
      borderColor: colour('--rule'),
      textStyle: { color: colour('--text'), fontSize: 13 },
      axisPointer: { type: 'line', lineStyle: { color: colour('--muted'), type: 'dotted' } },
      formatter: (points: readonly { axisValue: number | string }[]) =>
        describe(Number(points[0]?.axisValue ?? 0), histogram, curves),
    },
    xAxis: curves === null ? [scale(0)] : [scale(0), scale(1)],
    yAxis: curves === null ? [counts] : [counts, shares],
    series: [bars(histogram, thresholds, colour), ...(curves === null ? [] : lines(curves, colour))],
  };
}

const shortCount = (n: number) =>
  n >= 1e6 ? `${n / 1e6} M` : n >= 1e3 ? `${n / 1e3} k` : String(Math.round(n));

function bars(histogram: Histogram, thresholds: Thresholds, colour: Palette) {
  const { review = 2, act = 2, alert = 2 } = thresholds;
  const region = (score: number) =>
    colour(score >= alert ? '--alert' : score >= act ? '--act' : score >= review ? '--review' : '--allow');
  return {
    type: 'bar',
    barWidth: '100%',
    barMinWidth: 2,
    cursor: 'default',
    emphasis: { disabled: true },
    data: histogram.bins.map((count, i) => ({
      // In the middle of its bin: the axis is the scale itself.
      value: [(i + 0.5) / 100, count === 0 ? null : count],
      itemStyle: { color: region((i + 0.5) / 100) },
    })),
  };
}

function lines({ points }: PrecisionRecall, colour: Palette) {
  const series = (name: 'precision' | 'recall') => {
    const at = (pick: (estimate: Estimate) => number) =>
      points.map((point) => [point.threshold, point[name] === null ? null : pick(point[name])]);
    const plain = { type: 'line', xAxisIndex: 1, yAxisIndex: 1, symbol: 'none', cursor: 'default' };
    const band = { ...plain, stack: `band ${name}`, lineStyle: { opacity: 0 }, emphasis: { disabled: true } };
    return [
      { ...band, data: at(({ low }) => low) },
      {
        ...band,
        data: at(({ low, high }) => high - low),
        areaStyle: { color: colour(`--${name}`), opacity: 0.18 },
      },
      {
        ...plain,
        data: at(({ value }) => value),
        lineStyle: { color: colour(`--${name}`), width: 2, type: name === 'recall' ? 'dashed' : 'solid' },
        emphasis: { disabled: true },
      },
    ];
  };
  return [...series('precision'), ...series('recall')];
}

/** What the tooltip says of a place on the scale. */
function describe(at: number, histogram: Histogram, curves: PrecisionRecall | null): string {
  const bin = Math.min(99, Math.floor(at * 100 + 1e-9));
  const lines = [
    `${(bin / 100).toFixed(2)}–${((bin + 1) / 100).toFixed(2)}: ${counted(histogram.bins[bin] ?? 0, 'message')}`,
  ];
  const point = curves?.points[bin];
  if (point !== undefined) {
    lines.push(
      `precision from here ${showEstimate(point.precision)}`,
      `recall from here ${showEstimate(point.recall)}`,
    );
  }
  return lines.join('\n');
}

/** "0.92 [0.85, 0.96]" */
export const showEstimate = (estimate: Estimate | null): string =>
  estimate === null
    ? 'not known'
    : `${showScore(estimate.value)} [${showScore(estimate.low)}, ${showScore(estimate.high)}]`;
