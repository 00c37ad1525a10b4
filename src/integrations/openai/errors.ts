import { pathOf } from '../../http/plugins/problems.js';
import type { ProblemCode } from '../../http/problem.js';
import { VendorError, type Wording } from '../vendor-scope.js';

interface Fault {
  readonly message: string;
  readonly type?: string;
  /** Name of the field at fault. */
  readonly param?: string | null;
  readonly code?: string | null;
}

function envelope(
  status: number,
  { message, type = 'invalid_request_error', param = null, code = null }: Fault,
  headers: Readonly<Record<string, string>> = {},
): VendorError {
  return new VendorError(status, { error: { message, type, param, code } }, headers);
}

/** @param param the field at fault, as `input[2]` */
export const invalidInput = (param: string, code: string, message: string) =>
  envelope(400, { message, param, code });

export const unknownModel = (model: string) =>
  envelope(404, {
    message: `The model '${model}' does not exist or you do not have access to it.`,
    param: 'model',
    code: 'model_not_found',
  });

/** Types and codes by which clients tell failures apart; the SDK chooses its class by the status. */
const FAULTS: Readonly<Partial<Record<ProblemCode, Omit<Fault, 'message'>>>> = {
  unauthenticated: { code: 'invalid_api_key' },
  forbidden: { code: 'insufficient_permissions' },
  payload_too_large: { code: 'request_too_large' },
  unsupported_media_type: { code: 'unsupported_content_type' },
  too_many_requests: { type: 'requests', code: 'rate_limit_exceeded' },
  internal: { type: 'server_error' },
  unavailable: { type: 'server_error', code: 'unavailable' },
};

const NO_KEY =
  "You didn't provide an API key. You need to provide your API key in an Authorization header using Bearer auth (i.e. Authorization: Bearer YOUR_KEY).";
const WRONG_KEY = 'Incorrect API key provided: it is not known here, or was revoked.';

export const openaiWording: Wording = {
  failure({ code, status, message, headers, errors }, request) {
    const hasKey = request.headers.authorization !== undefined;
    const worded = code === 'unauthenticated' ? (hasKey ? WRONG_KEY : NO_KEY) : message;
    const field = errors?.[0]?.field;
    const param = field === undefined ? null : toParam(field);
    return envelope(status, { param, ...FAULTS[code], message: worded }, headers);
  },
  noRoute: ({ method, url }) =>
    envelope(404, { message: `Unknown request URL: ${method} ${pathOf(url)}.`, code: 'unknown_url' }),
};

/** A JSON pointer as this protocol writes a place: /input/2/text is input[2].text. */
const toParam = (pointer: string) =>
  pointer
    .replace(/^\//, '')
    .replace(/\/(\d+)/g, '[$1]')
    .replaceAll('/', '.') || null;
