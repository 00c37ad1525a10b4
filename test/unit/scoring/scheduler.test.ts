import { describe, expect, it } from 'vitest';
import { createScheduler, type Caller, type Priority } from '../../../src/scoring/scheduler.js';

/** Calls that end when told to. */
function manualCaller(name: string, calls: string[], todo: Priority[]) {
  const running: (() => void)[] = [];
  const caller: Caller = {
    get next() {
      return todo[0];
    },
    call() {
      calls.push(`${name} ${todo.shift()!}`);
      return new Promise((resolve) => running.push(resolve));
    },
  };
  return { caller, todo, finish: () => running.shift()!() };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('createScheduler', () => {
  it('makes no more calls at once than it may, whoever asks', async () => {
    const scheduler = createScheduler(2);
    const calls: string[] = [];
    const a = manualCaller('a', calls, ['bulk', 'bulk']);
    const b = manualCaller('b', calls, ['bulk']);
    scheduler.wake(a.caller);
    scheduler.wake(b.caller);
    await turn();
    expect(calls).toEqual(['a bulk', 'b bulk']);
    b.finish();
    await turn();
    expect(calls).toEqual(['a bulk', 'b bulk', 'a bulk']);
  });

  it('lets a person go first, whose model it may be, and those alike in turn', async () => {
    const scheduler = createScheduler(1);
    const calls: string[] = [];
    const a = manualCaller('a', calls, ['bulk', 'bulk', 'bulk']);
    const b = manualCaller('b', calls, ['bulk', 'bulk']);
    const c = manualCaller('c', calls, []);
    for (const { caller } of [a, b, c]) scheduler.wake(caller);
    await turn();
    c.todo.push('single');
    scheduler.wake(c.caller);
    for (const each of [a, c, b, a]) {
      each.finish();
      await turn();
    }
    expect(calls).toEqual(['a bulk', 'c single', 'b bulk', 'a bulk', 'b bulk']);
  });

  it('lets a person go on from one model to the next without bulk in between', async () => {
    const scheduler = createScheduler(1);
    const calls: string[] = [];
    const bulk = manualCaller('bulk', calls, ['bulk', 'bulk']);
    const first = manualCaller('first', calls, ['single']);
    const second = manualCaller('second', calls, []);
    const call = first.caller.call.bind(first.caller);
    first.caller.call = async () => {
      await call();
      // Some promises later, as results travel.
      void (async () => {
        for (let i = 0; i < 20; i++) await Promise.resolve();
        second.todo.push('single');
        scheduler.wake(second.caller);
      })();
    };
    scheduler.wake(first.caller);
    scheduler.wake(bulk.caller);
    await turn();
    first.finish();
    await turn();
    expect(calls).toEqual(['first single', 'second single']);
  });

  it('wakes again whoever had nothing to do', async () => {
    const scheduler = createScheduler(1);
    const calls: string[] = [];
    const a = manualCaller('a', calls, []);
    scheduler.wake(a.caller);
    await turn();
    a.todo.push('batch');
    scheduler.wake(a.caller);
    await turn();
    expect(calls).toEqual(['a batch']);
  });
});
