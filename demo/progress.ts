/** Tells how far a long task is: on a terminal in one line that is rewritten, else a line every tenth. */
export function createProgress(what: string, total: number, before: number) {
  const startedAt = Date.now();
  const terminal = process.stdout.isTTY;
  let tenth = -1;

  return (done: number): void => {
    const seconds = (Date.now() - startedAt) / 1_000;
    const perSecond = seconds > 0 ? (done - before) / seconds : 0;
    const left =
      perSecond > 0 ? `, ${perSecond.toFixed(0)} a second, ${timeLeft((total - done) / perSecond)} left` : '';
    const line = `${what}: ${shown(done)} of ${shown(total)} (${Math.floor((100 * done) / total)} %)${left}`;
    if (terminal) process.stdout.write(`\r${line.padEnd(78)}${done >= total ? '\n' : ''}`);
    else if (Math.floor((10 * done) / total) > tenth) {
      tenth = Math.floor((10 * done) / total);
      process.stdout.write(`${line}\n`);
    }
  };
}

export const shown = (count: number): string => count.toLocaleString('en');

const timeLeft = (seconds: number) =>
  seconds >= 90 ? `${Math.round(seconds / 60)} min` : `${Math.ceil(seconds)} s`;
