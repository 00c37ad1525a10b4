import { describe, expect, it } from 'vitest';
import { addCounts, countTests, countsLine, notableTests } from '../../../scripts/test-report.mjs';

const file = (status: string, ...tests: string[]) => ({
  status,
  assertionResults: tests.map((test) => ({ status: test })),
});

const report = (
  numbers: [passed: number, failed: number, pending: number],
  files: unknown[],
  success: boolean,
) => ({
  numPassedTests: numbers[0],
  numFailedTests: numbers[1],
  numPendingTests: numbers[2],
  numTodoTests: 0,
  success,
  testResults: files,
});

describe('the counts that npm test ends with', () => {
  it('are those of the report', () => {
    const some = report([412, 0, 38], [file('passed', 'passed')], true);
    expect(countsLine(countTests(some, 0))).toBe('412 passed, 0 failed, 38 skipped');
  });

  it('leave out skips where there are none', () => {
    expect(countsLine({ passed: 3, failed: 1, skipped: 0 })).toBe('3 passed, 1 failed');
  });

  it('count a file that could not be loaded, or whose hook failed, as a failure', () => {
    const broken = report([1, 0, 0], [file('failed'), file('passed', 'passed')], false);
    expect(countTests(broken, 1)).toEqual({ passed: 1, failed: 1, skipped: 0 });
    const hook = report([0, 0, 2], [file('failed', 'skipped', 'skipped')], false);
    expect(countTests(hook, 1).failed).toBe(1);
    const ordinary = report([1, 1, 0], [file('failed', 'failed', 'passed')], false);
    expect(countTests(ordinary, 1).failed).toBe(1);
  });

  it('count an error outside of any test, a killed run and a missing report as a failure', () => {
    const fine = report([5, 0, 0], [file('passed', 'passed')], true);
    expect(countTests(fine, 1)).toEqual({ passed: 5, failed: 1, skipped: 0 });
    expect(countTests(fine, 'SIGKILL').failed).toBe(1);
    expect(countTests(null, 0)).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });

  it('add up over several runs', () => {
    const sum = addCounts({ passed: 1, failed: 2, skipped: 3 }, { passed: 10, failed: 20, skipped: 30 });
    expect(sum).toEqual({ passed: 11, failed: 22, skipped: 33 });
  });

  it('come after a line for each test that failed or was tried again', () => {
    const files = [
      {
        name: 'a.test.ts',
        status: 'failed',
        assertionResults: [
          { status: 'failed', fullName: 'breaks', failureMessages: ['Error: no\n    at line 3'] },
          { status: 'passed', fullName: 'is slow', failureMessages: ['Error: late'] },
          { status: 'passed', fullName: 'holds', failureMessages: [] },
        ],
      },
      { name: 'b.test.ts', status: 'failed', message: 'cannot load\nb', assertionResults: [] },
    ];
    expect(notableTests(report([2, 1, 0], files, false))).toEqual([
      'FAILED a.test.ts > breaks: Error: no',
      'TRIED AGAIN a.test.ts > is slow: Error: late',
      'FAILED b.test.ts: cannot load',
    ]);
    expect(notableTests(null)).toEqual([]);
  });
});
