import { isUtf8 } from 'node:buffer';
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { loadConfiguredPipeline } from '../composition.js';
import type { ClientConfig } from '../config.js';
import { InvalidRequestError } from '../domain/errors.js';
import type { ScoredText } from '../domain/model.js';
import type { Pipeline } from '../scoring/pipeline.js';
import type { ClassifyRequest } from '../services/classify.js';
import { createJudge, decide, type Judge } from '../services/decide.js';
import { DEFAULT_POLICY } from '../services/judges.js';
import { parseMessage } from '../services/message-input.js';
import { readPolicyVersion, shippedPolicyVersion } from '../services/policy-versions.js';
import { readLines } from './lines.js';

/** Lines scored together; memory stays flat whatever the length of the input. */
const CHUNK_LINES = 256;

interface Line {
  /** From 1. */
  readonly number: number;
  readonly bytes: Buffer;
}

/** `conduct score`: NDJSON in, NDJSON out, in the same order. @returns 1 where some line was bad */
export async function scoreCommand(args: string[], config: ClientConfig): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      policy: { type: 'string' },
      model: { type: 'string' },
      exact: { type: 'boolean', default: false },
    },
  });
  const policy = values.policy === undefined ? shippedPolicyVersion() : readPolicyVersion(values.policy);
  const pipeline = await loadConfiguredPipeline({ ...config, MODEL: values.model ?? config.MODEL }, values);
  const judge = createJudge(pipeline.spec, pipeline.spec.calibration, policy);
  let bad = 0;
  let chunk: Line[] = [];
  const flush = async () => {
    const { output, failures } = await scoreLines(chunk, pipeline, judge);
    bad += failures;
    chunk = [];
    if (!process.stdout.write(output)) await once(process.stdout, 'drain');
  };
  let number = 0;
  for await (const bytes of readLines(process.stdin)) {
    number++;
    if (bytes.every((byte) => byte <= 0x20)) continue;
    chunk.push({ number, bytes });
    if (chunk.length === CHUNK_LINES) await flush();
  }
  if (chunk.length > 0) await flush();
  await pipeline.close();
  if (bad > 0) process.stderr.write(`conduct: ${bad} of ${number} lines could not be scored.\n`);
  return bad > 0 ? 1 : 0;
}

async function scoreLines(
  lines: readonly Line[],
  pipeline: Pipeline,
  judge: Judge,
): Promise<{ output: string; failures: number }> {
  const parsed = lines.map(parseLine);
  const good = parsed.flatMap((result) => ('request' in result ? [result.request] : []));
  const scored = new Map<ClassifyRequest, ScoredText>();
  for (const mode of ['score', 'explain'] as const) {
    const group = good.filter(({ explain = false }) => explain === (mode === 'explain'));
    (await pipeline[mode](group, 'batch'))!.forEach((result, i) => scored.set(group[i]!, result));
  }
  const output = parsed.map((result, i) => {
    if ('error' in result) return `${JSON.stringify({ line: lines[i]!.number, error: result.error })}\n`;
    const verdict = decide(scored.get(result.request)!, result.request, judge);
    return `${JSON.stringify({ id: result.request.id ?? null, ...verdict })}\n`;
  });
  return { output: output.join(''), failures: parsed.length - good.length };
}

function parseLine({ bytes }: Line): { request: ClassifyRequest } | { error: string } {
  if (!isUtf8(bytes)) return { error: 'is not valid UTF-8' };
  let value: unknown;
  try {
    value = JSON.parse(bytes.toString('utf8').replace(/^\ufeff/, ''));
  } catch {
    return { error: 'is not valid JSON' };
  }
  try {
    const request = parseMessage(value);
    if (request.policy !== undefined && request.policy !== DEFAULT_POLICY) {
      return { error: '/policy is not known here: use --policy FILE' };
    }
    return { request };
  } catch (error) {
    if (error instanceof InvalidRequestError) return { error: `${error.field} ${error.message}` };
    throw error;
  }
}
