/** The viewer's own zone, named where times are entered. */
export const TIME_ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone;

const dateTime = new Intl.DateTimeFormat(undefined, {
  dateStyle: 'medium',
  timeStyle: 'short',
});
const dateTimeLong = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'long' });
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
const whole = new Intl.NumberFormat('en');

const UNITS: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

const showTime = (iso: string) => dateTime.format(new Date(iso));
export const showTimeLong = (iso: string) => dateTimeLong.format(new Date(iso));
export const showCount = (n: number) => whole.format(n);

/** "3 hours ago" for the last week, else the date. */
export function showAge(iso: string, now = Date.now()): string {
  const seconds = (new Date(iso).getTime() - now) / 1000;
  if (Math.abs(seconds) > 7 * 86_400) return showTime(iso);
  for (const [unit, size] of UNITS) {
    if (Math.abs(seconds) >= size) return relative.format(Math.trunc(seconds / size), unit);
  }
  return 'just now';
}

/** A score or threshold: two decimals, more only where they say something (0.996 is not 1.00). */
export function showScore(score: number | null): string {
  if (score === null) return 'none';
  if (score > 0 && score < 0.01) return '<0.01';
  return score >= 0.995 && score < 1 ? score.toFixed(3) : score.toFixed(2);
}

/** "1 message", "37 messages". */
export const counted = (n: number, one: string, many = `${one}s`) =>
  `${showCount(n)} ${n === 1 ? one : many}`;

/** Of a `datetime-local` input, in the viewer's zone; undefined where it is empty. */
export function isoOfLocal(local: string): string | undefined {
  return local === '' ? undefined : new Date(local).toISOString();
}
