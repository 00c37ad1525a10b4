import type { EChartsCoreOption, EChartsType } from 'echarts/core';
import { useEffect, useRef, useState } from 'preact/hooks';
import { onColoursChange } from '../theme.js';

/** The style sheet's colours, for what is drawn on a canvas. */
export type Palette = (name: string) => string;

export interface ChartProps {
  /** What it shows, in words. */
  readonly label: string;
  readonly heightPx: number;
  readonly option: (colour: Palette) => EChartsCoreOption;
}

/** A chart on a canvas, as wide as its place, drawn anew when it or the colours change. */
export function Chart({ label, heightPx, option }: ChartProps) {
  const place = useRef<HTMLDivElement>(null);
  const [chart, setChart] = useState<EChartsType | null>(null);
  const [colours, setColours] = useState(0);

  useEffect(() => {
    const element = place.current!;
    let made: EChartsType | undefined;
    let gone = false;
    void import('./echarts.js').then(({ init }) => {
      if (gone) return;
      made = init(element, null, { renderer: 'canvas' });
      setChart(made);
    });
    const sizes = new ResizeObserver(() => made?.resize());
    sizes.observe(element);
    const unlisten = onColoursChange(() => setColours((n) => n + 1));
    return () => {
      gone = true;
      sizes.disconnect();
      unlisten();
      made?.dispose();
    };
  }, []);

  useEffect(() => chart?.resize(), [chart, heightPx]);
  useEffect(() => {
    if (chart === null || place.current === null) return;
    const style = getComputedStyle(place.current);
    chart.setOption({ animation: false, ...option((name) => style.getPropertyValue(name).trim()) }, true);
  }, [chart, option, colours]);

  return <div ref={place} class="chart" role="img" aria-label={label} style={{ height: `${heightPx}px` }} />;
}
