import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { loadConfiguredEngine } from '../composition.js';
import type { ClientConfig } from '../config.js';
import { listModels } from '../scoring/engines/index.js';
import { PUBLISHED_MODEL, TOXICITY_MODEL } from '../scoring/engines/tfjs/published.js';
import { readManifest } from '../scoring/model-files.js';
import { UsageError } from './usage.js';

/** `conduct models list|verify|evaluate|fetch`. @returns 1 where a model did not pass */
export async function modelsCommand(args: string[], config: ClientConfig): Promise<number> {
  if (args[0] === 'evaluate') {
    // Loaded where it is needed: it draws, which nothing else here does.
    const { evaluateCommand } = await import('./evaluate.js');
    return evaluateCommand(args.slice(1), config);
  }
  if (args[0] === 'fetch') return fetchModel(args.slice(1), config);
  const { positionals } = parseArgs({ args, allowPositionals: true });
  const [action, ...names] = positionals;
  if (action === 'list') return list(config);
  if (action === 'verify') return verify(config, names);
  throw new UsageError('models takes list, verify, evaluate or fetch');
}

/** `conduct models fetch toxicity-tfjs [--from URL] [--accept-other]`: the one command that downloads a model. */
async function fetchModel(args: string[], config: ClientConfig): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { from: { type: 'string' }, 'accept-other': { type: 'boolean' } },
  });
  const [name] = positionals;
  if (name !== TOXICITY_MODEL)
    throw new UsageError(`models fetch takes ${TOXICITY_MODEL}: the others are shipped`);
  if (values.from !== undefined && !/^https?:\/\//u.test(values.from))
    throw new UsageError('--from takes an http(s) address');
  const { fetchToxicity } = await import('./fetch-toxicity.js');
  const fetched = await fetchToxicity(config, { from: values.from, acceptOther: values['accept-other'] });
  process.stdout.write(`${JSON.stringify(fetched)}\n`);
  return 0;
}

async function list({ MODELS_DIR, TOXICITY_MODEL_DIR }: ClientConfig): Promise<number> {
  for (const name of await listModels({ models: MODELS_DIR, toxicity: TOXICITY_MODEL_DIR })) {
    const folder = join(MODELS_DIR, name);
    const { engine, version, licence, labels } =
      name === TOXICITY_MODEL ? PUBLISHED_MODEL : await readManifest(folder);
    process.stdout.write(`${JSON.stringify({ name, engine, version, licence, labels })}\n`);
  }
  return 0;
}

async function verify(config: ClientConfig, names: readonly string[]): Promise<number> {
  let status = 0;
  for (const MODEL of names.length > 0
    ? names
    : await listModels({ models: config.MODELS_DIR, toxicity: config.TOXICITY_MODEL_DIR })) {
    try {
      const engine = await loadConfiguredEngine({ ...config, MODEL });
      process.stdout.write(`${JSON.stringify({ name: MODEL, ok: true, sha256: engine.sha256 })}\n`);
      await engine.close();
    } catch (error) {
      status = 1;
      process.stdout.write(
        `${JSON.stringify({ name: MODEL, ok: false, error: (error as Error).message })}\n`,
      );
    }
  }
  return status;
}
