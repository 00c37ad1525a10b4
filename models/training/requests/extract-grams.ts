import { createInterface } from 'node:readline';
import type { ContextEntry } from '../../../src/domain/message.js';
import { deriveSolicited } from '../../../src/policy/solicited.js';

/**
 * What serving sees of messages before an offer, for the training script.
 *
 *   node extract-grams.js < contexts.ndjson
 *
 * stdin: a line `{context, authorId?, byWords?}` each, as of a message; `byWords` says of every message that is not the
 * author's, in order, whether its words ask (none does without it). stdout, a line each: `{grams, asked}`, the grams of
 * those messages, and whether somebody asked.
 */
interface Asked {
  readonly context: readonly ContextEntry[];
  readonly authorId?: string;
  readonly byWords?: readonly boolean[];
}

for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
  const { context, authorId, byWords = [] } = JSON.parse(line) as Asked;
  const grams: string[][] = [];
  const asked =
    deriveSolicited(context, authorId, (of) => byWords[grams.push([...of]) - 1] === true) === true;
  process.stdout.write(`${JSON.stringify({ grams, asked })}\n`);
}
