import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { missingRows, rowsWithAddress, type LockFile } from '../../scripts/complete-lock.mjs';
import { projectRoot } from '../../src/paths.js';
import { runTool } from './run-tool.js';

const lock = JSON.parse(readFileSync(join(projectRoot, 'package-lock.json'), 'utf8')) as LockFile;

describe('package-lock.json', () => {
  it('has a row for every dependency of every platform (else: node scripts/complete-lock.mjs)', () => {
    expect(missingRows(lock)).toEqual([]);
  });

  it('names no address to download from', () => {
    expect(rowsWithAddress(lock)).toEqual([]);
  });

  it('is accepted by npm ci', async () => {
    const { status, output } = await runTool('npm', 'ci', '--dry-run', '--ignore-scripts', '--offline');
    expect(status, output).toBe(0);
  });

  it('lets the check for missing rows see one that is missing', () => {
    const packages = {
      '': { dependencies: { a: '^1.0.0' } },
      'node_modules/a': { version: '1.0.0', optionalDependencies: { 'a-linux-x64': '1.0.0' } },
    };
    const missing = [{ wantedBy: 'node_modules/a', name: 'a-linux-x64', range: '1.0.0' }];
    expect(missingRows({ packages })).toEqual(missing);
    const nested = { 'node_modules/a/node_modules/a-linux-x64': { version: '1.0.0' } };
    expect(missingRows({ packages: { ...packages, ...nested } })).toEqual([]);
  });
});
