import { describe, expect, it } from 'vitest';
import { createCoalescer } from '../../../src/concurrency/coalesce.js';

/** A run that finishes when told to, and remembers its groups. */
function controlled() {
  const groups: number[][] = [];
  const finish: (() => void)[] = [];
  const run = (items: number[]) =>
    new Promise<number[]>((resolve) => {
      groups.push(items);
      finish.push(() => resolve(items.map((item) => item * 10)));
    });
  return { groups, finish, run };
}

describe('createCoalescer', () => {
  it('runs the first item at once and alone, and groups what comes meanwhile', async () => {
    const { groups, finish, run } = controlled();
    const add = createCoalescer(run, { groupMax: 10, concurrency: 1 });
    const results = [add(1), add(2), add(3)];
    expect(groups).toEqual([[1]]);
    finish[0]!();
    expect(await results[0]).toBe(10);
    await Promise.resolve();
    expect(groups).toEqual([[1], [2, 3]]);
    finish[1]!();
    expect(await Promise.all(results)).toEqual([10, 20, 30]);
  });

  it('never exceeds the size of a group nor the number of groups under way', async () => {
    const { groups, finish, run } = controlled();
    const add = createCoalescer(run, { groupMax: 2, concurrency: 2 });
    const results = [1, 2, 3, 4, 5, 6].map((item) => add(item));
    expect(groups).toEqual([[1], [2]]);
    finish[0]!();
    await results[0];
    await Promise.resolve();
    expect(groups).toEqual([[1], [2], [3, 4]]);
    for (let i = 1; i < 4; i++) {
      await Promise.resolve();
      finish[i]?.();
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(await Promise.all(results)).toEqual([10, 20, 30, 40, 50, 60]);
  });

  it('keeps items of equal key out of one group, in order', async () => {
    const { groups, finish, run } = controlled();
    const add = createCoalescer(run, { groupMax: 10, concurrency: 1, conflicts: (item) => String(item % 2) });
    const results = [0, 1, 3, 2].map((item) => add(item));
    for (let i = 0; i < 4; i++) {
      finish[i]?.();
      await new Promise((resolve) => setImmediate(resolve));
    }
    await Promise.all(results);
    expect(groups).toEqual([[0], [1, 2], [3]]);
  });

  it('rejects every item of a group whose run fails, and goes on', async () => {
    let calls = 0;
    const add = createCoalescer<number, number>(
      (items) => (++calls === 1 ? Promise.reject(new Error('lost')) : Promise.resolve(items)),
      { groupMax: 10, concurrency: 1 },
    );
    await expect(add(1)).rejects.toThrow('lost');
    expect(await add(2)).toBe(2);
  });

  it('rejects where the run gives another number of results', async () => {
    const add = createCoalescer<number, number>(() => Promise.resolve([]), { groupMax: 1, concurrency: 1 });
    await expect(add(1)).rejects.toThrow('one result per item');
  });

  it('runs the items of a failed group one by one where that finds the one at fault', async () => {
    const groups: number[][] = [];
    const run = (items: number[]) => {
      groups.push(items);
      if (items.includes(3)) return Promise.reject(new RangeError('3'));
      return Promise.resolve(items.map((item) => item * 10));
    };
    const add = createCoalescer(run, {
      groupMax: 10,
      concurrency: 1,
      apart: (failure) => failure instanceof RangeError,
    });
    const settled = await Promise.allSettled([1, 2, 3, 4].map((item) => add(item)));
    expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
    expect(groups).toEqual([[1], [2, 3, 4], [2], [3], [4]]);
    expect(await add(5)).toBe(50);
  });
});
