/**
 * Lock files that survive their owner's death: they name the owner by pid and start, so that the lock of
 * a dead process, or of one whose pid was given away since, is cleared.
 */
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { processIdentity } from './processes.mjs';

/** @returns {Record<string, any> | null} null: no lock, or one that cannot be read */
function readLock(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return null;
  }
}

function isHeld(owner) {
  return owner !== null && owner.identity !== undefined && processIdentity(owner.pid) === owner.identity;
}

/** Moves a stale lock away; gives it back when another process has replaced it meanwhile. */
function clearStale(path, seen) {
  const aside = `${path}.${process.pid}.stale`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if (error.code === 'ENOENT') return;
    throw error;
  }
  const moved = readLock(aside);
  if (JSON.stringify(moved) !== JSON.stringify(seen) && isHeld(moved)) {
    try {
      linkSync(aside, path);
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
  }
  rmSync(aside, { force: true });
}

/**
 * Takes the lock at `path`, or tells who holds it.
 *
 * The file appears with its content at once (written aside, then linked), so that nobody reads half a
 * lock. `left` is what a dead owner had recorded.
 * @returns {{held: true, left: object | null, record: (extra: object) => void, release: () => void}
 *   | {held: false, owner: {pid: number}}}
 */
export function takeLock(path) {
  const own = { pid: process.pid, identity: processIdentity(process.pid) };
  const draft = `${path}.${process.pid}`;
  let left = null;
  writeFileSync(draft, JSON.stringify(own));
  try {
    for (;;) {
      try {
        linkSync(draft, path);
        break;
      } catch (error) {
        if (error.code !== 'EEXIST') throw error;
      }
      const owner = readLock(path);
      if (isHeld(owner)) return { held: false, owner };
      left = owner ?? left;
      clearStale(path, owner);
    }
  } finally {
    rmSync(draft, { force: true });
  }
  const record = (extra) => {
    writeFileSync(draft, JSON.stringify({ ...own, ...extra }));
    renameSync(draft, path);
  };
  return { held: true, left, record, release: () => rmSync(path, { force: true }) };
}

/** Runs `work` while holding the lock at `path`, after waiting for whoever holds it. */
export async function withLock(path, work) {
  let lock = takeLock(path);
  while (!lock.held) {
    await sleep(100);
    lock = takeLock(path);
  }
  try {
    return await work();
  } finally {
    lock.release();
  }
}
