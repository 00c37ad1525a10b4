import { useState } from 'preact/hooks';
import type { Clause, ShownChange, Simulation, Verdict } from '../../api/types.js';
import { giveLabel } from '../../api/labels.js';
import { OutcomeBadge } from '../../components/badges.js';
import { LabelButtons } from '../../components/label-buttons.js';
import { MessageText, Name } from '../../components/message-text.js';
import { Empty, Failure, Time } from '../../components/state.js';
import { showCount, showScore } from '../../format.js';
import { useTask, type Resource } from '../../use-resource.js';

interface Props {
  readonly simulation: Resource<Simulation>;
  readonly clause: Clause;
  readonly onLabelled: () => void;
}

/** The messages that would be decided otherwise, most changed first, with label buttons. */
export function FlipList({ simulation, clause, onLabelled }: Props) {
  const { data } = simulation;
  if (data === undefined) return null;
  return (
    <section aria-labelledby="flips">
      <h2 id="flips">Messages that would change</h2>
      {data.changed === 0 ? (
        <Empty title="No message changes">
          Move a threshold to see which messages would be decided otherwise.
        </Empty>
      ) : (
        <>
          <p class="muted">
            {data.mostChanged.length < data.changed
              ? `The ${data.mostChanged.length} most changed of ${showCount(data.changed)}.`
              : 'Most changed first.'}{' '}
            A label says whether the message breaks the rule; it feeds the curves above.
          </p>
          <ol class="messages">
            {data.mostChanged.map((change) => (
              <Flip
                key={`${change.source} ${change.id}`}
                change={change}
                clause={clause}
                onLabelled={onLabelled}
              />
            ))}
          </ol>
        </>
      )}
    </section>
  );
}

interface FlipProps {
  readonly change: ShownChange;
  readonly clause: Clause;
  readonly onLabelled: () => void;
}

function Flip({ change, clause, onLabelled }: FlipProps) {
  const [given, setGiven] = useState<Verdict | undefined>(undefined);
  const task = useTask();
  const target = change.clause ?? clause.id;
  const label = (verdict: Verdict) =>
    task.run(async () => {
      await giveLabel(change, { target: { clause: target }, verdict, origin: 'queue' });
      setGiven(verdict);
      onLabelled();
    });
  return (
    <li>
      <div class="line">
        <OutcomeBadge {...change.from} /> → <OutcomeBadge {...change.to} />
        <span class="muted">
          {target} {showScore(change.score)}
          {change.channelId !== null && (
            <>
              {' · '}
              <Name>{change.channelId}</Name>
            </>
          )}
          {change.sentAt !== null && (
            <>
              {' · '}
              <Time at={change.sentAt} />
            </>
          )}
        </span>
      </div>
      <MessageText text={change.text} />
      <LabelButtons
        about={`Does it break “${target}”?`}
        given={given}
        disabled={task.busy}
        onVerdict={(verdict) => void label(verdict)}
      />
      <Failure error={task.error} />
    </li>
  );
}
