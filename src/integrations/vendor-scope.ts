import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { HttpProblem } from '../http/problem.js';
import { HttpProblem as Problem } from '../http/problem.js';
import { parseBody } from '../http/plugins/json-body.js';
import { readFailure } from '../http/plugins/problems.js';

/** An error in the words of another protocol. */
export class VendorError extends Error {
  override readonly name = 'VendorError';
  constructor(
    readonly status: number,
    readonly body: object,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super('An error in the words of another protocol.');
  }
}

/** How a protocol words what can go wrong on any route. */
export interface Wording {
  /** What our own API would answer as a problem document. */
  failure(problem: HttpProblem, request: FastifyRequest, reply: FastifyReply): VendorError;
  /** There is no such route. */
  noRoute(request: FastifyRequest): VendorError;
}

/**
 * Makes a scope of routes speak another protocol's errors, whatever goes wrong in it: before its routes
 * are found, in the checks that all routes share, and in its routes themselves. A body without a content
 * type is taken for JSON, as small clients leave it out.
 */
export function speakAs(scope: FastifyInstance, wording: Wording): void {
  scope.addContentTypeParser('*', { parseAs: 'buffer' }, (request, body: Buffer, done) => {
    try {
      if (request.headers['content-type'] !== undefined) {
        throw new Problem('unsupported_media_type', 'The body must be application/json.');
      }
      done(null, parseBody(body, request.headers['content-encoding']));
    } catch (error) {
      done(error as HttpProblem);
    }
  });
  scope.setErrorHandler<FastifyError | VendorError>((error, request, reply) => {
    const worded =
      error instanceof VendorError ? error : wording.failure(readFailure(error, request), request, reply);
    return reply.code(worded.status).headers(worded.headers).type('application/json').send(worded.body);
  });
  scope.setNotFoundHandler((request, reply) => {
    const { status, body } = wording.noRoute(request);
    return reply.code(status).type('application/json').send(body);
  });
}
