import { useEffect, useRef, useState } from 'preact/hooks';
import { call } from '../../api/client.js';
import { giveLabel } from '../../api/labels.js';
import type { Clause, LabellingSample, SampledMessage, Verdict } from '../../api/types.js';
import { LabelButtons } from '../../components/label-buttons.js';
import { Context, MessageText, Name } from '../../components/message-text.js';
import { Empty, Failure, Loaded, Time } from '../../components/state.js';
import { counted, showScore } from '../../format.js';
import { useKeys } from '../../use-keys.js';
import { useResource, useTask } from '../../use-resource.js';
import type { Filters } from './labels-panel.js';

const SIZE = 40;
const REASONS: Readonly<Record<SampledMessage['reason'], string>> = {
  spread: 'drawn from all over the scale',
  near_threshold: 'near a threshold',
  views_disagree: 'the original and the undisguised text disagree',
  shadow_disagrees: 'active version and shadow disagree',
};

interface Props {
  readonly clause: Clause;
  readonly filters: Filters;
  readonly onLabelled: () => void;
  readonly onEnd: () => void;
}

/** Forty messages drawn with known chances, one after another, one key each. */
export function LabelRun({ clause, filters, onLabelled, onEnd }: Props) {
  const sample = useResource('sample', async (signal) => {
    const body = { ...Object.fromEntries(Object.entries(filters).filter(([, value]) => value)), size: SIZE };
    return (await call<LabellingSample>('POST', '/v1/labelling/samples', { body, signal })).data;
  });
  const section = useRef<HTMLElement>(null);
  useEffect(() => {
    section.current?.scrollIntoView({ block: 'start' });
    section.current?.focus();
  }, []);
  return (
    <section ref={section} class="label-run" aria-labelledby="run" tabIndex={-1}>
      <div class="heading">
        <h2 id="run">Does it break “{clause.title}”?</h2>
        <button type="button" class="small outline secondary" onClick={onEnd}>
          End
        </button>
      </div>
      <Loaded of={sample} what="a sample">
        {({ messages }) =>
          messages.length === 0 ? (
            <Empty title="Nothing is left to label here">
              You have labelled every message of this window, or its texts are not kept. Choose a wider
              window.
            </Empty>
          ) : (
            <Run messages={messages} clause={clause} onLabelled={onLabelled} onEnd={onEnd} />
          )
        }
      </Loaded>
    </section>
  );
}

interface RunProps {
  readonly messages: readonly SampledMessage[];
  readonly clause: Clause;
  readonly onLabelled: () => void;
  readonly onEnd: () => void;
}

function Run({ messages, clause, onLabelled, onEnd }: RunProps) {
  const [at, setAt] = useState(0);
  const [given, setGiven] = useState<Readonly<Record<number, Verdict>>>({});
  const task = useTask();
  const message = messages[at];
  const count = Object.keys(given).length;

  const go = (to: number) => {
    task.clear();
    setAt(Math.max(0, Math.min(to, messages.length)));
  };
  const label = async (verdict: Verdict) => {
    if (message === undefined) return;
    const { stratum, probability, revision } = message;
    const done = await task.run(() =>
      giveLabel(message, {
        target: { clause: clause.id },
        verdict,
        origin: 'suggested',
        sampling: { stratum, probability },
        revision,
      }),
    );
    if (!done) return;
    setGiven((before) => ({ ...before, [at]: verdict }));
    go(at + 1);
    if (at + 1 === messages.length) onLabelled();
  };
  const end = () => {
    if (count > 0) onLabelled();
    onEnd();
  };
  useKeys({
    '1': () => void label('violates'),
    '2': () => void label('ok'),
    '3': () => void label('unsure'),
    ArrowLeft: () => go(at - 1),
    ArrowRight: () => go(at + 1),
    Escape: end,
  });
  return (
    <>
      <label class="progress-line">
        {counted(count, 'label')} given, {messages.length - count} to go
        <progress value={count} max={messages.length} />
      </label>
      {message === undefined ? (
        <div class="empty" role="status">
          <p>
            <strong>That was the last one.</strong> The curves above are drawn anew.
          </p>
          <button type="button" class="small" onClick={end}>
            Back to the bench
          </button>
        </div>
      ) : (
        <article class="quote" aria-live="polite">
          <p class="line muted">
            <span>
              {at + 1} of {messages.length}
            </span>
            <span>score {showScore(message.score)}</span>
            {message.channelId !== null && <Name>{message.channelId}</Name>}
            {message.sentAt !== null && <Time at={message.sentAt} />}
            <span>{REASONS[message.reason]}</span>
          </p>
          <Context lines={message.context} />
          <MessageText key={at} text={message.text} />
        </article>
      )}
      {message !== undefined && (
        <div class="line">
          <LabelButtons
            keys
            about="Does it break the rule?"
            given={given[at]}
            disabled={task.busy}
            onVerdict={(verdict) => void label(verdict)}
          />
          <button
            type="button"
            class="small outline secondary"
            disabled={at === 0}
            onClick={() => go(at - 1)}
          >
            <kbd>←</kbd> Back
          </button>
          <button type="button" class="small outline secondary" onClick={() => go(at + 1)}>
            Skip <kbd>→</kbd>
          </button>
        </div>
      )}
      <Failure error={task.error} />
    </>
  );
}
