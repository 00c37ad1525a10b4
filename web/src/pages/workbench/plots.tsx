import { useMemo } from 'preact/hooks';
import type { Clause, Histogram, PrecisionRecall } from '../../api/types.js';
import { Chart, type Palette } from '../../charts/chart.js';
import { Empty } from '../../components/state.js';
import { counted, showCount, showScore } from '../../format.js';
import { thresholdIn, thresholdNames, type Draft, type ThresholdName, type Thresholds } from './draft.js';
import { plotOption, PLOT_HEIGHT_PX, PLOT_WITH_CURVES_HEIGHT_PX } from './plot-option.js';
import { ThresholdHandle } from './threshold-handle.js';

interface Props {
  readonly clause: Clause;
  readonly draft: Draft;
  readonly histogram: Histogram;
  /** null until read. */
  readonly curves: PrecisionRecall | null;
  readonly onMove: (name: ThresholdName, to: number) => void;
}

/** How this community's scores are spread, how good each threshold would be, and the thresholds over both. */
export function Plots({ clause, draft, histogram, curves, onMove }: Props) {
  const names = thresholdNames(clause);
  const thresholds: Thresholds = Object.fromEntries(
    names.map((name) => [name, thresholdIn(draft, clause, name)]),
  );
  const shownCurves = curves?.basis === 'sampled' ? curves : null;
  const { review, act, alert } = thresholds;
  const option = useMemo(
    () => (colour: Palette) => plotOption({ histogram, curves: shownCurves, thresholds }, colour),
    [histogram, shownCurves, review, act, alert],
  );
  const total = histogram.bins.reduce((sum, count) => sum + count, 0);
  if (total === 0) {
    return (
      <Empty title="No message has a score under this clause here">
        {histogram.unavailable + histogram.notApplicable > 0
          ? `${counted(histogram.notApplicable, 'message')} do not fall under it, ${showCount(histogram.unavailable)} have no score. Choose another window, channel or clause.`
          : 'Send messages to the service, choose a wider window, or fill a database with npm run demo.'}
      </Empty>
    );
  }
  const above = (threshold: number) =>
    histogram.bins.slice(Math.round(threshold * 100)).reduce((sum, count) => sum + count, 0);
  const summary = names
    .map(
      (name) =>
        `about ${showCount(above(thresholds[name]!))} at ${name} from ${showScore(thresholds[name]!)}`,
    )
    .join(', ');
  return (
    <figure class="plots">
      <figcaption class="muted">
        Scores of {counted(total, 'message')}, on a logarithmic scale
        {histogram.notApplicable > 0 &&
          `; ${showCount(histogram.notApplicable)} more do not fall under the clause`}
        {histogram.unavailable > 0 && `; ${showCount(histogram.unavailable)} have no score`}.
      </figcaption>
      <div class="plot-area">
        <Chart
          label={`Histogram of ${counted(total, 'score')}: ${summary}.${shownCurves === null ? '' : ' Below it precision and recall at every threshold.'}`}
          heightPx={shownCurves === null ? PLOT_HEIGHT_PX : PLOT_WITH_CURVES_HEIGHT_PX}
          option={option}
        />
        <div class="handles">
          {names.map((name) => (
            <ThresholdHandle
              key={name}
              name={name}
              clause={clause.title}
              value={thresholds[name]!}
              min={name === 'act' ? (review ?? 0) : 0}
              max={name === 'review' ? (act ?? 1) : 1}
              onMove={(to) => onMove(name, to)}
            />
          ))}
        </div>
      </div>
      {shownCurves !== null && (
        <p class="legend">
          <span class="key precision">precision</span>
          <span class="key recall">recall</span> with bands that hold the true value with 95 % confidence
        </p>
      )}
    </figure>
  );
}
