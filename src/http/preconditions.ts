import type { FastifyReply, FastifyRequest } from 'fastify';
import { HttpProblem } from './problem.js';

/** A strong entity tag of our own: `"r7"`. */
const TAG = /^"r([1-9][0-9]{0,14})"$/;

/** The entity tag of a revision of something that changes. */
export const entityTag = (revision: number) => `"r${revision}"`;

/** Says which revision an answer shows, and that it is to be asked for again each time. */
export function showRevision(reply: FastifyReply, revision: number): void {
  reply.header('etag', entityTag(revision)).header('cache-control', 'no-cache');
}

/**
 * The revisions that a change is meant for. `*` is refused: it would overwrite what nobody has read.
 * Tags that are not ours match no revision.
 *
 * @throws HttpProblem 428 without If-Match, 400 with `*`
 */
export function revisionsMeant(request: FastifyRequest): number[] {
  const header = request.headers['if-match'];
  if (header === undefined || header.trim() === '') {
    throw new HttpProblem(
      'precondition_required',
      'Send If-Match with the ETag of what you read, so that nobody overwrites what they have not seen.',
    );
  }
  if (header.trim() === '*') {
    throw new HttpProblem('invalid_request', 'If-Match: * would overwrite what you have not read.', [
      { field: 'if-match', message: 'must name the ETag of what you read' },
    ]);
  }
  return header.split(',').flatMap((tag) => {
    const revision = TAG.exec(tag.trim())?.[1];
    return revision === undefined ? [] : [Number(revision)];
  });
}

/** Declares the header in OpenAPI; left optional there so that its absence is answered with 428. */
export const ifMatchHeader = {
  type: 'object',
  properties: {
    'if-match': { type: 'string', description: 'The ETag of what you read; without it 428, stale 412.' },
  },
} as const;
