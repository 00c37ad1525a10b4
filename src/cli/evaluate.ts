import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { loadConfiguredEngine } from '../composition.js';
import type { ClientConfig } from '../config.js';
import type { TrueAlarm } from '../evaluation/alarms.js';
import { checkBounds, parseBounds } from '../evaluation/bounds.js';
import { evaluateSystems } from '../evaluation/evaluate.js';
import { planItems, type Plan } from '../evaluation/plan.js';
import { drawPlots } from '../evaluation/plots.js';
import { renderReport } from '../evaluation/render.js';
import type { Curves, Report } from '../evaluation/report.js';
import { readCorpusTest, readEvaluationSets, readRepositoryRows, type Row } from '../evaluation/rows.js';
import { pipelineSystem, readScores, type System } from '../evaluation/system.js';
import { projectRoot } from '../paths.js';
import { listModels } from '../scoring/engines/index.js';
import { createPipeline, type Pipeline } from '../scoring/pipeline.js';
import { shippedPolicyVersion } from '../services/policy-versions.js';
import { UsageError } from './usage.js';

const OPTIONS = {
  data: { type: 'string' },
  model: { type: 'string', multiple: true },
  scores: { type: 'string', multiple: true },
  out: { type: 'string', default: 'evaluation' },
  resamples: { type: 'string', default: '200' },
  check: { type: 'string' },
  texts: { type: 'string' },
} as const;

/** The same texts are drawn and changed in every run, so that reports can be compared. */
const SEED = 'conduct';

/**
 * `conduct models evaluate`: measures models and what other systems scored, and writes one report.
 * @returns 1 where `--check` found a figure out of its bounds
 */
export async function evaluateCommand(args: string[], config: ClientConfig): Promise<number> {
  const { values } = parseArgs({ args, options: OPTIONS });
  const resamples = Number(values.resamples);
  if (!Number.isInteger(resamples) || resamples < 0) throw new UsageError('--resamples takes a whole number');
  const bounds = values.check === undefined ? null : parseBounds(await readJson(values.check));
  const rows = await readRows(values.data);
  const plan = planItems(rows, { seed: SEED });
  if (values.texts !== undefined) {
    await writeTexts(values.texts, plan);
    return 0;
  }
  const policy = shippedPolicyVersion();
  const { systems, close } = await openSystems(values.model, values.scores ?? [], config, policy);
  const trueAlarms = (await readJson(join(projectRoot, 'models', 'true-alarms.json'))) as TrueAlarm[];
  const { report, curves } = await evaluateSystems(plan, systems, {
    policy,
    resamples,
    seed: SEED,
    trueAlarms,
    progress: showProgress,
  });
  await close();
  await writeReport(values.out, report, curves);
  process.stdout.write(`${JSON.stringify({ report: join(values.out, 'report.md'), rows: rows.length })}\n`);
  const broken = bounds === null ? [] : checkBounds(report, bounds);
  for (const line of broken) process.stderr.write(`conduct: out of bounds: ${line}\n`);
  return broken.length > 0 ? 1 : 0;
}

async function readRows(folder: string | undefined): Promise<Row[]> {
  if (folder === undefined) return readRepositoryRows(projectRoot);
  const sets = await readEvaluationSets(join(folder, 'eval'));
  return [...sets, ...(await readCorpusTest(join(projectRoot, 'models', 'corpus')))];
}

async function readJson(file: string): Promise<unknown> {
  return JSON.parse(await readFile(file, 'utf8'));
}

/** Everything a report needs scores of, for systems that are scored elsewhere. */
async function writeTexts(file: string, { items }: Plan): Promise<void> {
  const lines = items.map(({ source, id, message }) => JSON.stringify({ source, id, text: message.text }));
  await writeFile(file, `${lines.join('\n')}\n`);
}

async function openSystems(
  models: readonly string[] | undefined,
  scores: readonly string[],
  config: ClientConfig,
  policy: ReturnType<typeof shippedPolicyVersion>,
): Promise<{ systems: System[]; close: () => Promise<void> }> {
  const pipelines: Pipeline[] = [];
  const names = new Set(models ?? (await listModels({ models: config.MODELS_DIR })));
  const taken = [...names, ...scores.map((option) => option.slice(0, option.indexOf('=')))];
  const twice = taken.find((name, i) => taken.indexOf(name) !== i);
  if (twice !== undefined) throw new UsageError(`two systems are named ${JSON.stringify(twice)}`);
  for (const MODEL of names) pipelines.push(createPipeline(await loadConfiguredEngine({ ...config, MODEL })));
  const others = scores.map((option) => {
    const at = option.indexOf('=');
    if (at < 1) throw new UsageError('--scores takes NAME=FILE');
    return readScores(option.slice(0, at), option.slice(at + 1), policy);
  });
  return {
    systems: [
      ...pipelines.map((pipeline) => pipelineSystem(pipeline, policy)),
      ...(await Promise.all(others)),
    ],
    close: async () => {
      for (const pipeline of pipelines) await pipeline.close();
    },
  };
}

function showProgress(system: string, done: number, total: number): void {
  const { isTTY } = process.stderr;
  if (isTTY) process.stderr.write(`\r${system}: ${done} of ${total} texts${done === total ? '\n' : ''}`);
  else if (done === total) process.stderr.write(`${system}: ${total} texts\n`);
}

async function writeReport(folder: string, report: Report, curves: Curves): Promise<void> {
  await mkdir(join(folder, 'plots'), { recursive: true });
  const plots = drawPlots(report, curves);
  for (const [name, svg] of plots) await writeFile(join(folder, 'plots', name), svg);
  await writeFile(join(folder, 'report.json'), `${JSON.stringify(report, null, 1)}\n`);
  const paths = [...plots.keys()].map((name) => `plots/${name}`);
  await writeFile(join(folder, 'report.md'), renderReport(report, paths));
}
