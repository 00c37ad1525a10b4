import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { gunzipSync, gzipSync } from 'node:zlib';
import { isBlank } from '../../src/domain/message.js';
import { projectRoot } from '../../src/paths.js';
import { mask } from './mask.js';
import { createPseudonyms, type SourceLine } from './pseudonyms.js';

/**
 * Makes bench/data/irc.ndjson.gz: the first 200,000 dated messages of the unlabelled Ubuntu IRC data, in the order
 * in which they were said, people under invented names. The same input gives the same file.
 *
 * Usage: node dist/bench/data/irc.js --data DIR (the folder that holds unlabelled/irc-ubuntu.jsonl.gz)
 */
const MESSAGES = 200_000;
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const HALF_DAY_MS = DAY_MS / 2;

/** A day of the channel is named like train__2005-05-14.train-c or dev__2004-11-15_03. */
const DAY = /__(\d{4}-\d\d-\d\d)/;

interface IrcMessage {
  readonly id: string;
  readonly channelId: string;
  readonly authorId: string;
  readonly sentAt: string;
  readonly text: string;
}

function readSource(folder: string): SourceLine[] {
  const packed = readFileSync(join(folder, 'unlabelled', 'irc-ubuntu.jsonl.gz'));
  const lines = gunzipSync(packed).toString('utf8').trimEnd().split('\n');
  return lines.map((line) => JSON.parse(line) as SourceLine).filter(({ channel }) => DAY.test(channel));
}

/** Days in their order, the lines of each as they came. */
function byDay(lines: readonly SourceLine[]): Map<string, SourceLine[]> {
  const days = new Map<string, SourceLine[]>();
  for (const line of lines) {
    const day = DAY.exec(line.channel)![1]!;
    if (!days.has(day)) days.set(day, []);
    days.get(day)!.push(line);
  }
  return new Map([...days].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The source tells the minute: what was said within one is spread over it, in order. */
function timesOf(day: string, lines: readonly SourceLine[]): string[] {
  const minutes: number[] = [];
  let last = 0;
  for (const { time } of lines) {
    const [hours, minute] = time.split(':').map(Number) as [number, number];
    let at = Date.parse(`${day}T00:00:00Z`) + (hours * 60 + minute) * MINUTE_MS;
    while (last - at > HALF_DAY_MS) at += DAY_MS; // past midnight
    last = Math.max(last, at); // a clock that was set back
    minutes.push(last);
  }
  const within = new Map<number, number>();
  for (const at of minutes) within.set(at, (within.get(at) ?? 0) + 1);
  const said = new Map<number, number>();
  return minutes.map((at) => {
    const n = said.get(at) ?? 0;
    said.set(at, n + 1);
    const second = Math.floor((60 * n) / within.get(at)!);
    return new Date(at + second * 1_000).toISOString().replace('.000Z', 'Z');
  });
}

function* messagesOf(lines: readonly SourceLine[]): Generator<IrcMessage> {
  const pseudonyms = createPseudonyms(lines);
  let n = 0;
  for (const [day, said] of byDay(lines)) {
    const times = timesOf(day, said);
    for (const [i, { author, text }] of said.entries()) {
      const masked = pseudonyms.inText(mask(text)).trim();
      if (isBlank(masked)) continue;
      yield {
        id: `irc-${String(++n).padStart(6, '0')}`,
        channelId: `ubuntu-${day}`,
        authorId: pseudonyms.ofAuthor(author),
        sentAt: times[i]!,
        text: masked,
      };
    }
  }
}

const { data } = parseArgs({ options: { data: { type: 'string' } } }).values;
if (data === undefined) {
  process.stderr.write('Usage: node dist/bench/data/irc.js --data DIR\n');
  process.exit(2);
}
const messages = [...messagesOf(readSource(data))].slice(0, MESSAGES);
const file = gzipSync(`${messages.map((message) => JSON.stringify(message)).join('\n')}\n`, { level: 9 });
writeFileSync(join(projectRoot, 'bench', 'data', 'irc.ndjson.gz'), file);
process.stdout.write(`${messages.length} messages, ${(file.length / 1e6).toFixed(1)} MB\n`);
