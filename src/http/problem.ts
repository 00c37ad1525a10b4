import { STATUS_CODES } from 'node:http';
import Type, { type Static } from 'typebox';

/** A field of the request and what is wrong with it. */
const FieldErrorSchema = Type.Object({
  field: Type.String({ description: 'JSON pointer into the body, or the name of a header or parameter.' }),
  message: Type.String(),
});

/** Name of the problem document's schema in OpenAPI. */
export const PROBLEM_SCHEMA_ID = 'Problem';

/** RFC 9457 problem document; `code` is stable, for programs. */
export const ProblemSchema = Type.Object(
  {
    type: Type.String({ description: 'Always about:blank; tell problems apart by `code`.' }),
    title: Type.String(),
    status: Type.Integer(),
    code: Type.String(),
    detail: Type.String(),
    errors: Type.Optional(Type.Array(FieldErrorSchema)),
  },
  { $id: PROBLEM_SCHEMA_ID, title: 'Problem' },
);
export type Problem = Static<typeof ProblemSchema>;

export const PROBLEM_TYPE = 'application/problem+json';

/** Every way a request can fail: the stable code and its HTTP status. */
export const PROBLEMS = {
  malformed_json: 400,
  invalid_encoding: 400,
  invalid_request: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  method_not_allowed: 405,
  request_timeout: 408,
  conflict: 409,
  precondition_failed: 412,
  payload_too_large: 413,
  unsupported_media_type: 415,
  idempotency_key_reused: 422,
  precondition_required: 428,
  too_many_requests: 429,
  internal: 500,
  unavailable: 503,
} as const;
export type ProblemCode = keyof typeof PROBLEMS;

/** Thrown by plugins and routes; the error handler writes it as a problem document. */
export class HttpProblem extends Error {
  override readonly name = 'HttpProblem';
  readonly status: number;
  constructor(
    readonly code: ProblemCode,
    detail: string,
    readonly errors?: readonly { field: string; message: string }[],
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(detail);
    this.status = PROBLEMS[code];
  }

  toDocument(): Problem {
    return {
      type: 'about:blank',
      title: STATUS_CODES[this.status] ?? 'Error',
      status: this.status,
      code: this.code,
      detail: this.message,
      ...(this.errors && { errors: this.errors.map((error) => ({ ...error })) }),
    };
  }
}
