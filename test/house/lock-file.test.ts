import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { missingRows, rowsWithAddress, type LockFile } from '../../scripts/complete-lock.mjs';
import { projectRoot } from '../../src/paths.js';
import { runTool } from './run-tool.js';

describe.each(['.', 'test/clients'])('package-lock.json in %s', (folder) => {
  const path = join(projectRoot, folder, 'package-lock.json');
  const lock = JSON.parse(readFileSync(path, 'utf8')) as LockFile;

  it('has a row for every dependency of every platform (else: node scripts/complete-lock.mjs)', () => {
    expect(missingRows(lock)).toEqual([]);
  });

  it('names no address to download from', () => {
    expect(rowsWithAddress(lock)).toEqual([]);
  });

  it('is accepted by npm ci', async () => {
    const options = ['--dry-run', '--ignore-scripts', '--offline', '--prefix', folder];
    const { status, output } = await runTool('npm', 'ci', ...options);
    expect(status, output).toBe(0);
  });
});

describe('the check of lock files', () => {
  it('sees a row that is missing', () => {
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
