import { Tokenizer, TokenParser, TokenType } from '@streamparser/json';

/** Longest element in bytes. */
const ELEMENT_BYTES_MAX = 1_048_576;
const DEPTH_MAX = 64;
/** How far to look for the first element. */
const HEAD_BYTES_MAX = 1_024;
/** Enough is known of the array's form once something stands behind its bracket. */
const FIRST_ELEMENT = /\[\s*\S/;

export type ArrayRead =
  | { readonly kind: 'element'; readonly value: unknown }
  | { readonly kind: 'broken'; readonly reason: string };

/**
 * Reads the elements of a JSON array (UTF-8) from a stream, those that a chunk completes at a time. A broken
 * element is told and passed over: in an array written with an element's brace on a line of its own, as Slack
 * writes it, reading goes on at the next line that opens one as far to the right as the first; a string cannot
 * hold a line feed, so that this is found in no text. Written otherwise, what follows a fault is lost, and told.
 * Memory: one chunk and one element of at most 1 MiB, nested at most 64 deep.
 */
export async function* readJsonArray(
  stream: AsyncIterable<Uint8Array>,
): AsyncGenerator<readonly ArrayRead[], void, undefined> {
  const elements = createElementReader();
  let head: Uint8Array[] | undefined = [];
  let marker: Buffer | undefined;
  let kept: Buffer = Buffer.alloc(0);
  for await (const chunk of stream) {
    let data: Buffer;
    if (head === undefined) data = Buffer.concat([kept, chunk]);
    else {
      head.push(chunk);
      data = Buffer.concat(head);
      if (data.length < HEAD_BYTES_MAX && !FIRST_ELEMENT.test(data.toString('latin1'))) continue;
      marker = findMarker(data);
      head = undefined;
    }
    kept = feed(elements, data, marker, false);
    const reads = elements.take();
    if (reads.length > 0) yield reads;
  }
  feed(elements, head === undefined ? kept : Buffer.concat(head), marker, true);
  elements.end();
  yield elements.take();
}

/** Line feed, blanks and brace that open an element; undefined where elements do not stand on lines of their own. */
function findMarker(head: Buffer): Buffer | undefined {
  const match = /^[^[]*\[\s*?(\r?\n[ \t]*\{)/.exec(head.toString('latin1'));
  return match === null ? undefined : Buffer.from(match[1]!, 'latin1');
}

/** Hands data on, cut where elements open. @returns what may be the beginning of a marker, for the next time */
function feed(
  elements: ReturnType<typeof createElementReader>,
  data: Buffer,
  marker: Buffer | undefined,
  last: boolean,
): Buffer {
  if (marker === undefined) {
    elements.write(data);
    return Buffer.alloc(0);
  }
  let from = 0;
  for (let at = data.indexOf(marker); at >= 0; at = data.indexOf(marker, at + marker.length)) {
    elements.write(data.subarray(from, at));
    elements.opens();
    from = at;
  }
  const keep = last ? data.length : Math.max(data.length - marker.length + 1, from);
  elements.write(data.subarray(from, keep));
  return data.subarray(keep);
}

/** Parses what it is fed until that is broken, and again from where the next element opens. */
function createElementReader() {
  let reads: ArrayRead[] = [];
  let parser: ReturnType<typeof createParser> | undefined = createParser((value) =>
    reads.push({ kind: 'element', value }),
  );

  function broken(reason: string): void {
    parser = undefined;
    reads.push({ kind: 'broken', reason });
  }

  function attempt(run: () => void): void {
    try {
      run();
    } catch (error) {
      broken(error instanceof LimitError ? error.message : 'is not valid JSON');
    }
  }

  return {
    write(data: Buffer): void {
      if (data.length > 0) attempt(() => parser?.write(data));
    },
    /** An element opens with what is written next. */
    opens(): void {
      if (parser !== undefined) return;
      parser = createParser((value) => reads.push({ kind: 'element', value }));
      parser.write(Buffer.from('['));
    },
    end(): void {
      attempt(() => parser?.end());
    },
    take(): readonly ArrayRead[] {
      const taken = reads;
      reads = [];
      return taken;
    },
  };
}

class LimitError extends Error {}

function createParser(onElement: (value: unknown) => void) {
  const tokenizer = new Tokenizer();
  const tokens = new TokenParser({ paths: ['$.*'], keepStack: false });
  let depth = 0;
  let begun = false;
  let ended = false;
  let bytes = 0;
  tokenizer.onToken = (token) => {
    if (!begun && token.token !== TokenType.LEFT_BRACKET) throw new LimitError('is not a JSON array');
    begun = true;
    if (token.token === TokenType.LEFT_BRACE || token.token === TokenType.LEFT_BRACKET) depth++;
    if (token.token === TokenType.RIGHT_BRACE || token.token === TokenType.RIGHT_BRACKET) depth--;
    if (depth > DEPTH_MAX) throw new LimitError(`is nested more than ${DEPTH_MAX} deep`);
    tokens.write(token);
  };
  tokens.onValue = ({ value }) => {
    bytes = 0;
    onElement(value);
  };
  tokens.onEnd = () => {
    ended = true;
  };
  return {
    write(data: Buffer): void {
      bytes += data.length;
      tokenizer.write(data);
      if (bytes > ELEMENT_BYTES_MAX && !ended)
        throw new LimitError(`is longer than ${ELEMENT_BYTES_MAX} bytes`);
    },
    end(): void {
      if (!ended) throw new LimitError(begun ? 'breaks off in the middle' : 'is not a JSON array');
    },
  };
}
