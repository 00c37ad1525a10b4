import type { FastifyReply, FastifyRequest } from 'fastify';
import type { HttpProblem, ProblemCode } from '../../http/problem.js';
import { googleKey } from '../../http/plugins/auth.js';
import { pathOf } from '../../http/plugins/problems.js';
import { VendorError, type Wording } from '../vendor-scope.js';

const DETAIL_TYPE = 'type.googleapis.com/google.commentanalyzer.v1alpha1.Error';
const INFO_TYPE = 'type.googleapis.com/google.rpc.ErrorInfo';
const HELP_TYPE = 'type.googleapis.com/google.rpc.Help';
/** What clients of the Perspective API look for in an error's metadata. */
const SERVICE = 'commentanalyzer.googleapis.com';

/** The canonical codes of google.rpc.Code that stand for what can go wrong here. */
const STATUS: Readonly<Record<ProblemCode, string>> = {
  malformed_json: 'INVALID_ARGUMENT',
  invalid_encoding: 'INVALID_ARGUMENT',
  invalid_request: 'INVALID_ARGUMENT',
  unauthenticated: 'UNAUTHENTICATED',
  forbidden: 'PERMISSION_DENIED',
  not_found: 'NOT_FOUND',
  method_not_allowed: 'NOT_FOUND',
  request_timeout: 'DEADLINE_EXCEEDED',
  conflict: 'ABORTED',
  precondition_failed: 'FAILED_PRECONDITION',
  payload_too_large: 'INVALID_ARGUMENT',
  unsupported_media_type: 'INVALID_ARGUMENT',
  idempotency_key_reused: 'INVALID_ARGUMENT',
  precondition_required: 'FAILED_PRECONDITION',
  too_many_requests: 'RESOURCE_EXHAUSTED',
  internal: 'INTERNAL',
  unavailable: 'UNAVAILABLE',
};

type ErrorType =
  | 'COMMENT_EMPTY'
  | 'COMMENT_TOO_LONG'
  | 'NO_REQUESTED_ATTRIBUTES'
  | 'LANGUAGE_NOT_SUPPORTED_BY_ATTRIBUTE'
  | 'LANGUAGE_DETECTION_FAILED'
  | 'INVALID_REQUEST';

interface Envelope {
  readonly code: number;
  readonly message: string;
  readonly status: string;
  readonly details?: readonly object[];
  readonly headers?: Readonly<Record<string, string>>;
}

function envelope({ headers, ...error }: Envelope): VendorError {
  return new VendorError(error.code, { error }, headers);
}

/** A 400 with the error type that clients of the Perspective API read. */
function analyzerError(errorType: ErrorType, message: string, more: object = {}): VendorError {
  const details = [{ '@type': DETAIL_TYPE, errorType, ...more }];
  return envelope({ code: 400, message, status: 'INVALID_ARGUMENT', details });
}

export const commentEmpty = () => analyzerError('COMMENT_EMPTY', 'Comment must be non-empty.');
export const commentTooLong = () => analyzerError('COMMENT_TOO_LONG', 'Comment text too long.');
export const noRequestedAttributes = () =>
  analyzerError('NO_REQUESTED_ATTRIBUTES', 'Missing requested_attributes');
export const detectionFailed = () => analyzerError('LANGUAGE_DETECTION_FAILED', 'Unable to detect language');
export const invalidRequest = (message: string) => analyzerError('INVALID_REQUEST', message);

/** @param languages at least one that the attribute is not served in */
export function languageNotSupported(
  attribute: string,
  languages: readonly string[],
  { detected, requested }: { readonly detected: readonly string[]; readonly requested: readonly string[] },
): VendorError {
  return analyzerError(
    'LANGUAGE_NOT_SUPPORTED_BY_ATTRIBUTE',
    `Attribute ${attribute} does not support request languages: ${languages.join(', ')}`,
    {
      languageNotSupportedByAttributeError: {
        attribute,
        detectedLanguages: detected,
        requestedLanguages: requested,
      },
    },
  );
}

export const invalidKey = () =>
  envelope({
    code: 400,
    message: 'API key not valid. Please pass a valid API key.',
    status: 'INVALID_ARGUMENT',
    details: [errorInfo('API_KEY_INVALID', {})],
  });

const missingKey = () =>
  envelope({
    code: 403,
    message:
      "Method doesn't allow unregistered callers (callers without established identity). Please use API Key or other form of API consumer identity to call this API.",
    status: 'PERMISSION_DENIED',
  });

const errorInfo = (reason: string, metadata: object) => ({
  '@type': INFO_TYPE,
  reason,
  domain: 'googleapis.com',
  metadata: { service: SERVICE, ...metadata },
});

function tooManyRequests({ message, headers }: HttpProblem, reply: FastifyReply): VendorError {
  // Where it is the limit of the key; with too many wrong keys there is none.
  const limit = /;q=(\d+)/.exec(String(reply.getHeader('ratelimit-policy')))?.[1];
  return envelope({
    code: 429,
    message,
    status: STATUS.too_many_requests,
    details: [
      errorInfo('RATE_LIMIT_EXCEEDED', {
        quota_limit: 'AnalyzeRequestsPerMinutePerProject',
        ...(limit !== undefined && { quota_limit_value: limit }),
      }),
      { '@type': HELP_TYPE, links: [{ description: 'What this service offers', url: '/docs' }] },
    ],
    headers,
  });
}

export const perspectiveWording: Wording = {
  failure(problem, request, reply) {
    if (problem.code === 'unauthenticated') return hasKey(request) ? invalidKey() : missingKey();
    if (problem.code === 'too_many_requests') return tooManyRequests(problem, reply);
    const { status: code, message, headers } = problem;
    const status = STATUS[problem.code];
    if (status !== 'INVALID_ARGUMENT') return envelope({ code, message, status, headers });
    const details = [{ '@type': DETAIL_TYPE, errorType: 'INVALID_REQUEST' }];
    return envelope({ code, message, status, details, headers });
  },
  noRoute: ({ method, url }) =>
    envelope({
      code: 404,
      message: `There is no ${method} ${pathOf(url)}.`,
      status: STATUS.not_found,
    }),
};

const hasKey = (request: FastifyRequest) =>
  googleKey(request) !== undefined || request.headers.authorization !== undefined;
