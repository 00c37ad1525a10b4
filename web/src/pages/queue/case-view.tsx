import { useState } from 'preact/hooks';
import { ApiError, call } from '../../api/client.js';
import { messagePath } from '../../api/labels.js';
import type { CaseDetail, Explanation, NewLabel, ReviewCase, Verdict } from '../../api/types.js';
import { OutcomeBadge, VerdictBadge } from '../../components/badges.js';
import { LabelButtons } from '../../components/label-buttons.js';
import { Context, MessageText, Name } from '../../components/message-text.js';
import { Failure, Loaded, Notice, Time } from '../../components/state.js';
import { counted, showScore } from '../../format.js';
import { may, useSession } from '../../session.js';
import { useKeys } from '../../use-keys.js';
import { useResource, useTask, type Task } from '../../use-resource.js';

interface Props {
  readonly id: number;
  /** The list shows what became of the case. */
  readonly onChange: (part: Partial<ReviewCase>) => void;
  readonly onResolved: () => void;
}

interface Read {
  readonly detail: CaseDetail;
  readonly etag: string | null;
}

/** One case with all that helps to judge it. */
export function CaseView({ id, onChange, onResolved }: Props) {
  const path = `/v1/cases/${id}`;
  const read = useResource<Read>(path, async (signal) => {
    const { data, etag } = await call<CaseDetail>('GET', path, { signal });
    return { detail: data, etag };
  });
  return (
    <section class="case panel" aria-label="The case">
      <Loaded of={read} what="the case">
        {({ detail, etag }) => (
          <CaseBody
            detail={detail}
            etag={etag}
            onReload={read.reload}
            onChange={onChange}
            onResolved={onResolved}
          />
        )}
      </Loaded>
    </section>
  );
}

interface BodyProps extends Omit<Props, 'id'>, Read {
  readonly onReload: () => void;
}

function CaseBody({ detail, etag, onReload, onChange, onResolved }: BodyProps) {
  const session = useSession();
  const task = useTask();
  const [broken, setBroken] = useState<readonly string[]>(detail.clauses.slice(0, 1));
  const [note, setNote] = useState('');
  const path = `/v1/cases/${detail.id}`;
  const mine = detail.claimedBy === session.owner;
  const done = detail.status === 'resolved';

  const change = async (action: () => Promise<unknown>) => {
    const succeeded = await task.run(action);
    if (!succeeded) onReload(); // what stands against it is shown as it is now
    return succeeded;
  };
  const claim = (force = false) =>
    change(async () => {
      const { data } = await call<ReviewCase>('POST', `${path}/claim`, {
        ifMatch: etag,
        body: force ? { force: true } : {},
      });
      onChange({ status: data.status, claimedBy: data.claimedBy });
      onReload();
    });
  const release = () =>
    change(async () => {
      await call('POST', `${path}/release`, { ifMatch: etag, body: {} });
      onChange({ status: 'open', claimedBy: null });
      onReload();
    });
  const resolve = async (verdict: Verdict) => {
    if (done || task.busy) return;
    const succeeded = await change(async () => {
      const body = { labels: labelsFor(verdict, broken), ...(note.trim() !== '' && { note: note.trim() }) };
      const { data } = await call<ReviewCase>('POST', `${path}/resolve`, { ifMatch: etag, body });
      onChange({ status: 'resolved', resolution: data.resolution });
    });
    if (succeeded) onResolved();
  };
  useKeys({
    '1': () => void resolve('violates'),
    '2': () => void resolve('ok'),
    '3': () => void resolve('unsure'),
    c: () => void (mine ? release() : claim()),
  });
  return (
    <>
      <Heading detail={detail} />
      {detail.message.latestRevision > detail.message.revision && (
        <Notice>
          The author has edited it since, into a text that breaks nothing. The case is about what it said.
        </Notice>
      )}
      <Context lines={detail.message.context} author={detail.message.authorId} />
      <ExplainedMessage detail={detail} />
      <Fired detail={detail} broken={broken} onBroken={setBroken} disabled={done} />
      <ConflictOr error={task.error} detail={detail} />
      {done ? (
        <p>
          Resolved by <bdi>{detail.resolvedBy}</bdi>
          {detail.resolvedAt !== null && (
            <>
              , <Time at={detail.resolvedAt} />
            </>
          )}
          {detail.resolution !== null && (
            <>
              : <VerdictBadge verdict={detail.resolution} />
            </>
          )}
        </p>
      ) : (
        <>
          {detail.message.text !== null && (
            <label>
              Note
              <input
                maxLength={2000}
                placeholder="for those who read the label later"
                value={note}
                onInput={({ currentTarget }) => setNote(currentTarget.value)}
              />
            </label>
          )}
          <div class="line">
            <LabelButtons
              keys
              about="What is it?"
              disabled={task.busy}
              onVerdict={(verdict) => void resolve(verdict)}
            />
            <ClaimButton detail={detail} mine={mine} task={task} onClaim={claim} onRelease={release} />
          </div>
        </>
      )}
      <Author detail={detail} />
      <p class="muted keys">
        <kbd>j</kbd> <kbd>k</kbd> next, previous · <kbd>1</kbd> violates · <kbd>2</kbd> ok · <kbd>3</kbd> not
        sure · <kbd>c</kbd> claim
      </p>
    </>
  );
}

/** Ok says it of the whole message; the others of the clauses that are ticked. */
function labelsFor(verdict: Verdict, clauses: readonly string[]): NewLabel[] {
  if (verdict === 'ok' || clauses.length === 0) return [{ target: 'message', verdict }];
  return clauses.map((clause) => ({ target: { clause }, verdict }));
}

