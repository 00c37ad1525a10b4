import { describe, expect, it } from 'vitest';
import { join } from 'node:path';
import { projectRoot } from '../../src/paths.js';
import { runTool } from './run-tool.js';

/** Runs a tool of node_modules; it must end with status 0, else its output is the message. */
async function expectClean(script: string, ...args: string[]): Promise<void> {
  const path = join(projectRoot, 'node_modules', script);
  const { status, output } = await runTool(process.execPath, path, ...args);
  expect(status, output).toBe(0);
}

describe('the sources', () => {
  it('have no type errors', () => expectClean('typescript/bin/tsc', '--noEmit'));

  it('of the admin UI have no type errors', () =>
    expectClean('typescript/bin/tsc', '--noEmit', '--project', 'web'));

  it('have no lint errors or warnings', () => expectClean('eslint/bin/eslint.js', '.', '--max-warnings=0'));

  it('keep to the dependency rules', () =>
    expectClean(
      'dependency-cruiser/bin/dependency-cruise.mjs',
      '--config',
      '.dependency-cruiser.cjs',
      'src',
      'workers',
      'web',
    ));

  it('hold no dead code and no unused dependency', () =>
    expectClean('knip/bin/knip.js', '--no-progress', '--treat-config-hints-as-errors'));
});
