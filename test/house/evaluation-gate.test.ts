import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadConfiguredEngine } from '../../src/composition.js';
import { loadClientConfig } from '../../src/config.js';
import type { ModelLabel } from '../../src/domain/signal.js';
import { checkBounds, parseBounds } from '../../src/evaluation/bounds.js';
import { evaluateSystems } from '../../src/evaluation/evaluate.js';
import { planItems } from '../../src/evaluation/plan.js';
import { readRepositoryRows } from '../../src/evaluation/rows.js';
import { pipelineSystem } from '../../src/evaluation/system.js';
import { projectRoot } from '../../src/paths.js';
import { createPipeline } from '../../src/scoring/pipeline.js';
import { shippedPolicyVersion } from '../../src/services/policy-versions.js';

const BOUNDS = 'models/evaluation-bounds.json';

const bounds = parseBounds(JSON.parse(readFileSync(join(projectRoot, BOUNDS), 'utf8')));
const bounded = [...new Set(Object.keys(bounds).map((pointer) => pointer.split('/')[2]!))];

describe('models', () => {
  it(`keep within ${BOUNDS} on the corpus's test split and on ordinary chat`, async () => {
    const { MODEL, ...config } = loadClientConfig({});
    expect(bounded).toContain(MODEL);
    const plan = planItems(await readRepositoryRows(projectRoot), { seed: 'conduct', disguises: false });
    const policy = shippedPolicyVersion();
    const pipelines = await Promise.all(
      bounded.map(async (name) => createPipeline(await loadConfiguredEngine({ ...config, MODEL: name }))),
    );
    const systems = pipelines.map((pipeline) => pipelineSystem(pipeline, policy));
    const { report } = await evaluateSystems(plan, systems, {
      policy,
      resamples: 0,
      seed: 'conduct',
      trueAlarms: [],
    });
    await Promise.all(pipelines.map((pipeline) => pipeline.close()));
    expect(Object.keys(report.systems).sort()).toEqual(bounded.sort());
    expect(checkBounds(report, bounds)).toEqual([]);
  });
});

describe('the default model', () => {
  it('is asked for a ground from the logit on that its manifest names', async () => {
    const { MODEL, ...config } = loadClientConfig({});
    const pipeline = createPipeline(await loadConfiguredEngine({ ...config, MODEL }));
    const { even } = await pipelineSystem(pipeline, shippedPolicyVersion()).score([]);
    await pipeline.close();
    const manifest = readFileSync(join(projectRoot, 'models', MODEL, 'manifest.json'), 'utf8');
    const named = (JSON.parse(manifest) as { calibration: { even: Record<string, number> } }).calibration
      .even;
    expect(Object.keys(named)).toContain('target_gender');
    for (const [ground, logit] of Object.entries(named)) expect(even(ground as ModelLabel)).toBe(logit);
    expect(even('target_appearance')).toBe(0);
  });
});
