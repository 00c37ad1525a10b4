import { useState } from 'preact/hooks';
import type { Run } from '../../api/types.js';
import { ImportForm } from './import-form.js';
import { ReplayForm } from './replay-form.js';
import { RescoreForm } from './rescore-form.js';

const KINDS = [
  ['import', 'Import a file'],
  ['rescore', 'Score again'],
  ['replay', 'Replay a policy'],
] as const;
type Kind = (typeof KINDS)[number][0];

const FORMS = { import: ImportForm, rescore: RescoreForm, replay: ReplayForm } as const;

/** Plans a run: what it will do is shown before anything is done. */
export function NewRun({ onMade }: { onMade: (run: Run) => void }) {
  const [kind, setKind] = useState<Kind>('import');
  const Form = FORMS[kind];
  return (
    <section class="panel" aria-labelledby="new-run">
      <div class="heading">
        <h2 id="new-run">Plan a run</h2>
        <fieldset class="tabs">
          <legend class="sr-only">What kind of run</legend>
          {KINDS.map(([name, words]) => (
            <button
              key={name}
              type="button"
              class="small outline"
              aria-pressed={name === kind}
              onClick={() => setKind(name)}
            >
              {words}
            </button>
          ))}
        </fieldset>
      </div>
      <Form onMade={onMade} />
    </section>
  );
}
