/** Reads the counts, and what to say of single tests, out of Vitest's JSON report. */

/**
 * @typedef {{passed: number, failed: number, skipped: number}} Counts
 */

/**
 * @param {any} report Vitest's JSON report; null when there is none
 * @param {number | string} status how Vitest ended
 * @returns {Counts} a file that could not be loaded, or an error outside of any test, counts as one failed
 */
export function countTests(report, status) {
  if (report === null) return { passed: 0, failed: 1, skipped: 0 };
  const broken = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  );
  const failed = report.numFailedTests + broken.length;
  return {
    passed: report.numPassedTests,
    failed: failed === 0 && (status !== 0 || !report.success) ? 1 : failed,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/**
 * What went wrong, for the end of the output, where it is looked for first.
 *
 * @param {any} report Vitest's JSON report; null when there is none
 * @returns {string[]} a line for each test that failed, or that passed only when it was tried again
 */
export function notableTests(report) {
  const lines = [];
  for (const file of report?.testResults ?? []) {
    if (file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'))
      lines.push(`FAILED ${file.name}: ${firstLine(file.message)}`);
    for (const test of file.assertionResults) {
      const messages = test.failureMessages ?? [];
      if (test.status === 'failed')
        lines.push(`FAILED ${file.name} > ${test.fullName}: ${firstLine(messages[0])}`);
      else if (messages.length > 0)
        lines.push(`TRIED AGAIN ${file.name} > ${test.fullName}: ${firstLine(messages[0])}`);
    }
  }
  return lines;
}

/** @param {string | undefined} message */
function firstLine(message) {
  return (message ?? '').split('\n', 1)[0];
}

/** @param {Counts} a @param {Counts} b @returns {Counts} */
export function addCounts(a, b) {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped };
}

/** @param {Counts} counts */
export function countsLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
