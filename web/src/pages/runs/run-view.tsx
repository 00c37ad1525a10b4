import { changeRun, isFinal, runPath, useRun, type RunStep } from '../../api/runs.js';
import type { Run } from '../../api/types.js';
import { EarlyNotice } from '../../components/early-notice.js';
import { Failure, Loading, Notice, Time } from '../../components/state.js';
import { counted, showCount } from '../../format.js';
import { may, useSession } from '../../session.js';
import { useTask } from '../../use-resource.js';
import { DriftView } from './drift-view.js';
import { OutcomeButtons } from './outcome-buttons.js';
import { RunErrorList } from './run-error-list.js';
import { StatusBadge } from './status-badge.js';
import { KIND_WORDS, paramWords, planWords, showDuration } from './words.js';

interface Props {
  readonly id: number;
  /** Something of the run changed that lists show. */
  readonly onChange: () => void;
  readonly onClose: () => void;
}

/** One run: its plan, how far it is, what can be done with it, and what came of it. */
export function RunView({ id, onChange, onClose }: Props) {
  const { run, error, update } = useRun(id);
  const task = useTask();
  const take = (step: RunStep) =>
    task.run(async () => {
      if (run === undefined) return;
      update(await changeRun(run, step));
      onChange();
    });
  return (
    <section class="panel run" aria-labelledby="run">
      <div class="heading">
        <h2 id="run">
          {run === undefined ? 'Run' : KIND_WORDS[run.kind]} {id} {run && <StatusBadge run={run} />}
        </h2>
        <button type="button" class="small outline secondary" onClick={onClose}>
          Plan another run
        </button>
      </div>
      <Failure error={error} />
      <Failure error={task.error} />
      {run === undefined ? (
        error === null && <Loading what="the run" />
      ) : (
        <>
          <Standing run={run} />
          <Steps run={run} busy={task.busy} onStep={take} />
          <EarlyNotice firstStage={run.plan?.firstStage} />
          <Facts run={run} />
          <Results run={run} />
          {run.progress.failed > 0 || run.kind === 'import' ? (
            <RunErrorList key={run.status} id={run.id} />
          ) : null}
          {run.kind !== 'import' && isFinal(run) && run.progress.done > 0 && <DriftView run={run} />}
        </>
      )}
    </section>
  );
}

/** How far it is, in words and as a bar. */
function Standing({ run }: { run: Run }) {
  const { status, progress, error } = run;
  if (error !== null) return <Notice tone="warn">{error}</Notice>;
  if (status === 'planned') return <Planned run={run} />;
  const worked = progress.done + progress.failed;
  const left = progress.secondsLeft === null ? '' : `, ${showDuration(progress.secondsLeft)} left`;
  const pace = progress.perSecond === null ? '' : `, ${showCount(Math.round(progress.perSecond))} a second`;
  return (
    <div class="progress-line">
      <label>
        {showCount(worked)} of {counted(progress.total, 'message')}
        {pace}
        {left}
        <progress
          max={Math.max(1, progress.total)}
          value={isFinal(run) && progress.total === 0 ? 1 : worked}
        />
      </label>
      <p class="muted">
        {run.kind !== 'import' && `${showCount(progress.changed)} changed. `}
        {progress.skipped > 0 && `${showCount(progress.skipped)} were known already or are left out. `}
        {progress.failed > 0 && `${showCount(progress.failed)} failed.`}
      </p>
    </div>
  );
}

function Planned({ run }: { run: Run }) {
  return (
    <Notice>
      <strong>The plan:</strong> {planWords(run)}.{' '}
      {run.plan?.messages === 0 ? 'There is nothing to do.' : 'Nothing has been done yet.'}
    </Notice>
  );
}

const STEPS: Readonly<Partial<Record<Run['status'], readonly (readonly [RunStep, string])[]>>> = {
  planned: [
    ['resume', 'Start'],
    ['cancel', 'Drop it'],
  ],
  running: [
    ['pause', 'Pause'],
    ['cancel', 'Cancel'],
  ],
  paused: [
    ['resume', 'Go on'],
    ['cancel', 'Cancel'],
  ],
};

interface StepProps {
  readonly run: Run;
  readonly busy: boolean;
  readonly onStep: (step: RunStep) => Promise<boolean>;
}

function Steps({ run, busy, onStep }: StepProps) {
  const session = useSession();
  const steps = STEPS[run.status] ?? [];
  const decidable = run.kind === 'rescore' && run.status === 'done' && may(session, 'admin');
  if (steps.length === 0 && !decidable) return null;
  return (
    <div class="row">
      {steps.map(([step, words]) => (
        <button
          key={step}
          type="button"
          class={`small ${step === 'cancel' ? 'outline danger' : step === 'pause' ? 'secondary' : ''}`}
          aria-busy={busy}
          onClick={() => onStep(step)}
        >
          {words}
        </button>
      ))}
      {decidable && <OutcomeButtons run={run} busy={busy} onStep={onStep} />}
    </div>
  );
}

function Facts({ run }: { run: Run }) {
  const facts: [string, preact.ComponentChildren][] = [
    ['made by', <bdi>{run.actor}</bdi>],
    ['made', <Time at={run.createdAt} />],
  ];
  if (run.startedAt !== null) facts.push(['started', <Time at={run.startedAt} />]);
  if (run.finishedAt !== null) facts.push(['ended', <Time at={run.finishedAt} />]);
  if (run.pipeline !== null) facts.push(['scored with', <code>{run.pipeline}</code>]);
  if (run.earlierPipeline !== null) facts.push(['before that with', <code>{run.earlierPipeline}</code>]);
  if (run.outcome !== null) facts.push(['outcome', run.outcome]);
  return (
    <details>
      <summary>What was asked for, by whom and when</summary>
      <dl class="receipt">
        {[...paramWords(run), ...facts].map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

/** What came of it as a file. */
function Results({ run }: { run: Run }) {
  if (run.progress.done === 0) return null;
  const [id, kind] = [run.id, run.kind];
  return (
    <p>
      {kind === 'import' ? 'Messages that were flagged' : 'Messages that changed'}:{' '}
      <a href={runPath(id, '/results?format=csv')} download={`run-${id}.csv`}>
        as CSV
      </a>
      ,{' '}
      <a href={runPath(id, '/results?format=ndjson')} download={`run-${id}.ndjson`}>
        as NDJSON
      </a>
      .
    </p>
  );
}
