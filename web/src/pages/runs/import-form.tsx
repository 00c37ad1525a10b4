import { useRef, useState } from 'preact/hooks';
import { isAbort, upload } from '../../api/client.js';
import { FORMATS, importPath, type Format } from '../../api/runs.js';
import type { Run } from '../../api/types.js';
import { Failure, Notice } from '../../components/state.js';
import { useTask } from '../../use-resource.js';
import { RateField, Switch } from './fields.js';

const formatOf = (name: string): Format | undefined =>
  (Object.keys(FORMATS) as Format[]).find((format) =>
    FORMATS[format].endings.some((ending) => name.toLowerCase().endsWith(ending)),
  );

/** Sends a file; its messages are stored while it is being sent, and scored once the run is started. */
export function ImportForm({ onMade }: { onMade: (run: Run) => void }) {
  const task = useTask();
  const file = useRef<HTMLInputElement>(null);
  const sending = useRef<AbortController | null>(null);
  const [format, setFormat] = useState<Format>('slack');
  const [source, setSource] = useState('');
  const [columns, setColumns] = useState('');
  const [rate, setRate] = useState('');
  const [exact, setExact] = useState(false);
  const [openCases, setOpenCases] = useState(false);
  const [sent, setSent] = useState<number | null>(null);

  const submit = async (event: Event) => {
    event.preventDefault();
    const chosen = file.current?.files?.[0];
    if (chosen === undefined) return;
    const path = importPath({
      format,
      source: source.trim(),
      columns: format === 'csv' ? columns.trim() : undefined,
      rateMax: rate,
      exact: exact ? 'true' : undefined,
      openCases: openCases ? 'true' : undefined,
    });
    const controller = new AbortController();
    sending.current = controller;
    await task.run(async () => {
      setSent(0);
      try {
        const options = { onSent: setSent, signal: controller.signal };
        onMade(await upload<Run>(path, chosen, FORMATS[format].type, options));
      } catch (error) {
        setSent(null);
        throw isAbort(error)
          ? new Error('you broke the upload off. Nothing is lost: send the file once more to go on')
          : error;
      }
    });
  };
  return (
    <form onSubmit={submit}>
      <p class="muted">
        Messages that are known already are skipped, so a file can be sent again at any time. What was said is
        stored while it is being received; scoring begins when you start the run.
      </p>
      <fieldset disabled={task.busy}>
        <div class="grid-fields">
          <label>
            File
            <input
              ref={file}
              type="file"
              required
              onChange={({ currentTarget }) => {
                const known = formatOf(currentTarget.files?.[0]?.name ?? '');
                if (known !== undefined) setFormat(known);
              }}
            />
          </label>
          <label>
            Format
            <select value={format} onChange={({ currentTarget }) => setFormat(currentTarget.value as Format)}>
              {(Object.keys(FORMATS) as Format[]).map((name) => (
                <option key={name} value={name}>
                  {FORMATS[name].words}
                </option>
              ))}
            </select>
          </label>
          <label>
            {format === 'slack' ? 'Name of the workspace' : 'Source'}
            <input
              maxLength={64}
              pattern="[A-Za-z][A-Za-z0-9_.\-]*"
              title="a letter, then letters, digits, dots, - and _"
              placeholder={format === 'slack' ? 'export' : 'import'}
              value={source}
              onInput={({ currentTarget }) => setSource(currentTarget.value)}
            />
          </label>
          {format === 'csv' && (
            <label>
              Columns
              <input
                maxLength={2_000}
                placeholder="id:ID,text:Message,sentAt:Time"
                value={columns}
                onInput={({ currentTarget }) => setColumns(currentTarget.value)}
              />
            </label>
          )}
          <RateField value={rate} onChange={setRate} />
        </div>
        <Switch on={exact} onChange={setExact}>
          Exact: every message through the whole model, without the quick first stage
        </Switch>
        <Switch on={openCases} onChange={setOpenCases}>
          Open review cases for what is flagged
        </Switch>
      </fieldset>
      <Failure error={task.error} />
      {sent === null ? (
        <button type="submit">Send the file</button>
      ) : (
        <Sending share={sent} onStop={() => sending.current?.abort()} />
      )}
    </form>
  );
}

function Sending({ share, onStop }: { share: number; onStop: () => void }) {
  return (
    <div class="progress-line">
      <label>
        {share < 1 ? `Sending: ${Math.floor(100 * share)} %` : 'Sent; the rest of it is being read…'}
        <progress max={1} {...(share < 1 && { value: share })} />
      </label>
      <button type="button" class="small outline secondary" onClick={onStop}>
        Break off
      </button>
      {share >= 1 && <Notice>What cannot be read is listed with the run.</Notice>}
    </div>
  );
}
