import type { FastifyError, FastifyInstance, FastifyRequest, FastifySchemaValidationError } from 'fastify';
import fp from 'fastify-plugin';
import {
  ConflictError,
  InvalidFieldsError,
  InvalidRequestError,
  NotFoundError,
  StaleError,
  TooManyAttemptsError,
  UnavailableError,
} from '../../domain/errors.js';
import { describeViolation } from '../../services/message-input.js';
import { HttpProblem, PROBLEM_TYPE, ProblemSchema } from '../problem.js';

/** Turns every error into a problem document, and logs the unexpected ones without their request. */
export const problems = fp(
  async (app: FastifyInstance) => {
    app.addSchema(ProblemSchema);
    app.setNotFoundHandler((request, reply) => {
      const problem = new HttpProblem('not_found', `There is no ${request.method} ${pathOf(request.url)}.`);
      return reply.code(problem.status).type(PROBLEM_TYPE).send(problem.toDocument());
    });
    app.setErrorHandler<FastifyError>((error, request, reply) => {
      const problem = readFailure(error, request);
      return reply
        .code(problem.status)
        .headers(problem.headers)
        .type(PROBLEM_TYPE)
        .send(problem.toDocument());
    });
    await Promise.resolve();
  },
  { name: 'problems' },
);

/** What an error means to the caller, whatever protocol they speak; the unexpected is logged. */
export function readFailure(error: FastifyError, request: FastifyRequest): HttpProblem {
  const problem = toProblem(error, request.routeOptions.bodyLimit);
  if (problem.status >= 500) {
    // The stack names our own code only; messages of foreign errors may quote what they were given.
    request.log.error(
      { code: problem.code, type: error.name, cause: error.code, stack: stackOf(error) },
      'request failed',
    );
  }
  return problem;
}

/** A path without its query string, which may carry secrets. */
export const pathOf = (url: string) => url.split('?', 1)[0]!;

const stackOf = (error: Error) => error.stack?.split('\n').slice(1).join('\n');

function toProblem(error: FastifyError, bodyLimit: number): HttpProblem {
  if (error instanceof HttpProblem) return error;
  if (error instanceof UnavailableError) {
    return new HttpProblem('unavailable', error.message, undefined, {
      'retry-after': String(error.retryAfterS),
    });
  }
  if (error instanceof TooManyAttemptsError) {
    return new HttpProblem('too_many_requests', error.message, undefined, {
      'retry-after': String(error.retryAfterS),
    });
  }
  if (error instanceof NotFoundError) return new HttpProblem('not_found', error.message);
  if (error instanceof StaleError) return new HttpProblem('precondition_failed', error.message);
  if (error instanceof ConflictError) return new HttpProblem('conflict', error.message);
  if (error instanceof InvalidFieldsError) {
    return new HttpProblem('invalid_request', error.message, error.errors);
  }
  if (error instanceof InvalidRequestError) {
    const { field, message, tooLarge } = error;
    const code = tooLarge ? 'payload_too_large' : 'invalid_request';
    return new HttpProblem(code, `${field} ${message}`, [{ field, message }]);
  }
  if (error.validation) return fromValidation(error.validation, error.validationContext ?? 'body');
  switch (error.code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return new HttpProblem('payload_too_large', `The body must be at most ${bodyLimit} bytes long.`);
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return new HttpProblem('unsupported_media_type', 'The body must be application/json.');
    case 'FST_ERR_CTP_EMPTY_JSON_BODY':
      return new HttpProblem('malformed_json', 'The body is empty; it must be a JSON object.');
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
      return new HttpProblem('invalid_request', 'Content-Length does not match the body.');
  }
  if (error.statusCode === 408)
    return new HttpProblem('request_timeout', 'The request took too long to arrive.');
  if (error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500) {
    return new HttpProblem('invalid_request', 'The request is malformed.');
  }
  return new HttpProblem('internal', 'Something went wrong; the log of the service has the details.');
}

function fromValidation(validation: FastifySchemaValidationError[], where: string): HttpProblem {
  const errors = validation.map((entry) => {
    const { field, message } = describeViolation(entry);
    return { field: where === 'body' ? field : `${where}${field}`, message };
  });
  return new HttpProblem(
    'invalid_request',
    errors.map(({ field, message }) => `${field} ${message}`).join('; '),
    errors,
  );
}
