import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { takeLock, withLock } from '../../../scripts/lock.mjs';
import { processIdentity } from '../../../scripts/processes.mjs';
import { projectRoot } from '../../../src/paths.js';

describe('a lock file', () => {
  let folder: string;
  let path: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'conduct-lock-'));
    path = join(folder, 'lock');
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  function take() {
    const lock = takeLock(path);
    if (!lock.held) throw new Error(`held by ${lock.owner.pid}`);
    return lock;
  }

  it('is refused while its owner lives, and names the owner', () => {
    const lock = take();
    expect(takeLock(path)).toEqual({
      held: false,
      owner: expect.objectContaining({ pid: process.pid }) as unknown,
    });
    lock.release();
    expect(existsSync(path)).toBe(false);
    expect(takeLock(path).held).toBe(true);
  });

  it('is cleared when its owner is dead, and hands on what the owner had recorded', async () => {
    const script = `
      import { takeLock } from ${JSON.stringify(join(projectRoot, 'scripts/lock.mjs'))};
      takeLock(${JSON.stringify(path)}).record({ children: [1, 2] });
      process.kill(process.pid, 'SIGKILL');`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: 'ignore' });
    await once(child, 'exit');
    expect(take().left).toMatchObject({ pid: child.pid, children: [1, 2] });
  });

  it('is cleared when its owner’s pid belongs to another process by now', () => {
    writeFileSync(path, JSON.stringify({ pid: process.pid, identity: 'another start' }));
    expect(take().left).toMatchObject({ identity: 'another start' });
  });

  it.each(['', '{"pid":', '[]', 'null'])('is cleared when it holds %j', (content) => {
    writeFileSync(path, content);
    expect(takeLock(path).held).toBe(true);
  });

  it('lets one at a time do the work, and is free after an error', async () => {
    const order: string[] = [];
    const work = (name: string) => async () => {
      order.push(`${name} begins`);
      await new Promise((resolve) => setTimeout(resolve, 20));
      order.push(`${name} ends`);
    };
    const first = withLock(path, work('first'));
    const second = withLock(path, work('second'));
    await Promise.all([first, second]);
    expect(order).toEqual(['first begins', 'first ends', 'second begins', 'second ends']);
    await expect(withLock(path, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    expect(existsSync(path)).toBe(false);
  });

  it('leaves no file of its own making beside it', () => {
    take().record({ more: true });
    expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ pid: process.pid, more: true });
    expect(existsSync(`${path}.${process.pid}`)).toBe(false);
  });
});

describe('the identity of a process', () => {
  it('is the same each time, and null once the process is gone', async () => {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
    await once(child, 'spawn');
    const identity = processIdentity(child.pid!);
    expect(identity).not.toBeNull();
    expect(processIdentity(child.pid!)).toBe(identity);
    expect(processIdentity(process.pid)).not.toBe(identity);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(processIdentity(child.pid!)).toBeNull();
  });

  it.each([0, -1, NaN, 1.5, 2 ** 22 + 1])('is null for %d', (pid) => expect(processIdentity(pid)).toBeNull());
});
