import { useState } from 'preact/hooks';
import type { ClassifyAnswer, ClauseResult } from '../../api/types.js';
import { ActionBadge, OutcomeBadge, ScoreBar } from '../../components/badges.js';
import { MessageText } from '../../components/message-text.js';
import { Notice } from '../../components/state.js';
import { showScore } from '../../format.js';

/** A decision with all it rests on: clauses, spans, signals, receipt. */
export function DecisionView({ text, answer }: { text: string; answer: ClassifyAnswer }) {
  const { decision, receipt } = answer;
  const explained = decision.clauses.filter(({ spans = [] }) => spans.length > 0);
  const [chosen, setChosen] = useState<string | null>(null);
  const shown = explained.find(({ id }) => id === chosen) ?? strongest(explained);
  return (
    <>
      <p class="verdict">
        Decision: <OutcomeBadge action={decision.action} alert={decision.alert} />
      </p>
      {decision.incomplete && <Incomplete answer={answer} />}
      {decision.languageUncertain && (
        <Notice tone="warn">
          Detection says that this is not English, or only in part: read the scores with care.
        </Notice>
      )}
      <article class="quote">
        <MessageText text={text} spans={shown?.spans ?? []} />
        {shown !== undefined && (
          <footer>
            Marked: what carries{' '}
            {explained.length === 1 ? (
              <strong>{shown.title}</strong>
            ) : (
              <select
                class="inline"
                aria-label="Clause whose parts are marked"
                value={shown.id}
                onChange={({ currentTarget }) => setChosen(currentTarget.value)}
              >
                {explained.map(({ id, title }) => (
                  <option key={id} value={id}>
                    {title}
                  </option>
                ))}
              </select>
            )}
            . Without {shown.spans!.length === 1 ? 'it' : 'the strongest part'}, {showScore(shown.score)}{' '}
            would be {showScore(Math.min(...shown.spans!.map(({ remaining }) => remaining)))}.
          </footer>
        )}
      </article>
      <h2>Clauses</h2>
      <ul class="clauses">
        {decision.clauses.map((clause) => (
          <ClauseLine key={clause.id} clause={clause} />
        ))}
      </ul>
      <Signals answer={answer} />
      <details>
        <summary>Receipt</summary>
        <dl class="receipt">
          <Fact name="Policy">
            {receipt.policy.name} {receipt.policy.version} · <code>{receipt.policy.sha256.slice(0, 12)}</code>
          </Fact>
          <Fact name="Model">
            {receipt.model.name} · <code>{receipt.model.sha256.slice(0, 12)}</code>
          </Fact>
          <Fact name="Pipeline">
            <code>{receipt.pipeline.id}</code>
          </Fact>
          <Fact name="Calibration">{receipt.calibration}</Fact>
          <Fact name="Runtime">
            Conduct {receipt.runtime.conduct}, Node {receipt.runtime.node}
          </Fact>
          <Fact name="Took">{Math.round(answer.timings.totalMs)} ms</Fact>
        </dl>
      </details>
    </>
  );
}

/** Why some clause has no score: the language, or the model. */
function Incomplete({ answer: { language, decision } }: { answer: ClassifyAnswer }) {
  const without = decision.clauses.filter(({ status }) => status === 'unavailable').map(({ title }) => title);
  return (
    <Notice tone="warn">
      {language.code !== null && language.code !== 'en' ? (
        <>The text seems to be in “{language.code}”, and the model reads English: </>
      ) : (
        <>The model does not give the signals for it: </>
      )}
      no score for {without.join(', ')}.
    </Notice>
  );
}

const strongest = (clauses: readonly ClauseResult[]) =>
  [...clauses].sort((a, b) => (b.score ?? 0) - (a.score ?? 0)).find(({ action }) => action !== 'allow') ??
  clauses[0];

function ClauseLine({ clause }: { clause: ClauseResult }) {
  const { title, score, review, act, alert, status } = clause;
  return (
    <li class={status === 'notApplicable' ? 'dim' : ''}>
      <div class="line">
        <span>{title}</span>
        <span class="score">{showScore(score)}</span>
        <ActionBadge action={clause.action} />
      </div>
      <ScoreBar label={title} score={score} review={review} act={act} alert={alert} />
      <small class="muted">
        {alert === undefined
          ? `review from ${showScore(review ?? null)}, act from ${showScore(act ?? null)}`
          : `alert from ${showScore(alert)}`}
        {status === 'notApplicable' && ' · does not apply here'}
        {status === 'unavailable' && ' · the model gives no score'}
        {clause.signals.length > 0 &&
          ` · ${clause.signals.map(({ name, score: part, view }) => `${name} ${showScore(part)}${view === 'folded' ? ' (disguised)' : ''}`).join(', ')}`}
      </small>
    </li>
  );
}

function Signals({ answer }: { answer: ClassifyAnswer }) {
  const entries = Object.entries(answer.signals).sort(([, a], [, b]) => (b ?? -1) - (a ?? -1));
  return (
    <details>
      <summary>All signals</summary>
      <table class="signals">
        <tbody>
          {entries.map(([name, score]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>
                <ScoreBar label={name} score={score} />
              </td>
              <td class="score">{score === null ? 'not given' : showScore(score)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

function Fact({ name, children }: { name: string; children: preact.ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
