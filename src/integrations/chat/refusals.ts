import type { FastifyError, FastifyInstance, FastifyReply } from 'fastify';
import { InvalidRequestError, UnavailableError } from '../../domain/errors.js';

/** Why a delivery was not taken. None of them says anything of what was delivered. */
export const REFUSALS = {
  invalid_signature: 401,
  stale_timestamp: 401,
  invalid_token: 401,
  invalid_payload: 400,
  not_found: 404,
  request_timeout: 408,
  payload_too_large: 413,
  unsupported_media_type: 415,
  internal_error: 500,
  unavailable: 503,
} as const;
export type Refusal = keyof typeof REFUSALS;

export interface RefusalStyle {
  /** The body of a refusal, in the platform's own form. */
  readonly body: (error: Refusal) => object;
  /** Headers of refusals that trying again would not change. */
  readonly finalHeaders?: Readonly<Record<string, string>>;
}

/** Answers what goes wrong below a prefix in the platform's own form; logs what nobody expected. */
export function refuseInStyle(app: FastifyInstance, style: RefusalStyle): void {
  const refuse = (reply: FastifyReply, error: Refusal) => {
    const status = REFUSALS[error];
    if (status < 500 && style.finalHeaders) void reply.headers(style.finalHeaders);
    return reply.code(status).send(style.body(error));
  };
  app.setNotFoundHandler((_request, reply) => refuse(reply, 'not_found'));
  app.setErrorHandler<FastifyError>((error, request, reply) => {
    const refusal = refusalOf(error);
    if (refusal === 'internal_error') {
      request.log.error(
        { type: error.name, cause: error.code, stack: error.stack?.split('\n').slice(1).join('\n') },
        'delivery failed',
      );
    }
    if (error instanceof UnavailableError) void reply.header('retry-after', String(error.retryAfterS));
    return refuse(reply, refusal);
  });
}

/** A delivery is refused. */
export class DeliveryError extends Error {
  override readonly name = 'DeliveryError';
  constructor(readonly refusal: Refusal) {
    super(refusal);
  }
}

function refusalOf(error: FastifyError): Refusal {
  if (error instanceof DeliveryError) return error.refusal;
  if (error instanceof UnavailableError) return 'unavailable';
  if (error instanceof InvalidRequestError) return 'invalid_payload';
  switch (error.statusCode) {
    case 413:
      return 'payload_too_large';
    case 415:
      return 'unsupported_media_type';
    case 408:
      return 'request_timeout';
    case 400:
      return 'invalid_payload';
    default:
      return 'internal_error';
  }
}
