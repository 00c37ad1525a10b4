/**
 * Runs one API process and some workers, each in a process group of its own, so that a Ctrl-C reaches
 * only this process, which then stops them in order. Each child has an IPC channel: over it the child
 * tells that it is ready or why it failed, and by its closing a child learns that this process is gone.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { logChild } from './child-log.mjs';
import { projectFolder } from './install.mjs';
import { endProcess, processIdentity, sendSignal } from './processes.mjs';

const stopTimeoutMs = 10_000;
const restartDelayMaxMs = 5000;
/** A worker that ran this long did not fall over its start: its next restart is quick again. */
const steadyMs = 30_000;
/**
 * The API collects garbage when its heap has grown by half instead of by several times: receiving 2 GiB it
 * stays some 180 MiB smaller, and answers as fast (docs/import.md). A flag set at run time does not do it.
 */
const API_FLAGS = ['--heap-growing-percent=50'];
/** Before the service was ever ready, this many crashes in a row mean that it never will be. */
const crashesMax = 3;

/**
 * @typedef {object} SupervisorOptions
 * @property {number} workers
 * @property {Record<string, string | undefined>} env of the children
 * @property {string} logFolder
 * @property {boolean} logToTerminal
 * @property {(line: string) => void} print
 * @property {(children: {pid: number, identity: string}[]) => void} onChildren told of each change
 */

/**
 * @param {SupervisorOptions} options
 * @returns `ready` resolves with what the API says of itself; `ended` resolves with the reason when the
 *   service ends unasked; `stop` ends everything in order
 */
export function superviseService(options) {
  const running = new Map();
  const events = {};
  const ready = new Promise((resolve) => (events.ready = resolve));
  const ended = new Promise((resolve) => (events.ended = resolve));
  const state = { isReady: false, stopping: false };
  void ready.then(() => (state.isReady = true));

  function startChild(name, script, onEnd) {
    const flags = ['--enable-source-maps', ...(name === 'api' ? API_FLAGS : [])];
    const child = spawn(process.execPath, [...flags, join(projectFolder, script)], {
      cwd: projectFolder,
      env: options.env,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    const lastErrors = logChild(child, {
      name,
      path: join(options.logFolder, `${name}.log`),
      print: options.print,
      everything: options.logToTerminal,
    });
    let failure = null;
    child.on('message', (message) => {
      if (message?.type === 'failed') failure = message.message;
      if (message?.type === 'ready' && name === 'api') events.ready(message);
    });
    child.on('error', (error) => (failure = error.message)); // could not be spawned, or not be told
    child.on('close', (code, signal) => {
      running.delete(name);
      recordChildren();
      if (!state.stopping) onEnd({ failure, how: signal ?? `status ${code}`, lastErrors: lastErrors() });
    });
    running.set(name, { pid: child.pid, identity: processIdentity(child.pid) });
    recordChildren();
  }

  function recordChildren() {
    options.onChildren([...running.values()].filter(({ pid }) => pid !== undefined));
  }

  function explain(name, { how, lastErrors }) {
    const errors = lastErrors.length === 0 ? '' : `\n${lastErrors.join('\n')}`;
    return `${name} ended (${how}). Its log: ${join(options.logFolder, `${name}.log`)}${errors}`;
  }

  function startWorker(name, crashes = 0) {
    const startedAt = Date.now();
    startChild(name, 'dist/workers/main.js', async (end) => {
      const count = Date.now() - startedAt > steadyMs ? 1 : crashes + 1;
      if (!state.isReady && end.failure !== null) return events.ended(end.failure);
      if (!state.isReady && count >= crashesMax) return events.ended(explain(name, end));
      const delayMs = Math.min(restartDelayMaxMs, 250 * 2 ** (count - 1));
      options.print(`${name} ended (${end.failure ?? end.how}); starting it again in ${delayMs / 1000} s.`);
      await sleep(delayMs);
      if (!state.stopping) startWorker(name, count);
    });
  }

  startChild('api', 'dist/src/main.js', (end) => events.ended(end.failure ?? explain('api', end)));
  for (let i = 1; i <= options.workers; i += 1) startWorker(`worker-${i}`);

  const end = ({ pid }) => endProcess(pid, [['SIGTERM', stopTimeoutMs]], { group: true });
  return {
    ready,
    ended,
    /** The API first: while it finishes its last answers, the workers still score for it. */
    stop: async () => {
      state.stopping = true;
      const api = running.get('api');
      if (api !== undefined) await end(api);
      await Promise.all([...running.values()].map(end));
    },
    /** For somebody who does not want to wait: `stop` then finds everything gone. */
    kill: () => {
      state.stopping = true;
      for (const { pid } of running.values()) sendSignal(-pid, 'SIGKILL');
    },
  };
}