function Heading({ detail }: { detail: CaseDetail }) {
  const { message } = detail;
  return (
    <p class="line">
      <OutcomeBadge action={detail.action} alert={detail.alert} />
      <span class="muted">
        {message.authorId !== null && (
          <>
            by <Name>{message.authorId}</Name>{' '}
          </>
        )}
        {message.channelId !== null && (
          <>
            in <Name>{message.channelId}</Name>{' '}
          </>
        )}
        {message.channelType !== null && `(${message.channelType}) `}
        <Time at={message.sentAt ?? detail.openedAt} />
      </span>
    </p>
  );
}

/** The message; the parts that carry the strongest clause are marked when asked for, because that scores it again. */
function ExplainedMessage({ detail }: { detail: CaseDetail }) {
  const { message } = detail;
  const [explanation, setExplanation] = useState<Explanation | null>(null);
  const task = useTask();
  const shown = explanation?.clauses.find(({ id, spans }) => id === detail.clauses[0] && spans.length > 0);
  const explain = () =>
    task.run(async () => {
      const { data } = await call<Explanation>('POST', messagePath(message, '/explain', message.revision), {
        body: {},
      });
      setExplanation(data);
    });
  return (
    <div class="quote">
      <MessageText text={message.text} spans={shown?.spans ?? []} />
      {explanation !== null && shown === undefined && (
        <p class="muted">No single part carries the score: it is the text as a whole.</p>
      )}
      {message.text !== null && explanation === null && (
        <button type="button" class="link" aria-busy={task.busy} onClick={explain}>
          Mark what carries the score
        </button>
      )}
      <Failure error={task.error} />
    </div>
  );
}

interface FiredProps {
  readonly detail: CaseDetail;
  readonly broken: readonly string[];
  readonly disabled: boolean;
  readonly onBroken: (clauses: readonly string[]) => void;
}

/** The clauses that fired; the ticked ones are those that a label speaks of. */
function Fired({ detail, broken, disabled, onBroken }: FiredProps) {
  const of = (id: string) => detail.decision?.clauses.find((clause) => clause.id === id);
  if (detail.clauses.length === 0) return null;
  return (
    <fieldset class="fired">
      <legend>Clauses that fired; a label speaks of those ticked</legend>
      {detail.clauses.map((id) => {
        const clause = of(id);
        return (
          <label key={id}>
            <input
              type="checkbox"
              disabled={disabled}
              checked={broken.includes(id)}
              onChange={() =>
                onBroken(broken.includes(id) ? broken.filter((one) => one !== id) : [...broken, id])
              }
            />
            {clause?.title ?? id}{' '}
            {clause !== undefined && (
              <span class="muted">
                {showScore(clause.score)}, {clause.action} from{' '}
                {showScore(clause.alert ?? (clause.action === 'act' ? clause.act : clause.review) ?? null)}
              </span>
            )}
          </label>
        );
      })}
    </fieldset>
  );
}

/** Two admins at once: who has it now, in place of what could not be done. */
function ConflictOr({ error, detail }: { error: unknown; detail: CaseDetail }) {
  if (!(error instanceof ApiError) || (error.status !== 412 && error.status !== 409))
    return <Failure error={error} />;
  return (
    <Notice tone="warn">
      {error.status === 409 ? `${error.message} ` : 'Somebody else was faster, so nothing was overwritten. '}
      {detail.status === 'claimed' && (
        <>
          <bdi>{detail.claimedBy}</bdi> has the case.
        </>
      )}
      {detail.status === 'resolved' && (
        <>
          <bdi>{detail.resolvedBy}</bdi> has resolved it.
        </>
      )}
    </Notice>
  );
}

interface ClaimProps {
  readonly detail: CaseDetail;
  readonly mine: boolean;
  readonly task: Task;
  readonly onClaim: (force?: boolean) => void;
  readonly onRelease: () => void;
}

function ClaimButton({ detail, mine, task, onClaim, onRelease }: ClaimProps) {
  const session = useSession();
  if (mine) {
    return (
      <button type="button" class="small outline secondary" disabled={task.busy} onClick={() => onRelease()}>
        <kbd>c</kbd> Let go
      </button>
    );
  }
  if (detail.status === 'claimed') {
    if (!may(session, 'admin')) return null;
    return (
      <button type="button" class="small outline" disabled={task.busy} onClick={() => onClaim(true)}>
        Take it from {detail.claimedBy}
      </button>
    );
  }
  return (
    <button type="button" class="small outline secondary" disabled={task.busy} onClick={() => onClaim()}>
      <kbd>c</kbd> Claim
    </button>
  );
}

function Author({ detail }: { detail: CaseDetail }) {
  const { cases, earlier } = detail.author;
  if (detail.message.authorId === null) return null;
  return (
    <details open={earlier.length > 0}>
      <summary>
        {earlier.length === 0 ? 'No earlier case of this author' : `${counted(cases, 'case')} of this author`}
      </summary>
      <ul class="earlier">
        {earlier.map((one) => (
          <li key={`${one.source} ${one.messageId} ${one.at}`} class="line">
            <OutcomeBadge action={one.action} alert={one.alert} />
            <span>{one.clauses.join(', ')}</span>
            <span class="muted">
              <Time at={one.at} />
            </span>
            {one.resolution !== null && <VerdictBadge verdict={one.resolution} />}
          </li>
        ))}
      </ul>
    </details>
  );
}
