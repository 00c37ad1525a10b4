import { useState } from 'preact/hooks';
import type { RunStep } from '../../api/runs.js';
import type { Run } from '../../api/types.js';
import { Dialog, Notice } from '../../components/state.js';

interface Props {
  readonly run: Run;
  readonly busy: boolean;
  readonly onStep: (step: RunStep) => Promise<boolean>;
}

/** What becomes of a rescoring, after a second look. */
export function OutcomeButtons({ run, busy, onStep }: Props) {
  const [asked, setAsked] = useState<'promote' | 'discard' | null>(null);
  if (run.outcome === 'promoted')
    return <Notice tone="good">Its scores count: actions follow in the background.</Notice>;
  if (run.outcome === 'discarded') return <Notice>Its scores were given up and are being deleted.</Notice>;
  const go = async (step: 'promote' | 'discard') => {
    setAsked(null);
    await onStep(step);
  };
  return (
    <>
      <button type="button" class="small" aria-busy={busy} onClick={() => setAsked('promote')}>
        Promote…
      </button>
      {run.params['reach'] === undefined && (
        <button
          type="button"
          class="small outline danger"
          aria-busy={busy}
          onClick={() => setAsked('discard')}
        >
          Discard…
        </button>
      )}
      {asked === 'promote' && (
        <Dialog title="Promote the new scores?" onClose={() => setAsked(null)}>
          <p>
            The scores of <code>{run.pipeline}</code> count from here on, in simulations, histograms and for
            the current actions of stored messages, which are rewritten in the background. Past answers stay.
            To go back, score again with the earlier model and promote that.
          </p>
          <Choice words="Promote them" onClose={() => setAsked(null)} onGo={() => go('promote')} />
        </Dialog>
      )}
      {asked === 'discard' && (
        <Dialog title="Discard the new scores?" onClose={() => setAsked(null)}>
          <p>What this run wrote is deleted. Scores of live traffic and of other runs stay as they are.</p>
          <Choice danger words="Discard them" onClose={() => setAsked(null)} onGo={() => go('discard')} />
        </Dialog>
      )}
    </>
  );
}

interface ChoiceProps {
  readonly words: string;
  readonly danger?: boolean;
  readonly onClose: () => void;
  readonly onGo: () => void;
}

function Choice({ words, danger = false, onClose, onGo }: ChoiceProps) {
  return (
    <footer class="actions">
      <button type="button" class="secondary" onClick={onClose}>
        Not yet
      </button>
      <button type="button" class={danger ? 'danger' : ''} onClick={onGo}>
        {words}
      </button>
    </footer>
  );
}
