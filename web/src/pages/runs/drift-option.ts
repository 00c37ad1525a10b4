import type { EChartsCoreOption } from 'echarts/core';
import type { Palette } from '../../charts/chart.js';
import type { Drift } from '../../api/types.js';
import { counted } from '../../format.js';

export const DRIFT_HEIGHT_PX = 300;
const COUNTS_FROM = 0.5;

/** A signal's scores before, as bars, and after, as a line over them. */
export function driftOption({ before, after }: Drift['signals'][number], colour: Palette): EChartsCoreOption {
  const text = { color: colour('--muted'), fontFamily: colour('--pico-font-family') };
  const faint = { show: true, lineStyle: { color: colour('--rule') } };
  // Where there is none the line runs along the foot of the scale, which has no 0.
  const points = (bins: readonly number[], none: number | null) =>
    bins.map((count, i) => [(i + 0.5) / 100, count === 0 ? none : count]);
  return {
    textStyle: text,
    grid: { left: 48, right: 16, top: 12, bottom: 28 },
    tooltip: {
      trigger: 'axis',
      renderMode: 'richText',
      confine: true,
      backgroundColor: colour('--surface'),
      borderColor: colour('--rule'),
      textStyle: { color: colour('--text'), fontSize: 13 },
      formatter: (shown: readonly { axisValue: number | string }[]) => {
        const bin = Math.min(99, Math.floor(Number(shown[0]?.axisValue ?? 0) * 100 + 1e-9));
        const lines = [
          `${(bin / 100).toFixed(2)}–${((bin + 1) / 100).toFixed(2)}`,
          `before: ${counted(before[bin] ?? 0, 'message')}`,
          `after: ${counted(after[bin] ?? 0, 'message')}`,
        ];
        return lines.join('\n');
      },
    },
    xAxis: {
      type: 'value',
      min: 0,
      max: 1,
      interval: 0.1,
      axisLabel: { ...text, formatter: (value: number) => value.toFixed(1), hideOverlap: true },
      splitLine: { show: false },
      axisLine: faint,
    },
    yAxis: {
      type: 'log',
      min: COUNTS_FROM,
      axisLabel: { ...text, formatter: (value: number) => (value < 1 ? '' : String(Math.round(value))) },
      splitLine: faint,
    },
    series: [
      {
        type: 'bar',
        barWidth: '100%',
        barMinWidth: 2,
        cursor: 'default',
        emphasis: { disabled: true },
        itemStyle: { color: colour('--allow') },
        data: points(before, null),
      },
      {
        type: 'line',
        step: 'middle',
        symbol: 'none',
        cursor: 'default',
        emphasis: { disabled: true },
        lineStyle: { color: colour('--precision'), width: 2 },
        data: points(after, COUNTS_FROM),
      },
    ],
  };
}
