import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { withLock } from '../../scripts/lock.mjs';
import { projectRoot } from '../../src/paths.js';

const folder = join(projectRoot, 'test/clients');
const stamp = join(folder, 'node_modules/.conduct-install');
const NPM_CI = ['ci', '--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error'];

/**
 * Installs the clients of other services as test/clients/package-lock.json says, unless they are there:
 * a package of its own, since they are larger than everything that the service needs.
 */
export async function installClients(): Promise<void> {
  const lock = readFileSync(join(folder, 'package-lock.json'));
  const wanted = createHash('sha256').update(lock).digest('hex');
  const isThere = () => existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted;
  if (isThere()) return;
  await withLock(join(folder, '.conduct-lock'), async () => {
    if (isThere()) return;
    await promisify(execFile)('npm', NPM_CI, { cwd: folder });
    writeFileSync(stamp, wanted);
  });
}

/** One of them, as its makers publish it. */
export function loadClient(name: string): any {
  return createRequire(join(folder, 'package.json'))(name);
}
