/**
 * `npm test`: installs what is missing, builds what is stale and runs every test; the last line counts them.
 *
 * Suites whose server is not on this machine are skipped and counted; with REQUIRE_ALL=1 a skip is a
 * failure, and the unit and HTTP suites run a second time on the newest Node that is supported.
 *
 * Arguments go to Vitest (npm test -- test/unit/policy) and leave the second run out.
 */
import './node-version.mjs';
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBuilt } from './build.mjs';
import { ExpectedError } from './expected-error.mjs';
import { ensureInstalled, projectFolder } from './install.mjs';
import { addCounts, countsLine, countTests, notableTests } from './test-report.mjs';

const chosen = process.argv.slice(2);
const requireAll = process.env['REQUIRE_ALL'] === '1';
const newestNode = 24;
/** Lines on single tests that failed or were tried again, printed once more at the end. */
const notable = [];
const print = (line) => process.stdout.write(`${line}\n`);
const vitest = join(projectFolder, 'node_modules', 'vitest', 'vitest.mjs');

/**
 * Runs Vitest once, its readable report on the terminal.
 * @returns its counts, from its own JSON report; what is notable goes to `notable`
 */
async function runVitest([command, ...first], args) {
  const folder = mkdtempSync(join(tmpdir(), 'conduct-report-'));
  const report = join(folder, 'report.json');
  const options = ['run', ...args, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  try {
    const status = await new Promise((resolve) => {
      const child = spawn(command, [...first, vitest, ...options], {
        cwd: projectFolder,
        stdio: ['ignore', 'inherit', 'inherit'],
      });
      child.on('error', (error) => resolve(error.message));
      child.on('close', (code, signal) => resolve(code ?? signal));
      for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => child.kill(signal));
    });
    const results = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : null;
    notable.push(...notableTests(results));
    return countTests(results, status);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Why suites that need a server are skipped on this machine; printed above the counts. */
function reasonsForSkips() {
  const hasRedis =
    process.env['REDIS_URL'] !== undefined ||
    spawnSync('redis-server', ['--version'], { stdio: 'ignore' }).status === 0;
  const reasons = [];
  if (!hasRedis)
    reasons.push('Skipped what needs Redis: neither redis-server nor REDIS_URL is on this machine.');
  if (spawnSync('chromium', ['--version'], { stdio: 'ignore' }).status !== 0)
    reasons.push('Skipped what needs a browser: chromium is not on this machine.');
  if (!existsSync(join(projectFolder, '.git'))) reasons.push('Skipped what needs git: this is no clone.');
  return reasons;
}

/**
 * The command that starts a newer Node out of the npm registry, or null. The package `node` would fetch its
 * binary in an install script, which may be blocked; the package of the platform holds it.
 */
function newestNodeCommand() {
  if (Number(process.versions.node.split('.')[0]) >= newestNode) return null;
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const name = `node-${platform}-${process.arch}@${newestNode}`;
  const { status, stdout } = spawnSync('npx', ['-y', '-p', name, '--', 'node', '-p', 'process.execPath'], {
    cwd: tmpdir(),
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const path = stdout?.trim().split('\n').at(-1);
  return status === 0 && path ? [path] : undefined;
}

async function main() {
  await ensureInstalled(print);
  await ensureBuilt(print);
  let total = await runVitest([process.execPath], chosen);
  if (requireAll && chosen.length === 0) {
    const command = newestNodeCommand();
    if (command === undefined) {
      print(`Node ${newestNode} could not be had from the npm registry.`);
      total = addCounts(total, { passed: 0, failed: 1, skipped: 0 });
    } else if (command !== null) {
      const again = await runVitest(command, ['--project', 'unit', '--project', 'http']);
      print(`\nNode ${process.versions.node}: ${countsLine(total)}`);
      print(`Node ${newestNode}: ${countsLine(again)}`);
      total = addCounts(total, again);
    }
  }
  for (const line of notable) print(line);
  for (const reason of reasonsForSkips()) print(reason);
  if (requireAll && total.skipped > 0) print('REQUIRE_ALL=1: a skipped test is a failure.');
  print(countsLine(total));
  return total.failed > 0 || (requireAll && total.skipped > 0) ? 1 : 0;
}

try {
  process.exitCode = await main();
} catch (error) {
  if (!(error instanceof ExpectedError)) throw error;
  print(error.message);
  print(countsLine({ passed: 0, failed: 1, skipped: 0 }));
  process.exitCode = 1;
}
