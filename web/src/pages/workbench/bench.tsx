import { useEffect, useRef, useState } from 'preact/hooks';
import { call, withQuery } from '../../api/client.js';
import { policyPath } from '../../api/policies.js';
import type { Clause, Histogram, Policy, PolicyView, PrecisionRecall, Simulation } from '../../api/types.js';
import { Loaded } from '../../components/state.js';
import { may, useSession } from '../../session.js';
import { useResource } from '../../use-resource.js';
import { applyDraft, move, type Draft, type ThresholdName } from './draft.js';
import { Calibrations } from './calibrations.js';
import { EffectPanel } from './effect-panel.js';
import { FlipList } from './flip-list.js';
import { LabelRun } from './label-run.js';
import { LabelsPanel } from './labels-panel.js';
import { Plots } from './plots.js';
import { SavePanel } from './save-panel.js';
import { windowOf, type Selection } from './selection.js';
import { ThresholdFields } from './threshold-fields.js';

const DEBOUNCE_MS = 200;
const FLIPS_MAX = 30;

export interface BenchProps {
  readonly policy: PolicyView;
  /** The version that the draft stands on, and its rules. */
  readonly base: number;
  readonly rules: Policy;
  readonly clause: Clause;
  readonly selection: Selection;
  readonly draft: Draft;
  readonly onDraft: (draft: Draft) => void;
  readonly onReload: () => void;
}

/** One clause on the bench: its scores, its thresholds, and what moving them does. */
export function Bench({ policy, base, rules, clause, selection, draft, onDraft, onReload }: BenchProps) {
  const session = useSession();
  const [alone, setAlone] = useState(false);
  const [labelling, setLabelling] = useState(false);
  const { channel } = selection;
  const window = windowOf(selection);
  const filters = { clause: clause.id, policy: policy.name, ...window, channelId: channel };

  const histogramPath = withQuery('/v1/stats/histograms', filters);
  const histogram = useResource(
    histogramPath,
    async (signal) => (await call<Histogram>('GET', histogramPath, { signal })).data,
    { keepPrevious: true },
  );
  const curvesPath = withQuery('/v1/stats/precision-recall', filters);
  const curves = useResource(
    curvesPath,
    async (signal) => (await call<PrecisionRecall>('GET', curvesPath, { signal })).data,
  );
  const request = {
    policy: applyDraft(rules, draft),
    ...window,
    ...(channel !== '' && { channelIds: [channel] }),
    ...(alone && { clause: clause.id }),
    limit: FLIPS_MAX,
  };
  // The policy's tag belongs to the key: after an activation the same rules change other messages.
  const simulation = useResource(
    `${policy.name} ${policy.etag} ${JSON.stringify(request)}`,
    async (signal) =>
      (await call<Simulation>('POST', policyPath(policy.name, '/simulate'), { body: request, signal })).data,
    { debounceMs: DEBOUNCE_MS, keepPrevious: true },
  );
  const settling =
    base === policy.activeVersion &&
    Object.keys(draft.moved).length === 0 &&
    (simulation.data?.changed ?? 0) > 0;
  useRereading(settling && !simulation.loading, simulation.reload);
  const onMove = (name: ThresholdName, to: number) => onDraft(move(draft, clause, name, to));

  return (
    <>
      <div class="bench">
        <section class="panel" aria-labelledby="clause">
          <h2 id="clause">{clause.title}</h2>
          <p class="muted rule-text">{clause.text}</p>
          <ThresholdFields clause={clause} draft={draft} onMove={onMove} />
          <Loaded of={histogram} what="the scores">
            {(data) => (
              <Plots
                clause={clause}
                draft={draft}
                histogram={data}
                curves={curves.data ?? null}
                onMove={onMove}
              />
            )}
          </Loaded>
          <LabelsPanel
            clause={clause}
            filters={filters}
            curves={curves}
            draft={draft}
            onMove={onMove}
            onLabel={() => setLabelling(true)}
          />
        </section>
        <div class="side">
          <EffectPanel
            simulation={simulation}
            clause={clause}
            alone={alone}
            onAlone={setAlone}
            activeVersion={policy.activeVersion}
            settling={settling}
          />
          {may(session, 'admin') && (
            <SavePanel
              policy={policy}
              base={base}
              rules={rules}
              draft={draft}
              onDraft={onDraft}
              onReload={onReload}
            />
          )}
        </div>
      </div>
      {labelling ? (
        <LabelRun
          key={JSON.stringify(filters)}
          clause={clause}
          filters={filters}
          onLabelled={curves.reload}
          onEnd={() => setLabelling(false)}
        />
      ) : (
        <FlipList simulation={simulation} clause={clause} onLabelled={curves.reload} />
      )}
      <Calibrations
        clause={clause}
        onChanged={() => {
          histogram.reload();
          curves.reload();
          simulation.reload();
        }}
      />
    </>
  );
}

const REREAD_MS = 1_500;
const REREADS_MAX = 40;

/** Reads again every now and then while something in the background goes on; not for ever. */
function useRereading(wanted: boolean, reload: () => void): void {
  const times = useRef(0);
  useEffect(() => {
    if (!wanted || times.current >= REREADS_MAX) return;
    times.current += 1;
    const timer = setTimeout(reload, REREAD_MS);
    return () => clearTimeout(timer);
  }, [wanted, reload]);
}
