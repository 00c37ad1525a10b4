import { useMemo, useState } from 'preact/hooks';
import { call } from '../../api/client.js';
import { runPath } from '../../api/runs.js';
import type { Drift, Run } from '../../api/types.js';
import { Chart, type Palette } from '../../charts/chart.js';
import { OutcomeBadge } from '../../components/badges.js';
import { MessageText, Name } from '../../components/message-text.js';
import { Empty, Loaded } from '../../components/state.js';
import { counted, showCount, showScore } from '../../format.js';
import { useResource } from '../../use-resource.js';
import { DRIFT_HEIGHT_PX, driftOption } from './drift-option.js';

type Signal = Drift['signals'][number];
type Transition = Drift['decisions'][number];
type Sample = Drift['samples'][number];

/** What a rescoring or a replay changes, old against new. */
export function DriftView({ run }: { run: Run }) {
  const path = runPath(run.id, '/drift');
  const drift = useResource(path, async (signal) => (await call<Drift>('GET', path, { signal })).data);
  return (
    <section class="drift" aria-labelledby="drift">
      <h3 id="drift">What changes</h3>
      <Loaded of={drift} what="what changes">
        {(report) => (
          <>
            <Agreement labels={report.labels} />
            <Decisions report={report} run={run} />
            <Scores signals={report.signals} />
          </>
        )}
      </Loaded>
    </section>
  );
}

const percent = (share: number) => `${(100 * share).toFixed(1)} %`;

function Agreement({ labels: { agreementBefore, agreementAfter, count } }: Pick<Drift, 'labels'>) {
  if (agreementBefore === null || agreementAfter === null) {
    return (
      <p class="muted">Nobody has labelled these messages yet, so people cannot be asked who is right.</p>
    );
  }
  return (
    <p>
      Decisions agree with {counted(count, 'judgement')} of people in{' '}
      <strong>{percent(agreementBefore)}</strong> before and <strong>{percent(agreementAfter)}</strong> after.
    </p>
  );
}

const keyOf = ({ before, after }: Pick<Transition, 'before' | 'after'>) =>
  JSON.stringify([before?.action, before?.alert, after.action, after.alert]);

function Decisions({ report: { decisions, samples }, run }: { report: Drift; run: Run }) {
  const { done, changed } = run.progress;
  if (decisions.length === 0) {
    return <Empty title="No decision changes">All {counted(done, 'message')} come out as before.</Empty>;
  }
  return (
    <>
      <p>
        {counted(changed, 'message')} of {showCount(done)} {changed === 1 ? 'comes' : 'come'} out otherwise.
      </p>
      {decisions.map((transition) => (
        <details key={keyOf(transition)}>
          <summary>
            <Became {...transition} /> {counted(transition.count, 'message')}
          </summary>
          <ol class="messages">
            {samples
              .filter((sample) => keyOf(sample) === keyOf(transition))
              .map((sample) => (
                <SampleLine key={`${sample.source} ${sample.id}`} sample={sample} />
              ))}
          </ol>
        </details>
      ))}
    </>
  );
}

function Became({ before, after }: Pick<Transition, 'before' | 'after'>) {
  return (
    <span class="became">
      {before === null ? 'undecided' : <OutcomeBadge {...before} />} <span aria-hidden="true">→</span>
      <span class="sr-only">becomes</span> <OutcomeBadge {...after} />
    </span>
  );
}

function SampleLine({ sample }: { sample: Sample }) {
  const score = (side: Sample['clauses'][number]['after']) => showScore(side?.score ?? null);
  return (
    <li>
      {sample.text === undefined ? null : <MessageText text={sample.text} length={240} />}
      <small class="muted">
        <Name>{sample.id}</Name>
        {sample.clauses.map(({ id, before, after }) => `, ${id} ${score(before)} → ${score(after)}`)}
      </small>
    </li>
  );
}

/** How large a shift is, by the usual rule of thumb. */
const shiftWords = (psi: number) => (psi < 0.1 ? 'little' : psi <= 0.25 ? 'some' : 'much');

type Shifted = Signal & { readonly psi: number };

/** Of a replay nothing: it keeps the scores. */
function Scores({ signals }: { signals: readonly Signal[] }) {
  const shifted = signals.filter((one): one is Shifted => one.psi !== null).sort((a, b) => b.psi - a.psi);
  const missing = signals.filter(({ psi }) => psi === null).map(({ signal }) => signal);
  return (
    <>
      {shifted.length > 0 && <Shifts ordered={shifted} />}
      {missing.length > 0 && <p class="muted">Not given by one of the two: {missing.join(', ')}.</p>}
    </>
  );
}

function Shifts({ ordered }: { ordered: readonly Shifted[] }) {
  const [name, choose] = useState(ordered[0]!.signal);
  const chosen = ordered.find(({ signal }) => signal === name) ?? ordered[0]!;
  const option = useMemo(() => (colour: Palette) => driftOption(chosen, colour), [chosen]);
  const above = (bins: readonly number[]) => bins.slice(50).reduce((sum, count) => sum + count, 0);
  return (
    <div class="drift-scores">
      <table>
        <caption class="sr-only">How far the scores of each signal shift</caption>
        <thead>
          <tr>
            <th scope="col">Signal</th>
            <th scope="col" class="number">
              Shift (PSI)
            </th>
          </tr>
        </thead>
        <tbody>
          {ordered.map(({ signal, psi }) => (
            <tr key={signal}>
              <th scope="row">
                <button
                  type="button"
                  class="link"
                  aria-pressed={signal === chosen.signal}
                  onClick={() => choose(signal)}
                >
                  {signal}
                </button>
              </th>
              <td class="number">
                {psi.toFixed(3)} <small class="muted">{shiftWords(psi)}</small>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <figure>
        <figcaption class="muted">
          Scores of <strong>{chosen.signal}</strong>, on a logarithmic scale:{' '}
          <span class="key-before">before</span> <span class="key-after">after</span>
        </figcaption>
        <Chart
          label={`Scores of ${chosen.signal} before and after: ${showCount(above(chosen.before))} and ${showCount(above(chosen.after))} messages are at 0.5 or above.`}
          heightPx={DRIFT_HEIGHT_PX}
          option={option}
        />
      </figure>
    </div>
  );
}
