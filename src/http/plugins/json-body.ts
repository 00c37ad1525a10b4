import { isUtf8 } from 'node:buffer';
import type { FastifyInstance } from 'fastify';
import fp from 'fastify-plugin';
import secureJson from 'secure-json-parse';
import { HttpProblem } from '../problem.js';

/** The content coding of what is not compressed (RFC 9110, section 8.4.1). */
export const IDENTITY = 'identity';
/** No request of ours nests deeper than this by far. */
const DEPTH_MAX = 32;

/**
 * The only body the service reads is JSON in valid UTF-8, without `__proto__` and of sane depth.
 * Everything else is refused before anything looks at it.
 */
export const jsonBody = fp(
  async (app: FastifyInstance) => {
    app.removeAllContentTypeParsers();
    app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body: Buffer, done) => {
      try {
        done(null, parseBody(body, request.headers['content-encoding']));
      } catch (error) {
        done(error as HttpProblem);
      }
    });
    await Promise.resolve();
  },
  { name: 'json-body', dependencies: ['problems'] },
);

/**
 * A body's JSON.
 * @param encoding how it is compressed
 * @throws HttpProblem; JSON.parse would quote the body in its messages, these do not
 */
export function parseBody(body: Buffer, encoding = IDENTITY): unknown {
  if (encoding.toLowerCase() !== IDENTITY) {
    throw new HttpProblem('unsupported_media_type', 'The body must not be compressed.');
  }
  if (!isUtf8(body)) throw new HttpProblem('invalid_encoding', 'The body is not valid UTF-8.');
  if (nestsDeeperThan(body, DEPTH_MAX)) {
    throw new HttpProblem('invalid_request', `The body nests deeper than ${DEPTH_MAX} levels.`);
  }
  const json = body.toString('utf8');
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    throw new HttpProblem('malformed_json', 'The body is not valid JSON.');
  }
  try {
    if (typeof value === 'object' && value !== null)
      secureJson.scan(value, { protoAction: 'error', constructorAction: 'error' });
  } catch {
    const field = '__proto__ or constructor.prototype';
    throw new HttpProblem('invalid_request', `${field} is not allowed anywhere in the body.`, [
      { field, message: 'is not allowed' },
    ]);
  }
  return value;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** One pass over the bytes, brackets inside strings left out: deep input never reaches a recursive parser. */
function nestsDeeperThan(body: Buffer, depthMax: number): boolean {
  let depth = 0;
  let inString = false;
  for (let i = 0; i < body.length; i++) {
    const byte = body[i];
    if (inString) {
      if (byte === BACKSLASH) i++;
      else if (byte === QUOTE) inString = false;
    } else if (byte === QUOTE) inString = true;
    else if (byte === 0x5b || byte === 0x7b) {
      if (++depth > depthMax) return true;
    } else if (byte === 0x5d || byte === 0x7d) depth--;
  }
  return false;
}
