/**
 * Questions about processes that are not necessarily children of this one, and ways to end them.
 * Linux by /proc, elsewhere by `ps`.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, readlinkSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** /proc's file for a process, or null: gone, or not ours to read. */
function procFile(pid, name) {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8');
  } catch {
    return null;
  }
}

function psField(pid, format) {
  const { status, stdout } = spawnSync('ps', ['-o', format, '-p', String(pid)], { encoding: 'utf8' });
  return status === 0 && stdout.trim() !== '' ? stdout.trim() : null;
}

/**
 * What tells a process from a later one with the same pid: the boot and the moment it started.
 * @returns {string | null} null when no such process runs (a zombie no longer runs)
 */
export function processIdentity(pid) {
  if (!Number.isInteger(pid) || pid <= 0) return null;
  if (process.platform !== 'linux') {
    const answer = psField(pid, 'stat=,lstart=');
    return answer === null || answer.startsWith('Z') ? null : answer.replace(/^\S+\s+/, '');
  }
  const stat = procFile(pid, 'stat');
  if (stat === null) return null;
  // The name in parentheses may hold anything, so count from the last one: state is field 3, start 22.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  // The first thread of a killed process is a zombie before the others are: they still hold its ports.
  const ended = fields[0] === 'X' || (fields[0] === 'Z' && Number(fields[17]) <= 1);
  if (ended) return null;
  const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  return `${boot}/${fields[19]}`;
}

/** @returns {string | null} the command line of a running process, arguments separated by spaces */
export function processCommand(pid) {
  if (processIdentity(pid) === null) return null;
  if (process.platform !== 'linux') return psField(pid, 'command=');
  return procFile(pid, 'cmdline')?.replaceAll('\0', ' ').trim() ?? null;
}

/** @returns {string | null} the working folder of a process; null where the system does not tell */
export function processFolder(pid) {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return null;
  }
}

/**
 * Polls until `condition` holds.
 * @returns {Promise<boolean>} false when `timeoutMs` passed first
 */
export async function waitUntil(condition, timeoutMs, intervalMs = 20) {
  const deadline = Date.now() + timeoutMs;
  while (!(await condition())) {
    if (Date.now() >= deadline) return false;
    await sleep(intervalMs);
  }
  return true;
}

/** Sends a signal; a process (negative: a group) that is gone is no error. */
export function sendSignal(pid, signal) {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}

/**
 * Ends a process that may not be our child: each signal in turn with its time, then SIGKILL.
 * @param {number} pid
 * @param {[signal: string, timeoutMs: number][]} steps
 * @param {{group?: boolean}} options group: signal the process group that `pid` leads
 */
export async function endProcess(pid, steps, { group = false } = {}) {
  const identity = processIdentity(pid);
  const gone = () => processIdentity(pid) !== identity;
  if (identity === null) return;
  for (const [signal, timeoutMs] of [...steps, ['SIGKILL', 5000]]) {
    sendSignal(group ? -pid : pid, signal);
    if (await waitUntil(gone, timeoutMs)) return;
  }
  throw new Error(`process ${pid} does not end`);
}
