import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { createHash } from 'node:crypto';
import { projectRoot } from '../src/paths.js';
import type { ClassifyRequest } from '../src/services/classify.js';

/** Messages of ordinary chat that the demonstration can have at most: those that its sample was drawn from. */
export const CHAT_MAX = 50_000;
/** How long the demonstration's community has been talking. */
export const DAYS = 84;
/** All names of the demonstration's messages begin with it; those of planted violations with PLANTED. */
export const DEMO_PREFIX = 'demo-';
export const PLANTED = `${DEMO_PREFIX}planted-`;

const DAY_MS = 86_400_000;
const CONTEXT_ENTRIES = 3;
const CHANNELS = ['general', 'install', 'desktop', 'hardware', 'network', 'servers'];
/** Whoever plants violations: few enough that some have earlier decisions. */
const AUTHORS =
  'brix.k jonasdev t_mueller kira88 vdb olek marlo.p sunnyside rex_n deal.hunter yvette_l nomad42 finn.o pia_s zed'.split(
    ' ',
  );

/** A message of the demonstration. */
export interface DemoMessage {
  readonly id: string;
  /** Since the beginning of the demonstration's days. */
  readonly offsetMs: number;
  readonly request: ClassifyRequest;
}

export interface ChatMessage extends DemoMessage {
  readonly text: string;
}

/** An invented message: one that breaks clauses, or one that only looks as if it did. */
export interface PlantedMessage extends DemoMessage {
  readonly violates: readonly string[];
}

interface IrcLine {
  readonly id: string;
  readonly channelId: string;
  readonly authorId: string;
  readonly sentAt: string;
  readonly text: string;
}

interface InventedLine extends Partial<Omit<ClassifyRequest, 'id' | 'text'>> {
  readonly id: string;
  readonly text: string;
  /** The clause that it is there for, and others that it breaks, too; neither where it only looks as if. */
  readonly clause?: string;
  readonly also?: readonly string[];
}

export function readLines<T>(...path: string[]): T[] {
  const file = readFileSync(join(projectRoot, ...path));
  const text = (path.at(-1)!.endsWith('.gz') ? gunzipSync(file) : file).toString('utf8');
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as T);
}

/**
 * Ordinary chat: of each day of the source the first messages, equally many as far as there are, so that
 * conversations stay whole. More messages hold all of fewer. The source's days are dealt out to the days of the
 * demonstration and to invented channels; the time of day stays.
 */
export function chatMessages(count: number): ChatMessage[] {
  const days = new Map<string, IrcLine[]>();
  for (const line of readLines<IrcLine>('bench', 'data', 'irc.ndjson.gz')) {
    const day = days.get(line.channelId);
    if (day === undefined) days.set(line.channelId, [line]);
    else day.push(line);
  }
  const conversations = [...days.values()];
  const chosen: ChatMessage[] = [];
  for (let n = 0; chosen.length < count; n++) {
    for (const [i, lines] of conversations.entries()) {
      if (n < lines.length && chosen.length < count) {
        const day = Math.floor((i * DAYS) / conversations.length);
        chosen.push(chatMessage(lines, n, day, CHANNELS[i % CHANNELS.length]!));
      }
    }
  }
  return chosen;
}

function chatMessage(lines: readonly IrcLine[], n: number, day: number, channelId: string): ChatMessage {
  const { id, authorId, sentAt, text } = lines[n]!;
  const context = lines
    .slice(Math.max(0, n - CONTEXT_ENTRIES), n)
    .map((earlier) => ({ authorId: earlier.authorId, text: earlier.text }));
  return {
    id: `${DEMO_PREFIX}${id}`,
    offsetMs: day * DAY_MS + (Date.parse(sentAt) % DAY_MS),
    text,
    request: { text, authorId, channelId, channelType: 'public', ...(context.length > 0 && { context }) },
  };
}

/** The invented messages, spread evenly over the days. */
export function plantedMessages(): PlantedMessage[] {
  const lines = ['violations', 'look-alikes'].flatMap((name) =>
    readLines<InventedLine>('demo', 'data', `${name}.ndjson`),
  );
  return lines.map(({ id, clause, also = [], ...message }) => {
    const chance = chanceOf(id);
    const author = AUTHORS[Math.floor(chanceOf(`author ${id}`) * AUTHORS.length)]!;
    const channelType = message.channelType ?? 'public';
    const direct = channelType === 'dm' || channelType === 'group_dm';
    return {
      id: `${DEMO_PREFIX}${id}`,
      offsetMs: Math.floor(chance * DAYS * DAY_MS),
      violates: clause === undefined ? [] : [clause, ...also],
      request: {
        authorId: author,
        channelId: direct ? `direct-${author}` : CHANNELS[Math.floor(chance * 997) % CHANNELS.length]!,
        ...message,
        channelType,
        // Of direct messages else only what is flagged would be kept: a miss could not be looked at.
        store: 'all' as const,
      },
    };
  });
}

/** A number in [0, 1) that is always the same for a name. */
function chanceOf(name: string): number {
  return createHash('sha256').update(name).digest().readUInt32BE() / 2 ** 32;
}

/** The request as it is handed in, `start` being the beginning of the first day in milliseconds since 1970. */
export function requestAt({ id, offsetMs, request }: DemoMessage, start: number): ClassifyRequest {
  return { ...request, id, sentAt: new Date(start + offsetMs).toISOString() };
}
