/**
 * `npm run demo [-- --messages N]`: Conduct on a data folder of its own (DATA_DIR, default ./data/demo), filled with
 * ordinary chat and planted violations. Ctrl-C ends everything; started again it goes on where it was.
 *
 * Reads what `npm start` reads, DATABASE_URL and REDIS_URL too.
 */
import './node-version.mjs';
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { ExpectedError } from './expected-error.mjs';
import { projectFolder } from './install.mjs';
import { endProcess } from './processes.mjs';
import { runService } from './run-service.mjs';

const messagesMin = 100;
const messagesMax = 50_000;
const stopTimeoutMs = 10_000;
const failuresMax = 5;
/** A filling that ran this long did not fall over its start. */
const steadyMs = 30_000;
const retryMs = 2000;

function messagesWanted() {
  const usage = `Usage: npm run demo [-- --messages N], N from ${messagesMin} to ${messagesMax}\n`;
  try {
    const { values } = parseArgs({ options: { messages: { type: 'string', default: String(messagesMax) } } });
    const count = Number(values.messages);
    if (Number.isInteger(count) && count >= messagesMin && count <= messagesMax) return count;
  } catch {
    // an argument that there is not
  }
  process.stderr.write(usage);
  return process.exit(2);
}

/** The demonstration's key may be shown at every start. */
function demoKey(dataDir) {
  const path = join(dataDir, 'demo.key');
  if (!existsSync(path)) {
    writeFileSync(path, `conduct_${randomBytes(32).toString('base64url')}\n`, { mode: 0o600 });
  }
  return readFileSync(path, 'utf8').trim();
}

/** A key of the reader's own is not put on the terminal. */
const shownKey = (env) => (process.env.ADMIN_API_KEY ? 'your ADMIN_API_KEY' : env.ADMIN_API_KEY);

/** What the children get: on a Redis that others use as well, queues of its own. */
const demoEnv = ({ dataDir }) => ({
  ...process.env,
  ADMIN_API_KEY: process.env.ADMIN_API_KEY || demoKey(dataDir),
  QUEUE_PREFIX: process.env.QUEUE_PREFIX || 'conduct_demo',
});

/**
 * Fills the running service, once.
 * @returns {Promise<{outcome?: object, refused?: string, failed?: string}>} what came out, or why nothing did
 */
async function fillOnce(count, env, signal) {
  const script = join(projectFolder, 'dist', 'demo', 'main.js');
  const child = spawn(process.execPath, ['--enable-source-maps', script, String(count)], {
    cwd: projectFolder,
    env: { ...env, LOG_LEVEL: 'error' },
    detached: true, // a Ctrl-C reaches only this process, which ends the filling before the service
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const gone = new Promise((resolve) => child.once('close', resolve));
  const result = await new Promise((resolve) => {
    if (signal.aborted) resolve({});
    signal.addEventListener('abort', () => resolve({}));
    child.on('message', ({ type, outcome, message }) => {
      if (type === 'filled') resolve({ outcome });
      else resolve({ [type]: message });
    });
    child.on('error', (error) => resolve({ failed: error.message }));
    void gone.then((status) => resolve({ failed: `it ended with status ${status}` }));
  });
  if (child.pid !== undefined) {
    await endProcess(child.pid, [['SIGTERM', stopTimeoutMs]], { group: true });
    await gone;
  }
  return result;
}

/**
 * A filling that fails, as where the database is too busy to answer, goes on where it was.
 * @returns what came out; undefined where it was stopped
 */
async function fill(count, env, signal, print) {
  for (let failures = 0; !signal.aborted;) {
    const startedAt = Date.now();
    const { outcome, refused, failed } = await fillOnce(count, env, signal);
    if (refused !== undefined) throw new ExpectedError(refused);
    if (failed === undefined) return outcome;
    failures = Date.now() - startedAt > steadyMs ? 1 : failures + 1;
    if (failures >= failuresMax) throw new ExpectedError(`The demonstration cannot be filled: ${failed}.`);
    print(`Filling stopped (${failed}); it goes on in a moment.`);
    await sleep(retryMs, undefined, { signal }).catch(() => undefined);
  }
  return undefined;
}

function explain({ planted, plantedFound, flagged, failed }, address, key, print) {
  const page = (name) => `${address}/#/${name}`;
  if (failed > 0) print(`\n${failed} messages could not be scored; see the logs.`);
  print(`
The demonstration is ready at ${address}

  Key to sign in with:  ${key}

Ordinary chat of Ubuntu's IRC channels under invented names, dealt out to twelve weeks, and among it ${planted}
planted violations, whose names begin with demo-planted- and say which clause they break; ${plantedFound} of them are
at review, act or alert, and ${flagged} messages in all. Look first at

  ${page('queue')}        what people should look at, alerts first
  ${page('workbench?clause=insult')}   drag a threshold and see what changes; labels of two
                 invented raters give precision and recall
  ${page('try')}          paste a message of your own

Ctrl-C ends it; the next npm run demo finds everything as you left it.
`);
}

const count = messagesWanted();
process.env.DATA_DIR ||= join(projectFolder, 'data', 'demo');
await runService({
  env: demoEnv,
  whenReady: async ({ address }, { env, signal, print }) => {
    print(
      `\nConduct runs at ${address}. Filling in what is missing of the demonstration; sign in meanwhile with ${shownKey(env)}`,
    );
    const outcome = await fill(count, env, signal, print);
    if (outcome !== undefined) explain(outcome, address, shownKey(env), print);
  },
});
