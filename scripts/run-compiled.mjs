import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureBuilt } from './build.mjs';
import { ExpectedError } from './expected-error.mjs';
import { ensureInstalled, projectFolder } from './install.mjs';

/**
 * Installs and builds what is missing, then runs a compiled program in this same process: its arguments,
 * streams and exit status are this process's own. Nothing but the program writes to standard output.
 * @param {string} script path from the project's folder
 */
export async function runCompiled(script) {
  const log = (line) => process.stderr.write(`${line}\n`);
  try {
    await ensureInstalled(log);
    await ensureBuilt(log);
  } catch (error) {
    if (!(error instanceof ExpectedError)) throw error;
    log(error.message);
    process.exit(1);
  }
  const path = join(projectFolder, script);
  process.argv[1] = path;
  process.setSourceMapsEnabled(true);
  await import(pathToFileURL(path).href);
}
