import type { preParsingAsyncHookHandler } from 'fastify';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { IDENTITY } from '../../http/plugins/json-body.js';

/**
 * Bodies that are compressed by gzip, as Google's client library for Java sends them. What comes out is held to the limit
 * of every body: Fastify counts both sides.
 */
export const inflate: preParsingAsyncHookHandler = async (request, _reply, payload) => {
  const encoding = request.headers['content-encoding'] ?? IDENTITY;
  if (encoding.toLowerCase() !== 'gzip') return payload;
  delete request.headers['content-encoding'];
  const inflated = Object.assign(createGunzip(), { receivedEncodedLength: 0 });
  payload.on('data', (chunk: Buffer) => {
    inflated.receivedEncodedLength += chunk.length;
  });
  // What breaks shows where the body is read.
  pipeline(payload, inflated, () => undefined);
  return inflated;
};
