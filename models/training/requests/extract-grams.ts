import { createInterface } from 'node:readline';
import type { ContextEntry } from '../../../src/domain/message.js';
import { deriveSolicited } from '../../../src/policy/solicited.js';

/**
 * What serving sees of messages before an offer, for the training script.
 *
 *   node extract-grams.js < contexts.ndjson
 *
 * stdin: a line `{context, authorId?}` each, as of a message. stdout, a line each: `{grams, patterns}`, the grams
 * of every message that is not the author's, in order, and whether the patterns alone find a request.
 */
interface Asked {
  readonly context: readonly ContextEntry[];
  readonly authorId?: string;
}

for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
  const { context, authorId } = JSON.parse(line) as Asked;
  const grams: string[][] = [];
  deriveSolicited(context, authorId, (of) => {
    grams.push([...of]);
    return 0;
  });
  const patterns = deriveSolicited(context, authorId, null) === true;
  process.stdout.write(`${JSON.stringify({ grams, patterns })}\n`);
}
