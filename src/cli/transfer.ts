import { createReadStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { loadConfiguredPipeline } from '../composition.js';
import type { ClientConfig } from '../config.js';
import { InvalidRequestError } from '../domain/errors.js';
import type { Pipeline } from '../scoring/pipeline.js';
import { createJudge, decide } from '../services/decide.js';
import { parseMessage } from '../services/message-input.js';
import { POLICY_NAME } from '../services/policy-file.js';
import { shippedPolicyVersion } from '../services/policy-versions.js';
import { writePolicy } from '../transfer/policy.js';
import {
  MESSAGES_MIN,
  signalsFor,
  transfer,
  type OldThresholds,
  type TransferRow,
} from '../transfer/transfer.js';
import { describeTransfer } from './transfer-report.js';
import { readSaved, type SavedMessage } from './transfer-rows.js';
import { UsageError } from './usage.js';

const OPTIONS = {
  at: { type: 'string', multiple: true, default: [] as string[] },
  out: { type: 'string', default: 'transferred-policy.json' },
  name: { type: 'string', default: 'transferred' },
  model: { type: 'string' },
  texts: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
} as const;

/** Where the Perspective API's makers advised to look at comments, and where to act on them. */
const USUAL: OldThresholds = { review: 0.7, act: 0.9 };
const CHUNK = 256;
const FAULTS_SHOWN_MAX = 10;

/** What was read and scored. */
interface Scored {
  readonly rows: TransferRow[];
  /** Only where texts are to be shown. */
  readonly texts: Map<string, string>;
  readonly faults: string[];
  readonly unused: Set<string>;
}

/**
 * `conduct transfer FILE`: carries thresholds over from saved scores of the Perspective API, in this
 * process, and writes a policy to import.
 * @returns 1 where there are too few messages, or some line was bad
 */
export async function transferCommand(args: string[], config: ClientConfig): Promise<number> {
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options: OPTIONS });
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0)
    throw new UsageError('transfer takes one FILE, - for standard input');
  if (!new RegExp(POLICY_NAME).test(values.name)) throw new UsageError('--name must be a name of a policy');
  const thresholdsOf = readThresholds(values.at);
  const pipeline = await loadConfiguredPipeline({ ...config, MODEL: values.model ?? config.MODEL });
  const input = file === '-' ? process.stdin : createReadStream(file);
  const scored = await scoreAll(input, pipeline, values.texts);
  await pipeline.close();
  tellFaults(scored);
  const result = transfer(scored.rows, thresholdsOf);
  const policy = writePolicy(result);
  if (policy !== null) {
    const note = `Carried over from the Perspective API by ${result.messages} messages.`;
    await writeFile(values.out, `${JSON.stringify({ name: values.name, note, policy }, null, 2)}\n`);
  }
  const written = policy === null ? null : values.out;
  const report = {
    model: pipeline.spec.model.name,
    ...result,
    unscored: scored.rows.length - result.messages,
    policy: written,
  };
  process.stdout.write(
    values.json
      ? `${JSON.stringify(values.texts ? { ...report, texts: Object.fromEntries(scored.texts) } : report)}\n`
      : describeTransfer(report, scored.texts),
  );
  if (result.attributes.length === 0) {
    process.stderr.write(`conduct: too few messages: at least ${MESSAGES_MIN} with scores are needed.\n`);
  }
  return policy === null || scored.faults.length > 0 ? 1 : 0;
}

/** `NAME=REVIEW[:ACT]` for one attribute, without NAME for all others. @throws UsageError */
function readThresholds(options: readonly string[]): (attribute: string) => OldThresholds {
  const named = new Map<string, OldThresholds>();
  for (const option of options) {
    const match = /^(?:([A-Za-z_]+(?:@[\w.-]+)?)=)?([\d.]+)(?::([\d.]+))?$/.exec(option);
    const review = Number(match?.[2]);
    const act = match?.[3] === undefined ? Math.max(review, USUAL.act) : Number(match[3]);
    if (match === null || !(review > 0 && review <= act && act <= 1)) {
      throw new UsageError(
        '--at takes NAME=REVIEW or NAME=REVIEW:ACT, above 0 and at most 1, say TOXICITY=0.8:0.95',
      );
    }
    const name = match[1]?.toUpperCase() ?? '';
    if (name !== '' && signalsFor(name) === undefined) throw new UsageError(`--at: no signal serves ${name}`);
    named.set(name, { review, act });
  }
  return (attribute) => named.get(attribute) ?? named.get('') ?? USUAL;
}

async function scoreAll(
  input: AsyncIterable<Buffer>,
  pipeline: Pipeline,
  keepTexts: boolean,
): Promise<Scored> {
  const scored: Scored = { rows: [], texts: new Map(), faults: [], unused: new Set() };
  const policy = shippedPolicyVersion();
  const judge = createJudge(pipeline.spec, pipeline.spec.calibration, policy);
  let chunk: SavedMessage[] = [];
  const flush = async () => {
    const results = (await pipeline.score(chunk, 'batch'))!;
    results.forEach((result, i) => {
      const { id, text, old } = chunk[i]!;
      scored.rows.push({ id, old, signals: decide(result, { text }, judge).signals });
      if (keepTexts) scored.texts.set(id, text);
    });
    chunk = [];
    if (process.stderr.isTTY) process.stderr.write(`\r${scored.rows.length} messages scored`);
  };
  for await (const read of readSaved(input, scored.unused)) {
    const fault = 'error' in read ? `line ${read.line} ${read.error}` : faultOf(read.message);
    if (fault !== undefined) scored.faults.push(fault);
    if ('error' in read || fault !== undefined) continue;
    chunk.push(read.message);
    if (chunk.length === CHUNK) await flush();
  }
  if (chunk.length > 0) await flush();
  if (process.stderr.isTTY) process.stderr.write('\n');
  return scored;
}

/** What makes a text one that the service would refuse. */
function faultOf({ id, text }: SavedMessage): string | undefined {
  try {
    parseMessage({ text });
    return undefined;
  } catch (error) {
    if (error instanceof InvalidRequestError) return `${JSON.stringify(id)}: ${error.field} ${error.message}`;
    throw error;
  }
}

function tellFaults({ faults, unused }: Scored): void {
  for (const fault of faults.slice(0, FAULTS_SHOWN_MAX)) process.stderr.write(`conduct: ${fault}\n`);
  if (faults.length > 0) process.stderr.write(`conduct: ${faults.length} lines were left out.\n`);
  if (unused.size > 0) {
    process.stderr.write(`conduct: nothing here scores ${[...unused].sort().join(', ')}: left out.\n`);
  }
}
